/** Chromium with Firefox. Playwright cannot drive Debian's Firefox; puppeteer-core can. */
import type { Browser as Chromium } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchWholeChromium } from './chromium.ts';
import { FirefoxPerson, hasFirefox, launchFirefox } from './firefox-person.ts';
import { readPictureHeight } from './media-probe.ts';
import { ORIGIN, PATIENCE_MS, Person, seeAndHearEachOther } from './person.ts';
import { watchLoading } from './picture-probe.ts';
import { readScreenFrames } from './screen-probe.ts';

/** By their IDs: those that are sent now. */
function sentTracks(): string[] {
  const open = window.parleyTestConnections.filter(({ connectionState }) => connectionState === 'connected');
  return open.flatMap((connection) => connection.getSenders()).flatMap(({ track }) => track?.id ?? []);
}

describe.skipIf(!hasFirefox)('Chromium and Firefox', () => {
  let chromium: Chromium;
  let firefox: Firefox;
  let inChromium: Person;
  let inFirefox: FirefoxPerson;

  beforeAll(async () => {
    chromium = await launchWholeChromium();
    firefox = await launchFirefox();
  });
  afterAll(() => Promise.all([chromium.close(), firefox.close()]));

  beforeEach(async () => {
    inChromium = await Person.create(chromium);
    inFirefox = await FirefoxPerson.create(firefox);
  });
  afterEach(async () => {
    inChromium.assertNoErrors();
    expect(inFirefox.violations).toEqual([]);
    await Promise.all([inChromium.context.close(), inFirefox.page.browserContext().close()]);
  });

  it('style a page whose policy allows no style in it', async () => {
    await inFirefox.openLink(ORIGIN);
    const button = await inFirefox.page.waitForSelector('>>> button ::-p-text(Start a call)');
    const radius = await button?.evaluate(
      (element) => getComputedStyle(element.closest('button') ?? element).borderRadius,
    );
    expect(Number.parseFloat(radius ?? '')).toBeGreaterThan(4);
  });

  it('notice what a page does against its policy', async () => {
    await inFirefox.openLink(ORIGIN);
    await inFirefox.page.evaluate(() => {
      const image = document.createElement('img');
      image.src = 'https://elsewhere.example/pixel';
      document.body.append(image);
    });
    await expect.poll(() => inFirefox.violations.length).toBe(1);
    inFirefox.violations.length = 0;
  });

  it('see and hear each other when Chromium calls, and Firefox sees a screen that Chromium shares', async () => {
    await inFirefox.page.browserContext().close();
    // As people have it.
    inFirefox = await FirefoxPerson.create(firefox, { asksForRelays: true, hasLargeCamera: true });
    await inChromium.startCall();
    await inChromium.enter();
    await inFirefox.openLink(inChromium.page.url());
    await inFirefox.enter();
    await seeAndHearEachOther(inChromium, inFirefox);
    // The pretended question of Chromium answers with a pretended screen.
    await inChromium.page.getByRole('button', { name: 'Share screen' }).click();
    await inFirefox.page.waitForSelector('>>> [data-testid="screen-video"]:not([inert])');
    await expect.poll(() => inFirefox.page.evaluate(readScreenFrames)).toBeGreaterThan(3);
    await seeAndHearEachOther(inChromium, inFirefox);
    // Its statistics are others, and say the same.
    await inFirefox.page.waitForSelector('>>> button[aria-label^="Connection: Good"]');
    await inFirefox.page.locator('>>> button[aria-label^="Connection: Good"]').click();
    await inFirefox.page.waitForSelector('>>> p ::-p-text(Direct, from browser to browser)');
    // By the keyboard. Where what is measured above it is a line shorter, it begins where the panel is cut off, puppeteer takes it for
    // visible, and its press beneath the panel closes that instead.
    await (await inFirefox.page.waitForSelector('>>> input[value="low"]'))?.focus();
    await inFirefox.page.keyboard.press(' ');
    await inFirefox.page.waitForSelector('>>> input[value="low"]:checked');
    const heights = () =>
      Promise.all([inChromium.page.evaluate(readPictureHeight), inFirefox.page.evaluate(readPictureHeight)]);
    // Firefox takes a while to send less.
    await expect.poll(async () => Math.max(...(await heights()).map(Number))).toBeLessThanOrEqual(240);
  });

  it('write to each other, also after either reloads', async () => {
    await inChromium.startCall();
    await inChromium.enter();
    await inFirefox.openLink(inChromium.page.url());
    await inFirefox.enter();
    await seeAndHearEachOther(inChromium, inFirefox);
    const field = inChromium.page.getByRole('textbox', { name: 'Message' });
    const openBoth = async () => {
      await inChromium.page.getByRole('button', { name: /^Chat/ }).click();
      await field.waitFor();
      await inFirefox.page.locator('>>> button[aria-label^="Chat"]').click();
      await inFirefox.page.waitForSelector('>>> textarea');
    };
    const write = async (text: string) => {
      await field.fill(`Chromium ${text}`);
      await field.press('Enter');
      await inFirefox.page.locator('>>> textarea').fill(`Firefox ${text}`);
      await inFirefox.page.keyboard.press('Enter');
    };
    const readBoth = () =>
      Promise.all([
        inChromium.page.locator('parley-chat-messages li.peer .text').allTextContents(),
        inFirefox.page.$$eval('>>> li.peer .text', (texts) => texts.map(({ textContent }) => textContent)),
      ]);
    await openBoth();
    await write('one 👋');
    await expect.poll(readBoth, { timeout: PATIENCE_MS }).toEqual([['Firefox one 👋'], ['Chromium one 👋']]);
    await Promise.all([inChromium.page.reload(), inFirefox.page.reload()]);
    await seeAndHearEachOther(inChromium, inFirefox);
    await openBoth();
    await write('two');
    await expect.poll(readBoth, { timeout: PATIENCE_MS }).toEqual([
      ['Firefox one 👋', 'Firefox two'],
      ['Chromium one 👋', 'Chromium two'],
    ]);
  });

  it('load no picture anew, whoever switches or chooses what', async () => {
    await inChromium.startCall();
    await inChromium.enter();
    await inFirefox.openLink(inChromium.page.url());
    // The invitation goes when they have met, and the button moves with it.
    await inFirefox.isIn('connected');
    await inFirefox.enter();
    await seeAndHearEachOther(inChromium, inFirefox);
    // One's own is loaded anew there when a camera comes back, out of sight: its stream had ended.
    const video = await inFirefox.page.waitForSelector('>>> [data-testid="remote-video"]');
    await video?.evaluate(watchLoading);
    for (const device of ['microphone', 'camera', 'camera']) {
      for (const [word, next] of [
        ['off', 'on'],
        ['on', 'off'],
      ]) {
        await inChromium.page.getByRole('button', { name: `Turn ${word} ${device}` }).click();
        await inFirefox.page.locator(`>>> button[aria-label="Turn ${word} ${device}"]`).click();
        await inChromium.page.getByRole('button', { name: `Turn ${next} ${device}` }).waitFor();
        await inFirefox.page.waitForSelector(`>>> button[aria-label="Turn ${next} ${device}"]`);
      }
    }
    await inChromium.page.getByTestId('remote-video').evaluate(watchLoading);
    const sentBefore = await inFirefox.page.evaluate(sentTracks);
    for (const [menu, item] of [
      ['Choose camera', '[role=menuitemradio]'],
      ['Choose microphone', '[aria-label="Original sound, for music"]'],
    ]) {
      await inFirefox.page.locator(`>>> button[aria-label^="${menu}"]`).click();
      await inFirefox.page.locator(`>>> [role=menu]:popover-open ${item}`).click();
      await inFirefox.page.keyboard.press('Escape');
    }
    await expect
      .poll(
        async () =>
          (await inFirefox.page.evaluate(sentTracks)).filter((id) => !sentBefore.includes(id)).length,
      )
      .toBe(2);
    await seeAndHearEachOther(inChromium, inFirefox);
    expect(await inChromium.page.evaluate(() => window.mediaEvents)).toEqual([]);
    for (const id of ['remote-video', 'local-video'])
      await inFirefox.page.waitForSelector(`>>> [data-testid="${id}"]:not([inert])`);
    expect(await video?.evaluate(({ isConnected }) => isConnected)).toBe(true);
    expect(await inFirefox.page.evaluate(() => window.mediaEvents)).toEqual([]);
  });

  it('see and hear each other when Firefox calls, and after either reloads', async () => {
    const url = await inFirefox.startCall();
    await inFirefox.enter();
    await inChromium.openLink(url);
    await inChromium.enter();
    await seeAndHearEachOther(inChromium, inFirefox);
    await inChromium.page.reload();
    await seeAndHearEachOther(inChromium, inFirefox);
    await inFirefox.page.reload();
    await seeAndHearEachOther(inChromium, inFirefox);
  });
});
