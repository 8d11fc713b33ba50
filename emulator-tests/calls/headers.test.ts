/** What Hosting says with every answer, and what browsers make of it. */
import type { Browser, ConsoleMessage } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import firebase from '../../firebase.json' with { type: 'json' };
import { launchChromium } from './chromium.ts';
import { withPerson } from './person.ts';

const ORIGIN = process.env.PARLEY_ORIGIN ?? 'http://localhost:5000';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** The address of the application's script, which is another with every build. */
async function findScript(): Promise<string> {
  const page = await (await fetch(ORIGIN)).text();
  const [, path] = /src="(\/assets\/[^"]+\.js)"/.exec(page) ?? [];
  if (path === undefined) throw new Error('The page has no script');
  return path;
}

/** Named in one of the scripts of a call. */
async function findWorker(): Promise<string> {
  const page = await (await fetch(`${ORIGIN}/call`)).text();
  for (const [path] of page.matchAll(/\/assets\/[^"]+\.js/g)) {
    const [worker] = /\/assets\/disk-worker-[\w-]+\.js/.exec(await (await fetch(ORIGIN + path)).text()) ?? [];
    if (worker !== undefined) return worker;
  }
  throw new Error('The call has no worker');
}

describe('every answer', () => {
  const [everywhere] = firebase.hosting.headers;
  const declared = (everywhere?.headers ?? []).filter(
    ({ key }) => key !== 'Cache-Control' && key !== 'Content-Security-Policy',
  );

  it.each([
    ['the home page', async () => '/', 200],
    ['a call', async () => '/call', 200],
    ['arranging a call', async () => '/schedule', 200],
    ['the script', findScript, 200],
    ['the worker that shows who rings', async () => '/ring-worker.js', 200],
    ['the icon', async () => '/mark/connected.svg', 200],
    ['an unknown address', async () => '/nothing-here', 404],
    ['an unknown asset', async () => '/assets/nothing-here.js', 404],
    ['an address that tries to leave the folder', async () => '/..%2f..%2ffirestore.rules', 404],
    ['the site’s configuration', async () => '/__/firebase/init.json', 200],
  ])('%s carries the whole policy', async (_, path, status) => {
    const response = await fetch(ORIGIN + (await path()));
    expect(response.status).toBe(status);
    const sent = declared.map(({ key }) => ({ key, value: response.headers.get(key) }));
    expect(sent).toEqual(declared);
    expect(declared.map(({ key }) => key)).toEqual([
      'Permissions-Policy',
      'Strict-Transport-Security',
      'Cross-Origin-Opener-Policy',
      'Cross-Origin-Resource-Policy',
      'Referrer-Policy',
      'X-Content-Type-Options',
    ]);
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types lit-html default");
    expect(policy).not.toMatch(/unsafe|data:|blob:|\*/);
  });

  it('lets browsers keep what has its content in its name, and nothing else', async () => {
    const cacheControl = async (path: string) => (await fetch(ORIGIN + path)).headers.get('Cache-Control');
    expect(await cacheControl('/')).toBe('no-cache');
    expect(await cacheControl('/nothing-here')).toBe('no-cache');
    expect(await cacheControl('/ring-worker.js')).toBe('no-cache');
    expect(await cacheControl(await findScript())).toContain('immutable');
  });
});

describe('a page', () => {
  it('is understood: the browser complains of no header', () =>
    withPerson(browser, async ({ page }) => {
      const complaints: string[] = [];
      page.on('console', (message: ConsoleMessage) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      await page.goto('/');
      await page.getByRole('button', { name: 'Start a call' }).waitFor();
      expect(complaints).toEqual([]);
    }));

  it('at an unknown address leads back to the start', () =>
    withPerson(browser, async ({ page }) => {
      await page.goto('/nothing-here');
      await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
      const link = page.getByRole('link', { name: 'Back to start' });
      // The style sheet is there: a bare link has no room around it.
      expect(await link.evaluate((element) => getComputedStyle(element).paddingTop)).not.toBe('0px');
      await link.click();
      await page.getByRole('button', { name: 'Start a call' }).waitFor();
    }));

  it.each([
    [
      'a script in it',
      () => document.head.append(Object.assign(document.createElement('script'), { text: '' })),
    ],
    ['a style in it', () => document.body.setAttribute('style', 'color: red')],
    ['text made into elements', () => Object.assign(document.body, { innerHTML: '<b>bold</b>' })],
    ['text made into a program', () => void setTimeout('globalThis.isBroken = true')],
    ['another Trusted Types policy', () => Reflect.get(window, 'trustedTypes').createPolicy('other', {})],
    ['a request to elsewhere', () => void fetch('https://elsewhere.example/').catch(() => {})],
    ['a frame', () => document.body.append(Object.assign(document.createElement('iframe'), { src: '/' }))],
    [
      'another base',
      () => document.head.append(Object.assign(document.createElement('base'), { href: '//x/' })),
    ],
  ])('may not have %s, and its tests notice', (_, attempt) =>
    withPerson(browser, async (person) => {
      await person.page.goto('/');
      await person.page.getByRole('button', { name: 'Start a call' }).waitFor();
      await person.page.evaluate(attempt).catch(() => {});
      await expect.poll(() => person.errors.map(String).join()).toContain('Against the policy:');
      expect(await person.page.evaluate(() => 'isBroken' in globalThis)).toBe(false);
      person.errors.length = 0;
    }),
  );

  it('may have a worker of a script of this site, and of no text and no other site', () =>
    withPerson(browser, async (person) => {
      const { page } = person;
      await person.startCall();
      await page.getByRole('button', { name: 'Join now' }).waitFor();
      const loads = (url: string) =>
        page.evaluate((address) => {
          const { promise, resolve } = Promise.withResolvers<boolean>();
          try {
            const worker = new Worker(address, { type: 'module' });
            worker.addEventListener('error', () => resolve(false));
            worker.addEventListener('message', () => resolve(true));
            worker.postMessage({ type: 'close', isWhole: false });
          } catch {
            resolve(false);
          }
          return promise;
        }, url);
      const answering = 'addEventListener("message", () => postMessage({}))';
      expect(await loads(await findWorker())).toBe(true);
      expect(person.errors).toEqual([]);
      expect(await loads(`data:text/javascript,${encodeURIComponent(answering)}`)).toBe(false);
      expect(await loads('https://elsewhere.example/worker.js')).toBe(false);
      await expect.poll(() => person.errors.map(String)).toHaveLength(2);
      person.errors.length = 0;
    }));

  it('lets nothing else of its own address be a worker’s script: no text that a page has made, and no answer of the API', () =>
    withPerson(browser, async (person) => {
      const { page } = person;
      await person.startCall();
      await page.getByRole('button', { name: 'Join now' }).waitFor();
      const allows = (path?: string) =>
        page.evaluate((asked) => {
          const url = asked ?? URL.createObjectURL(new Blob(['1']));
          try {
            return String(Reflect.get(window, 'trustedTypes').defaultPolicy.createScriptURL(url)) === url;
          } catch {
            return false;
          }
        }, path);
      expect(await Promise.all([await findWorker(), '/ring-worker.js'].map(allows))).toEqual([true, true]);
      expect(await Promise.all([undefined, '/api/v1', '/call'].map(allows))).toEqual([false, false, false]);
    }));

  it.each([
    ['may not be shown within another site’s', true],
    ['would be, if it did not say otherwise', false],
  ])('%s', (_, isAsSent) =>
    withPerson(browser, async ({ page }) => {
      const outer = 'http://elsewhere.localhost/';
      await page.route(outer, (route) =>
        route.fulfill({ contentType: 'text/html', body: `<iframe src="${ORIGIN}/"></iframe>` }),
      );
      if (!isAsSent) {
        await page.route(`${ORIGIN}/`, (route) =>
          route.fulfill({ contentType: 'text/html', body: 'framed' }),
        );
      }
      await page.goto(outer);
      const inner = page.frames().find((frame) => frame !== page.mainFrame());
      expect(inner?.url()).toMatch(isAsSent ? /^chrome-error:/ : new RegExp(`^${ORIGIN}`));
    }),
  );
});
