/** What is told while a link is gone, and how two come back. What networks do to links is the network lab's. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { Person, seeAndHearEachOther } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it('Whoever has no network is told that, and nothing of the other, and has them back when there is one', async () => {
  const host = await Person.create(browser);
  const guest = await Person.create(browser);
  await host.startCall();
  await host.enter('Grace');
  await host.isIn('waiting');
  const url = host.page.url();
  await guest.openLink(url);
  await guest.enter('Ada');
  await seeAndHearEachOther(host, guest);

  await host.context.setOffline(true);
  const crashed = guest.page.waitForEvent('crash');
  const devtools = await guest.context.newCDPSession(guest.page);
  devtools.send('Page.crash').catch(() => {});
  await crashed;
  await host.page.getByRole('status').filter({ hasText: 'You are offline' }).waitFor();
  await host.page.getByText('The call goes on when your network is back').waitFor();
  // What they showed last stays, dimmed.
  const video = host.page.getByTestId('remote-video');
  await expect.poll(() => video.evaluate((element) => getComputedStyle(element).opacity)).toBe('0.4');
  expect(await video.evaluate((element) => (element as HTMLVideoElement).videoWidth)).toBeGreaterThan(0);
  expect(await host.page.getByText(/You have lost|has left/).count()).toBe(0);

  const again = await guest.openTab();
  await again.openLink(url);
  await again.enter('Ada');
  await host.context.setOffline(false);
  await seeAndHearEachOther(host, again);
  expect(await host.page.getByText('You are offline').count()).toBe(0);
  host.assertNoErrors();
  again.assertNoErrors();
  await Promise.all([host, guest].map(({ context }) => context.close()));
});
