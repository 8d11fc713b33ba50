/** What a browser refuses, as people or their settings have it do, in a whole call: it is said, and the rest works. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flagsThatAsk } from '../../scripts/browsers/chromium-flags.ts';
import { arrivesOnly } from './arriving.ts';
import { setPermission } from './browser-settings.ts';
import { launchWholeChromium } from './chromium.ts';
import { haveCall, type Person, seeAndHearEachOther, withPerson } from './person.ts';
import { askForScreenWith, readFrameCount } from './screen-probe.ts';

let browser: Browser;
beforeAll(async () => {
  // Each answers as the person's settings say; nobody is asked.
  browser = await launchWholeChromium(flagsThatAsk);
});
afterAll(() => browser.close());

const button = ({ page }: Person, name: string | RegExp) => page.getByRole('button', { name });

/** Somebody in a call, and somebody who is to come. */
function withHost(use: (person: Person, host: Person) => Promise<void>): Promise<void> {
  return withPerson(browser, (host) =>
    withPerson(browser, async (person) => {
      await host.startCall();
      await host.enter('Grace');
      await use(person, host);
    }),
  );
}

const REFUSED = [
  {
    devices: ['camera'],
    said: 'Your browser blocks the camera',
    step: 'Switch Camera on.',
    join: 'Join without camera',
    arriving: { frames: false, sound: true },
    seen: 'Ada’s camera is off',
  },
  {
    devices: ['microphone'],
    said: 'Your browser blocks the microphone',
    step: 'Switch Microphone on.',
    join: 'Join without microphone',
    arriving: { frames: true, sound: false },
    seen: /^Microphone off/,
  },
  {
    devices: ['camera', 'microphone'],
    said: 'Your browser blocks camera and microphone',
    step: 'Switch Camera and Microphone on.',
    join: 'Just watch and listen',
    arriving: { frames: false, sound: false },
    seen: 'Ada’s camera is off',
  },
] as const;

describe.each(REFUSED)('$devices refused', ({ devices, said, step, join, arriving, seen }) => {
  it('is said with the way back, one joins with what there is, and the other sees and hears the rest', () =>
    withHost(async (person, host) => {
      for (const device of devices) await setPermission(person, device, 'denied');
      await person.openLink(host.page.url());
      await person.page.getByText(said).first().waitFor();
      await person.page.getByText(step).waitFor();
      await person.page.getByLabel('Your name').fill('Ada');
      await button(person, join).click();
      await Promise.all([person.isIn('connected'), host.isIn('connected')]);
      await host.page.locator('parley-remote-picture').getByText(seen).first().waitFor();
      await arrivesOnly(host, arriving, () => person.seesAndHears());
      // Whoever joins without goes on without; each that is tried again comes as soon as the browser lets it.
      for (const device of devices) {
        await button(person, `Try ${device} again`).click();
        await person.page.getByText('Your browser blocks').first().waitFor();
        await button(person, `Try ${device} again`).waitFor();
      }
      for (const each of devices) await setPermission(person, each, 'granted');
      await seeAndHearEachOther(person, host);
    }));
});

it('A refused notification is said, and whoever comes is noticed all the same', () =>
  withHost(async (person, host) => {
    await setPermission(host, 'notifications', 'denied');
    await button(host, 'Notify me when they come').click();
    await host.page.getByText('Your browser does not let this site notify you.').waitFor();
    await button(host, 'Notify me when they come').waitFor();
    await person.openLink(host.page.url());
    await person.enter('Ada');
    await seeAndHearEachOther(person, host);
  }));

it('A refused screen is said, can be dismissed, and takes nothing from the call', async () => {
  const refusing = await launchWholeChromium([...flagsThatAsk, '--auto-reject-this-tab-capture']);
  try {
    await withPerson(refusing, (person) =>
      withPerson(browser, async (other) => {
        // The flag is for the tab itself only.
        const ownTab = { selfBrowserSurface: 'include', preferCurrentTab: true };
        await person.context.addInitScript(askForScreenWith, ownTab);
        await haveCall(person, other);
        await button(person, 'Share screen').click();
        await person.page.getByText('Your screen is not shared').waitFor();
        await button(person, 'Dismiss').click();
        await person.page.getByText('Your screen is not shared').waitFor({ state: 'detached' });
        await button(person, 'Share screen').waitFor();
        expect(await other.page.getByTestId('screen-video').isVisible()).toBe(false);
        await seeAndHearEachOther(person, other);
      }),
    );
  } finally {
    await refusing.close();
  }
});

/** Runs in the page: the innermost button of these words. */
const FIND_BUTTON = `(function find(root, words) {
  for (const element of root.querySelectorAll('*')) {
    if (element.localName === 'button' && words.test(element.textContent.trim())) return element;
    const within = element.shadowRoot && find(element.shadowRoot, words);
    if (within) return within;
  }
})`;

it('A browser that plays nothing before a press is asked by one tap, and then the other is heard', async () => {
  const strict = await launchWholeChromium([
    ...flagsThatAsk,
    '--autoplay-policy=document-user-activation-required',
  ]);
  try {
    await withPerson(browser, (host) =>
      withPerson(strict, async (person) => {
        await host.startCall();
        await host.enter('Grace');
        // Chromium refuses no sound to a page that has a microphone or camera, so this is somebody who has none.
        for (const device of ['camera', 'microphone'] as const) await setPermission(person, device, 'denied');
        await person.openLink(host.page.url());
        // Whatever Playwright asks a page counts as a press, so that the page is asked by hand until it has refused.
        const session = await person.context.newCDPSession(person.page);
        const evaluate = async (expression: string): Promise<unknown> => {
          const answer = await session.send('Runtime.evaluate', {
            expression,
            userGesture: false,
            awaitPromise: true,
            returnByValue: true,
          });
          return answer.result.value;
        };
        const finds = (words: RegExp) => evaluate(`${FIND_BUTTON}(document, ${words}) !== undefined`);
        await expect.poll(() => finds(/^Just watch and listen$/)).toBe(true);
        await evaluate(`${FIND_BUTTON}(document, /^Just watch and listen$/).click()`);
        await host.isIn('connected');
        await expect.poll(() => finds(/^Tap to hear$/)).toBe(true);
        expect(await evaluate('navigator.userActivation.hasBeenActive')).toBe(false);

        await button(person, 'Tap to hear').click();
        await button(person, 'Tap to hear').waitFor({ state: 'detached' });
        const video = person.page.getByTestId('remote-video');
        const before = await video.evaluate(readFrameCount);
        await expect.poll(() => video.evaluate(readFrameCount)).toBeGreaterThan(before + 3);
        expect(await video.evaluate(({ muted, paused }: HTMLVideoElement) => ({ muted, paused }))).toEqual({
          muted: false,
          paused: false,
        });
        await person.seesAndHears();
      }),
    );
  } finally {
    await strict.close();
  }
});
