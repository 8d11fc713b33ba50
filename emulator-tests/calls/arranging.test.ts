/** Arranging a call by hand: the page, its links, its calendar file, the list of this browser, moving and calling off. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { withPerson } from './person.ts';

const TITLE = 'Lesson 4: irregular verbs';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** From the start page to the links. At noon of a date, which is the same day here and in UTC at any hour of the test. */
async function arrange(page: Page, { date }: { date?: string } = {}): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'pick a time' }).click();
  await page.getByRole('heading', { name: 'Schedule a call' }).waitFor();
  await page.getByLabel('Title').fill(TITLE);
  if (date !== undefined) {
    await page.getByLabel('Date').fill(date);
    await page.getByLabel('Starts at').fill('12:00');
  }
  await page.getByRole('button', { name: 'Schedule the call' }).click();
  await page.getByRole('heading', { name: 'Your call is scheduled' }).waitFor();
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Unfolds what is wanted seldom. */
function manage(page: Page): Promise<void> {
  return page.getByText('Manage', { exact: true }).click();
}

function guestLink(page: Page): Promise<string> {
  return page.getByText(/\/call#/).innerText();
}

it('A call is arranged, and its links lead the host and the guest to its lobby', () =>
  withPerson(browser, async (host) => {
    await arrange(host.page, { date: inDays(3) });
    const link = await guestLink(host.page);
    await withPerson(browser, async (guest) => {
      await guest.openLink(link);
      await guest.isIn('early', { because: 'not-open' });
      await guest.page.getByText(TITLE).first().waitFor();
      // Whoever has opened it finds it again.
      await guest.page.goto('/');
      await guest.page.getByRole('link', { name: new RegExp(TITLE) }).click();
      await guest.page.getByText('You are the guest').waitFor();
    });
    await host.page.getByRole('link', { name: 'Open the call' }).click();
    await host.isIn('early', { because: 'not-open' });
  }));

it('The calendar file has the time and the guest’s link in it, and not the host’s', () =>
  withPerson(browser, async ({ page }) => {
    await arrange(page, { date: inDays(3) });
    const link = await guestLink(page);
    const downloading = page.waitForEvent('download');
    await page.getByText('Add to calendar').click();
    await page.getByRole('link', { name: 'Calendar file' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('call.ics');
    const file = (await readFile(await download.path(), 'utf8')).replaceAll('\r\n ', '');
    expect(file).toContain(`SUMMARY:${TITLE}`);
    expect(file).toContain(`URL:${link}\r\n`);
    expect(file).not.toContain(`${link}.`);
    const [, startsAt = ''] = /DTSTART:(\d{8})T/.exec(file) ?? [];
    expect(startsAt).toBe(inDays(3).replaceAll('-', ''));
  }));

it('A call is moved, which whoever waits for it sees, and called off, which they see too', () =>
  withPerson(browser, async (host) => {
    await arrange(host.page, { date: inDays(3) });
    const link = await guestLink(host.page);
    await withPerson(browser, async (guest) => {
      await guest.openLink(link);
      await guest.page.getByText(TITLE).first().waitFor();
      await manage(host.page);
      await host.page.getByRole('button', { name: 'Change it' }).click();
      await host.page.getByRole('heading', { name: 'Change the call' }).waitFor();
      await host.page.getByLabel('Title').fill('Lesson 5');
      await host.page.getByLabel('Date').fill(inDays(4));
      await host.page.getByRole('button', { name: 'Save changes' }).click();
      await host.page.getByRole('heading', { name: 'Scheduled call' }).waitFor();
      await host.page.getByText('Lesson 5').waitFor();
      await guest.page.getByText('Lesson 5').first().waitFor();
      expect(await guestLink(host.page)).toBe(link);
      await manage(host.page);
      await host.page.getByRole('button', { name: 'Cancel it' }).click();
      await host.page.getByRole('dialog').getByRole('button', { name: 'Cancel the call' }).click();
      await host.page.getByRole('heading', { name: 'This call was called off' }).waitFor();
      await guest.isIn('ended', { reason: 'cancelled' });
    });
    await host.page.getByRole('link', { name: 'Back to start' }).click();
    await host.page.getByText('All calls (1)').click();
    await host.page.getByRole('link', { name: /Lesson 5.*called off/ }).waitFor();
    await host.page.getByRole('button', { name: /^Remove Lesson 5/ }).click();
    await host.page.getByText('All calls').waitFor({ state: 'detached' });
  }));

it('What was arranged is there after a reload, and in the list of this browser only', () =>
  withPerson(browser, async (host) => {
    await arrange(host.page, { date: inDays(3) });
    const link = await guestLink(host.page);
    await host.page.reload();
    await host.page.getByRole('heading', { name: 'Scheduled call' }).waitFor();
    expect(await guestLink(host.page)).toBe(link);
    const address = host.page.url();
    await host.page.goto('/');
    await host.page.getByRole('link', { name: new RegExp(TITLE) }).waitFor();
    await withPerson(browser, async (other) => {
      await other.page.goto(address);
      await other.page.getByText('This browser does not know this call').waitFor();
      await other.page.getByRole('button', { name: 'Open the call' }).click();
      await other.isIn('early', { because: 'not-open' });
    });
  }));

it('Where the database is out of reach nothing of the form is lost, and it can be tried again', () =>
  withPerson(browser, async ({ page, context }) => {
    await page.goto('/schedule');
    await page.getByLabel('Title').fill(TITLE);
    const emulator = new RegExp(`:${process.env.FIRESTORE_EMULATOR_HOST?.split(':')[1]}/`);
    await context.route(emulator, (route) => route.abort());
    await page.getByRole('button', { name: 'Schedule the call' }).click();
    await page.getByText('Parley cannot reach its server').waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe(TITLE);
    await context.unroute(emulator);
    await page.getByRole('button', { name: 'Schedule the call' }).click();
    await page.getByRole('heading', { name: 'Your call is scheduled' }).waitFor();
  }));
