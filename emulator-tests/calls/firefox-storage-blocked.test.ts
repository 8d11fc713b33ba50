/** A host with a Firefox that keeps nothing for any site. */
import { type Browser, launch } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PATIENCE_MS } from './person.ts';

const ORIGIN = process.env.PARLEY_ORIGIN ?? 'http://localhost:5000';
const executablePath = process.env.PARLEY_FIREFOX;

if (executablePath === undefined) console.info('Skipped: no Firefox was found (PARLEY_FIREFOX)');

describe.skipIf(executablePath === undefined)('a host whose Firefox blocks all storage', () => {
  let firefox: Browser;
  beforeAll(async () => {
    firefox = await launch({
      browser: 'firefox',
      executablePath: executablePath ?? '',
      headless: true,
      extraPrefsFirefox: {
        // "Block cookies and site data: all".
        'network.cookie.cookieBehavior': 2,
        'media.navigator.streams.fake': true,
        'media.navigator.permission.disabled': true,
      },
    });
  });
  afterAll(() => firefox.close());

  it('is told what that means before the call, and is the host again after a reload', async () => {
    const page = await firefox.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(ORIGIN);
    await page.waitForSelector('>>> ::-p-text(This browser keeps nothing for this site)');
    const storage = await page.evaluate(() => {
      try {
        return String(localStorage);
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(storage).toBe('SecurityError');
    await page.locator('>>> button ::-p-text(Start a call)').click();
    await page.waitForFunction(() => location.pathname === '/call');
    await page.locator('>>> button ::-p-text(Join now)').click();
    await page.waitForSelector('>>> button ::-p-text(End for both)');
    await page.reload();
    await page.waitForSelector('>>> [data-testid="call-state"][data-phase="waiting"]');
    // Whoever comes as somebody else takes the guest's seat, and has no such button.
    await page.waitForSelector('>>> button ::-p-text(End for both)');
  });
});
