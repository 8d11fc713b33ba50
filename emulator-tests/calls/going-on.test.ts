/** After a call and out of one: calling again, and Back, which asks first. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { haveCall, type Person, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Two who see and hear each other. */
function withCall(use: (host: Person, guest: Person) => Promise<void>): Promise<void> {
  return withPerson(browser, (host) =>
    withPerson(browser, async (guest) => {
      await haveCall(host, guest);
      await use(host, guest);
    }),
  );
}

const button = ({ page }: Person, name: string | RegExp) => page.getByRole('button', { name });

it('Whoever calls again after a call has ended is in a new one, with the same person in it, by one press and a link', () =>
  withCall(async (host, guest) => {
    const before = host.page.url();
    await host.endForBoth();
    await guest.isIn('ended', { reason: 'host-ended' });
    await button(host, 'Call again').click();
    await host.page.waitForURL((url) => /\/call#/.test(url.href) && url.href !== before);
    await host.enter();
    await host.isIn('waiting');
    await guest.openLink(host.page.url());
    // Their name is remembered.
    await guest.enter();
    await seeAndHearEachOther(host, guest);
    await host.page.getByText('Ada', { exact: true }).first().waitFor();

    // The one who was there before is in the list of the start page with the name that they gave.
    await host.endForBoth();
    await button(host, 'Back to start').click();
    await button(host, 'Call again: Ada').click();
    await host.page.waitForURL(/\/call#/);
    await host.enter();
    await host.isIn('waiting', { because: 'nobody-came' });
  }));

it('Back asks before it leaves a call: whoever stays is seen and heard on, whoever leaves is told of as having left', () =>
  withCall(async (host, guest) => {
    // Something to go back to.
    const { page } = host;
    const url = page.url();
    await page.goBack();
    const question = page.getByRole('dialog', { name: 'Leave the call?' });
    await question.getByRole('button', { name: 'Stay' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(page.url()).toBe(url);
    await seeAndHearEachOther(host, guest);

    await page.goBack();
    await question.getByRole('button', { name: 'Leave' }).click();
    await button(host, 'Start a call').waitFor();
    await guest.isIn('waiting', { because: 'peer-left' });
    await button(host, /^Back in/).click();
    await seeAndHearEachOther(host, guest);
  }));
