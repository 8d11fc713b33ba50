/** What is under way when a device changes networks is lost, in Chromium: pages ask again, and nobody has to load them anew. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { haveCall, type Person, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Modules that some other asks for, settings, and sign-in. */
const LOSABLE = /\/assets\/(?!index-).*\.js$|\/__\/firebase\/|accounts:/;

/** Each of them is lost when it is asked for first. @returns their addresses */
async function loseFirstRequests({ context }: Person): Promise<ReadonlySet<string>> {
  const lost = new Set<string>();
  await context.route(LOSABLE, async (route) => {
    const url = route.request().url();
    if (lost.has(url)) return route.continue();
    lost.add(url);
    await route.abort('internetdisconnected');
  });
  return lost;
}

describe('two of whose pages every first request is lost', () => {
  it('see and hear each other, with nothing pressed twice', async () => {
    await withPerson(browser, (grace) =>
      withPerson(browser, async (ada) => {
        const lost = [await loseFirstRequests(grace), await loseFirstRequests(ada)];
        await haveCall(grace, ada);
        for (const urls of lost) {
          expect([...urls].filter((url) => url.endsWith('.js')).length).toBeGreaterThan(5);
          expect([...urls].some((url) => url.includes('init.json'))).toBe(true);
          expect([...urls].some((url) => url.includes('accounts:signUp'))).toBe(true);
        }
      }),
    );
  });
});
