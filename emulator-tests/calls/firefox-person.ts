/** Firefox, and somebody who has it. Playwright cannot drive Debian's Firefox; puppeteer-core can. */
import { type Browser, launch, type Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { explained } from './explained.ts';
import { describeConnections, hasReceivedMore, readReceived, rememberConnections } from './media-probe.ts';
import { haveNoRelays } from './no-relays.ts';
import { ORIGIN, PATIENCE_MS } from './person.ts';
import { reportViolations, violationIn } from './policy-probe.ts';

const executablePath = process.env.PARLEY_FIREFOX;

export const hasFirefox = executablePath !== undefined;
if (!hasFirefox) console.info('Skipped: no Firefox was found (PARLEY_FIREFOX)');

interface FirefoxSurroundings {
  /** On which it has windows, as X has it; undefined: it has none. */
  readonly display?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** With a camera and a microphone that it pretends to have. @param settings `about:config` beside that */
export function launchFirefox(
  settings: Readonly<Record<string, unknown>> = {},
  { display, env }: FirefoxSurroundings = {},
): Promise<Browser> {
  const isSeen = display !== undefined;
  return launch({
    browser: 'firefox',
    executablePath: executablePath ?? '',
    headless: !isSeen,
    // Its windows have nothing but a page, and pages are as large as they.
    ...(isSeen && { args: ['--kiosk'], defaultViewport: null }),
    env: { ...process.env, ...env, ...(isSeen && { DISPLAY: display, MOZ_ENABLE_WAYLAND: '0' }) },
    extraPrefsFirefox: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.autoplay.default': 0,
      ...settings,
    },
  });
}

interface FirefoxPersonOptions {
  /** Otherwise they are told that there are none. */
  readonly asksForRelays?: boolean;
  /** For what is about the size of pictures. */
  readonly hasLargeCamera?: boolean;
}

/**
 * As `small-camera.ts`, by what the page asks for: Firefox has no film to show, and pretends a camera of whatever size is wanted. Runs in the
 * page, before it.
 */
function haveSmallCamera(): void {
  const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (constraints = {}) => {
    const { video } = constraints;
    if (!video) return getUserMedia(constraints);
    const small = { width: 320, height: 180, frameRate: 10 };
    return getUserMedia({ ...constraints, video: { ...(video === true ? {} : video), ...small } });
  };
}

/** Somebody with Firefox; does what `Person` does. */
export class FirefoxPerson {
  readonly page: Page;
  readonly violations: Error[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (message) => {
      const violation = violationIn(message.text());
      if (violation !== undefined) this.violations.push(violation);
    });
  }

  /** Somebody with storage of their own. */
  static async create(
    firefox: Browser,
    { asksForRelays = false, hasLargeCamera = false }: FirefoxPersonOptions = {},
  ): Promise<FirefoxPerson> {
    const context = await firefox.createBrowserContext();
    const page = await context.newPage();
    await page.evaluateOnNewDocument(rememberConnections);
    if (!hasLargeCamera) await page.evaluateOnNewDocument(haveSmallCamera);
    if (!asksForRelays) await page.evaluateOnNewDocument(haveNoRelays);
    await page.evaluateOnNewDocument(reportViolations);
    return new FirefoxPerson(page);
  }

  async startCall(): Promise<string> {
    await this.page.goto(ORIGIN);
    await this.press('Start a call');
    await this.page.waitForFunction(() => location.pathname === '/call');
    return this.page.url();
  }

  async openLink(url: string): Promise<void> {
    await this.page.goto(url);
  }

  /** Something else that it shows, in a window of its own. */
  async openWindow(html: string): Promise<Page> {
    const page = await this.page.browserContext().newPage({ type: 'window' });
    await page.setContent(html);
    return page;
  }

  async enter(label = 'Join now'): Promise<void> {
    // What has just been read may move the button from under a press that was aimed at where it was.
    await this.page.waitForSelector('>>> [data-testid="call-state"]:not([data-phase="arriving"])');
    await this.press(label);
  }

  async leave(): Promise<void> {
    await this.page.locator('>>> button.leave').click();
    await this.isIn('ended');
  }

  async isIn(phase: string): Promise<void> {
    await this.page.waitForSelector(`>>> [data-testid="call-state"][data-phase="${phase}"]`);
  }

  async seesAndHears(patienceMs = PATIENCE_MS): Promise<void> {
    const hasMore = hasReceivedMore();
    const received = () => this.page.evaluate(readReceived);
    const waiting = expect
      .poll(async () => hasMore(await received()), { timeout: patienceMs, interval: 50 })
      .toBe(true);
    await explained(waiting, () => this.describe());
  }

  async describe(): Promise<string> {
    const states = await this.page.$$eval('>>> [data-testid="call-state"]', (elements) =>
      elements.map(
        (element) =>
          `${element.firstElementChild?.localName} ${JSON.stringify({ ...(element as HTMLElement).dataset })}`,
      ),
    );
    return `It is in: ${states.join(' ') || 'no call'}\n${await this.page.evaluate(describeConnections)}`;
  }

  async press(name: string): Promise<void> {
    await this.page.locator(`>>> button ::-p-text(${name})`).click();
  }

  async reads(text: string): Promise<void> {
    await this.page.waitForSelector(`>>> ::-p-text(${text})`);
  }
}
