/** Chromium with Firefox. Playwright cannot drive Debian's Firefox; puppeteer-core can. */
import type { Browser as Chromium } from 'playwright-core';
import { type Browser as Firefox, launch, type Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { readReceived, rememberConnections } from './media-probe.ts';
import { PATIENCE_MS, Person } from './person.ts';
import { watchLoading } from './picture-probe.ts';
import { reportViolations, violationIn } from './policy-probe.ts';

const ORIGIN = process.env.PARLEY_ORIGIN ?? 'http://localhost:5000';
const executablePath = process.env.PARLEY_FIREFOX;

/** Somebody with Firefox; does what `Person` does. */
class FirefoxPerson {
  readonly page: Page;
  readonly violations: Error[] = [];

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (message) => {
      const violation = violationIn(message.text());
      if (violation !== undefined) this.violations.push(violation);
    });
  }

  async startCall(): Promise<string> {
    await this.page.goto(ORIGIN);
    await this.#press('Start a call');
    await this.page.waitForFunction(() => location.pathname === '/call');
    return this.page.url();
  }

  async openLink(url: string): Promise<void> {
    await this.page.goto(url);
  }

  async enter(): Promise<void> {
    await this.#press('Join now');
  }

  async isIn(phase: string): Promise<void> {
    await this.page.waitForSelector(`>>> [data-testid="call-state"][data-phase="${phase}"]`);
  }

  async seesAndHears(): Promise<void> {
    const before = await this.page.evaluate(readReceived);
    const hasMore = async () => {
      const { framesDecoded, audioEnergy } = await this.page.evaluate(readReceived);
      return framesDecoded - before.framesDecoded >= 5 && audioEnergy > before.audioEnergy;
    };
    await expect.poll(hasMore, { timeout: PATIENCE_MS, interval: 50 }).toBe(true);
  }

  async #press(name: string): Promise<void> {
    await this.page.locator(`>>> button ::-p-text(${name})`).click();
  }
}

if (executablePath === undefined) console.info('Skipped: no Firefox was found (PARLEY_FIREFOX)');

describe.skipIf(executablePath === undefined)('Chromium and Firefox', () => {
  let chromium: Chromium;
  let firefox: Firefox;
  let inChromium: Person;
  let inFirefox: FirefoxPerson;

  beforeAll(async () => {
    chromium = await launchChromium();
    firefox = await launch({
      browser: 'firefox',
      executablePath: executablePath ?? '',
      headless: true,
      extraPrefsFirefox: {
        'media.navigator.streams.fake': true,
        'media.navigator.permission.disabled': true,
        'media.autoplay.default': 0,
      },
    });
  });
  afterAll(() => Promise.all([chromium.close(), firefox.close()]));

  beforeEach(async () => {
    inChromium = await Person.create(chromium);
    const context = await firefox.createBrowserContext();
    const page = await context.newPage();
    await page.evaluateOnNewDocument(rememberConnections);
    await page.evaluateOnNewDocument(reportViolations);
    inFirefox = new FirefoxPerson(page);
  });
  afterEach(async () => {
    inChromium.assertNoErrors();
    expect(inFirefox.violations).toEqual([]);
    await Promise.all([inChromium.context.close(), inFirefox.page.browserContext().close()]);
  });

  async function seeAndHearEachOther(): Promise<void> {
    await Promise.all([inChromium.isIn('connected'), inFirefox.isIn('connected')]);
    await Promise.all([inChromium.seesAndHears(), inFirefox.seesAndHears()]);
  }

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

  it('see and hear each other when Chromium calls', async () => {
    await inChromium.startCall();
    await inChromium.enter();
    await inFirefox.openLink(inChromium.page.url());
    await inFirefox.enter();
    await seeAndHearEachOther();
  });

  it('load no picture anew, whoever switches what', async () => {
    await inChromium.startCall();
    await inChromium.enter();
    await inFirefox.openLink(inChromium.page.url());
    // The invitation goes when they have met, and the button moves with it.
    await inFirefox.isIn('connected');
    await inFirefox.enter();
    await seeAndHearEachOther();
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
    await seeAndHearEachOther();
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
    await seeAndHearEachOther();
    await inChromium.page.reload();
    await seeAndHearEachOther();
    await inFirefox.page.reload();
    await seeAndHearEachOther();
  });
});
