/** The start page is a document before it is the application: painted without a script, and nothing is lost between the two. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { ORIGIN, type Person, withPerson } from './person.ts';

const PHONE = { width: 390, height: 844 };
const ID = '7k3md-2p9xw-q4zt8-b1hvn';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A browser in which people look at the page so. */
function looking(options: BrowserContextOptions): Pick<Browser, 'newContext'> {
  return { newContext: (others) => browser.newContext({ ...others, ...options }) };
}

/** Scripts do not come before the test says so. */
async function holdScripts({ context }: Person, which = '**/assets/*.js'): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await context.route(which, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

const startButton = (page: Page) => page.getByRole('button', { name: 'Start a call' });
const field = (page: Page) => page.getByLabel('Call ID or link');
const application = (page: Page) => page.locator('parley-app');

/** The document's page, once it is painted. */
async function openDocument({ page }: Person): Promise<void> {
  await page.goto('/', { waitUntil: 'commit' });
  const isPainted = () => page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length);
  await expect.poll(isPainted).toBe(1);
  await page.evaluate(() => document.fonts.ready);
}

/** Where everything stands that is seen, and in which colours and letters. */
function looks({ page }: Person): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot !== null) visit(element.shadowRoot);
        if (!element.matches('h1, h1 span, p, a, button, input, summary, path, circle')) continue;
        if (!element.checkVisibility({ visibilityProperty: true })) continue;
        const { x, y, width, height } = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const { color, backgroundColor, borderColor, fill, font, letterSpacing, opacity } = style;
        const text = element.textContent.trim().replace(/\s+/g, ' ');
        found.push(
          [element.localName, text, x, y, width, height, color, backgroundColor, borderColor, fill, font]
            .concat(letterSpacing, opacity)
            .join(' | '),
        );
      }
    };
    visit(document);
    return found.sort();
  });
}

/** What has moved by itself since the page was opened. */
function recordShifts(): void {
  window.parleyTestShifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[])
      if (!entry.hadRecentInput) window.parleyTestShifts.push(entry.value);
  }).observe({ type: 'layout-shift', buffered: true });
}

declare global {
  interface Window {
    parleyTestShifts: number[];
  }
}

describe('without a script', () => {
  it('the page says what it is', () =>
    withPerson(looking({ javaScriptEnabled: false }), async ({ page }) => {
      await page.goto('/');
      await page.getByRole('heading', { name: 'Two halves of a talk.' }).waitFor();
      await startButton(page).waitFor();
      expect(await field(page).isVisible()).toBe(true);
    }));

  it.each(['/call', '/schedule', '/nowhere'])('nothing of it is in what is served at %s', (path) =>
    withPerson(looking({ javaScriptEnabled: false }), async ({ page }) => {
      await page.goto(path);
      expect(await page.getByText('Two halves').count()).toBe(0);
    }),
  );
});

describe('the application in its place', () => {
  it.each([
    ['in a window', {}],
    ['in the dark', { colorScheme: 'dark' }],
    ['with forced colours', { forcedColors: 'active' }],
    ['on a phone', { viewport: PHONE }],
  ] satisfies [string, BrowserContextOptions][])('looks the same %s, and nothing has moved', (_, options) =>
    withPerson(looking(options), async (person) => {
      const { page } = person;
      await page.addInitScript(recordShifts);
      const release = await holdScripts(person);
      await openDocument(person);
      const before = await looks(person);
      expect(before.length).toBeGreaterThan(15);
      release();
      const hasBegun = () => page.locator('.boot-late').evaluate((late: HTMLElement) => late.hidden);
      await expect.poll(hasBegun).toBe(true);
      expect(await application(page).count()).toBe(0);
      // As if the options had been unfolded, and folded again.
      await page.locator('details').dispatchEvent('toggle');
      await application(page).waitFor();
      expect(await looks(person)).toEqual(before);
      expect(await page.evaluate(() => window.parleyTestShifts)).toEqual([]);
    }),
  );

  it('is not fetched for whoever only looks, and neither is Firebase: they are nobody’s user', () =>
    withPerson(browser, async ({ context, page }) => {
      const asked: string[] = [];
      context.on('request', (request) => asked.push(request.url()));
      await page.goto('/', { waitUntil: 'networkidle' });
      await page.mouse.move(300, 160);
      await page.mouse.wheel(0, 300);
      const stored = () => indexedDB.databases().then((databases) => [databases.length, localStorage.length]);
      expect(await page.evaluate(stored)).toEqual([0, 0]);
      // What the pointer has begun by now has been asked for.
      const frame = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      await frame();
      await frame();
      expect(asked.filter((url) => !url.startsWith(ORIGIN))).toEqual([]);
      expect(asked.filter((url) => /application|parley-app|home-page|firebase/.test(url))).toEqual([]);
      expect(await application(page).count()).toBe(0);
    }));

  it('draws their own page at once for whoever has been here', () =>
    withPerson(browser, async (person) => {
      await person.startCall();
      await person.page.goto('/');
      await person.page.getByRole('heading', { name: 'Go on talking.' }).waitFor();
    }));

  it.each(['/?mode=signIn&oobCode=code-for-a-name', '/#state=keep.any&id_token=answer-for-a-name'])(
    'has a name’s link out of the address before it is fetched, and in it again where it does not come: %s',
    (link) =>
      withPerson(browser, async ({ context, page }) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        await context.route('**/assets/parley-app*', async (route) => {
          await promise;
          await route.abort();
        });
        await page.goto(link, { waitUntil: 'commit' });
        await expect.poll(() => page.url()).toBe(`${ORIGIN}/`);
        expect(await application(page).count()).toBe(0);
        resolve();
        await expect.poll(() => page.url()).toBe(`${ORIGIN}${link}`);
      }),
  );

  it('has a name’s link that was held for it', () =>
    withPerson(browser, async (person) => {
      const { page } = person;
      const release = await holdScripts(person, '**/assets/parley-app*');
      await page.goto('/?mode=signIn&oobCode=code-for-a-name&for=return', { waitUntil: 'commit' });
      await expect.poll(() => page.url()).toBe(`${ORIGIN}/`);
      release();
      await page.getByRole('button', { name: 'Bring my name here' }).waitFor();
      expect(page.url()).toBe(`${ORIGIN}/`);
    }));

  it('says that it has not come, where it has not', () =>
    withPerson(browser, async ({ context, page }) => {
      await context.route('**/assets/parley-app*', (route) => route.abort());
      await page.goto('/');
      await startButton(page).click();
      await page.getByText('Parley has not loaded.').waitFor();
    }));
});

describe('what is done before it is there', () => {
  it.each([
    ['any script', '**/assets/*.js'],
    ['the application', '**/assets/parley-app*'],
  ])('a press on “Start a call” before %s starts one call', (_, which) =>
    withPerson(browser, async (person) => {
      const { page } = person;
      const release = await holdScripts(person, which);
      await openDocument(person);
      await startButton(page).click();
      release();
      await page.waitForURL(/\/call#/);
      await page.goto('/');
      await page.getByText('All calls (1)').waitFor();
    }),
  );

  it('a text that was written stands in the field, with the caret where it was, and is gone on with', () =>
    withPerson(browser, async (person) => {
      const { page } = person;
      const release = await holdScripts(person);
      await openDocument(person);
      await field(page).pressSequentially(ID.slice(0, -4));
      release();
      await application(page).waitFor();
      await page.keyboard.type(ID.slice(-4));
      await page.getByText(`Call ${ID}`).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/call#/);
    }));

  it('a word that is a link, pasted, leads where it leads', () =>
    withPerson(browser, async (person) => {
      const { page } = person;
      await openDocument(person);
      const release = await holdScripts(person, '**/assets/parley-app*');
      await page.evaluate(async (link) => {
        const blob = (type: string, text: string) => new Blob([text], { type });
        const plain = blob('text/plain', 'Join the call');
        const rich = blob('text/html', `<a href="${link}">Join the call</a>`);
        await navigator.clipboard.write([new ClipboardItem({ 'text/plain': plain, 'text/html': rich })]);
      }, `${ORIGIN}/call#${ID}`);
      await field(page).click();
      await page.keyboard.press('ControlOrMeta+V');
      await page.keyboard.press('Enter');
      release();
      await page.waitForURL(/\/call#/);
    }));

  it('what is held down is let go first', () =>
    withPerson(browser, async (person) => {
      const { page } = person;
      const release = await holdScripts(person, '**/assets/parley-app*');
      await openDocument(person);
      await field(page).fill(ID);
      await page.getByRole('button', { name: 'Join', exact: true }).hover();
      await page.mouse.down();
      const arrived = page.waitForResponse(/parley-app/);
      release();
      await arrived;
      await page.getByRole('button', { name: 'Join', exact: true }).hover();
      expect(await application(page).count()).toBe(0);
      await page.mouse.up();
      await page.waitForURL(/\/call#/);
    }));

  it('options that were unfolded before any script have all that belongs to them, with nothing else done', () =>
    withPerson(browser, async (person) => {
      const release = await holdScripts(person);
      await openDocument(person);
      await person.page.getByText('Options', { exact: true }).click();
      release();
      await person.page.getByText(/^People/).waitFor();
    }));

  it('options that were unfolded are unfolded, and the field on a phone comes with the focus', () =>
    withPerson(looking({ viewport: PHONE }), async (person) => {
      const { page } = person;
      const release = await holdScripts(person);
      await openDocument(person);
      await page.getByText('Options', { exact: true }).click();
      await page.getByRole('button', { name: 'Join a call' }).click();
      release();
      await page.getByRole('checkbox', { name: 'Ask me before anybody comes in' }).waitFor();
      await expect.poll(() => field(page).isVisible()).toBe(true);
      await page.keyboard.type('7k3md');
      expect(await field(page).inputValue()).toBe('7k3md');
    }));
});
