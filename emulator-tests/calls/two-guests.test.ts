/** Two answer the same offer. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it('gives one of two guests the seat who answer the same offer, and connects them at once', () =>
  withPerson(browser, (host) =>
    withPerson(browser, (guest) =>
      withPerson(browser, async (late) => {
        for (let arrival = 0; arrival < 5; arrival++) {
          await host.startCall();
          const url = host.page.url();
          await host.enter();
          await host.isIn('waiting');
          await Promise.all([guest, late].map((person) => person.openLink('/')));
          await Promise.all([guest, late].map((person) => person.openLink(url)));
          // Well before a link that does not come about would be replaced by another.
          await host.state.and(host.page.locator('[data-phase="connected"]')).waitFor({ timeout: 10_000 });
          const phases = () =>
            Promise.all([guest, late].map(({ state }) => state.getAttribute('data-phase')));
          await expect
            .poll(async () => (await phases()).sort(), { timeout: 10_000 })
            .toEqual(['connected', 'early']);
        }
      }),
    ),
  ));
