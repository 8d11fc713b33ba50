/** Two in a call, whose browsers keep nothing for any site. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetfulChromium, launchChromium } from './chromium.ts';
import { type Person, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** What becomes of asking for storage. Runs in the page. */
async function askForStorage(): Promise<string[]> {
  const attempts = [
    () => localStorage.length,
    () => sessionStorage.length,
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('any');
        opening.onsuccess = resolve;
        opening.onerror = () => reject(opening.error);
      }),
  ];
  const outcomes = attempts.map(async (attempt) => {
    try {
      await attempt();
      return 'there';
    } catch (error) {
      return (error as Error).name;
    }
  });
  return Promise.all(outcomes);
}

/** The host's keeps nothing; and the other's is as it is said. */
function withTwo(
  others: Parameters<typeof withPerson>[0],
  use: (host: Person, other: Person) => Promise<void>,
): Promise<void> {
  return withPerson(forgetfulChromium, (host) => withPerson(others, (other) => use(host, other)));
}

describe('a host whose browser blocks all storage', () => {
  it('is told what that means before the call begins', () =>
    withTwo(browser, async (host, other) => {
      await host.page.goto('/');
      expect(await host.page.evaluate(askForStorage)).not.toContain('there');
      await host.page.getByText('This browser keeps nothing for this site').waitFor();
      await other.page.goto('/');
      await other.page.getByRole('button', { name: 'Start a call' }).waitFor();
      expect(await other.page.getByText('This browser keeps nothing for this site').count()).toBe(0);
    }));

  it('is the host again after a reload, and after going to the start and back, of a guest like them', () =>
    withTwo(forgetfulChromium, async (host, guest) => {
      await host.startCall();
      await host.enter('Ada');
      const url = host.page.url();
      await guest.openLink(url);
      await guest.enter('Grace');
      await seeAndHearEachOther(host, guest);

      await host.page.reload();
      await seeAndHearEachOther(host, guest);

      await host.leave();
      await host.page.getByRole('button', { name: 'Back to start' }).click();
      await host.page.getByRole('button', { name: 'Start a call' }).waitFor();
      await host.page.reload();
      await host.page.goBack();
      await host.enter('Ada');
      await seeAndHearEachOther(host, guest);

      await host.endForBoth();
      await guest.isIn('ended', { reason: 'host-ended' });
    }));

  it('finds a call that they arranged, and its host link, after a reload', () =>
    withPerson(forgetfulChromium, async ({ page }) => {
      await page.goto('/schedule');
      await page.getByText('This browser keeps nothing for this site').waitFor();
      await page.getByRole('button', { name: 'Schedule the call' }).click();
      await page.getByRole('heading', { name: 'Your call is scheduled' }).waitFor();
      await page.reload();
      await page.getByText('Manage', { exact: true }).click();
      await page.getByRole('button', { name: 'Copy host link' }).waitFor();
    }));
});
