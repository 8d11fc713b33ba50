/** The listening channel is down or silently dead while plain requests get through. */
import { deriveCallKeys, parseCallAddress } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDocument } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { canGoDeaf, setDeafness } from './deaf-listener.ts';
import { haveCall, type Person, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function withTwo(use: (host: Person, guest: Person) => Promise<void>): Promise<void> {
  await withPerson(browser, (host) => withPerson(browser, (guest) => use(host, guest)));
}

it.each(['silent', 'refused'] as const)(
  '%s: a call goes on when the other reloads meanwhile',
  async (deafness) => {
    await withTwo(async (host, guest) => {
      await canGoDeaf(host);
      await haveCall(host, guest);
      await setDeafness(host, deafness);
      await guest.page.reload();
      await guest.isIn('connected');
      await seeAndHearEachOther(host, guest);
      // And hears again once the channel carries.
      await setDeafness(host, 'no');
      await guest.leave();
      await host.isIn('waiting', { because: 'peer-left' });
    });
  },
);

it('somebody who waits alone learns that the other has come', async () => {
  await withTwo(async (host, guest) => {
    await canGoDeaf(guest);
    await host.startCall();
    const url = host.page.url();
    await host.openLink('/');
    await guest.openLink(url);
    await guest.enter('Ada');
    await guest.isIn('waiting');
    // They have joined as far as the database knows, so nothing of their own is left to be told.
    const { docId } = await deriveCallKeys(parseCallAddress(url).id);
    const seats = async () => JSON.stringify((await readDocument(`calls/${docId}`)).seats);
    await expect.poll(seats).toContain('"entered":{"booleanValue":true}');
    await setDeafness(guest, 'silent');
    await host.openLink(url);
    await host.enter('Grace');
    await guest.page.locator('[data-phase="connected"]').waitFor();
    await seeAndHearEachOther(host, guest);
  });
});

it('nobody is kept out of a call by it', async () => {
  await withTwo(async (host, guest) => {
    await host.startCall();
    await host.enter('Grace');
    await canGoDeaf(guest);
    await guest.context.addInitScript(() => {
      window.parleyDeafness = 'silent';
    });
    await guest.openLink(host.page.url());
    await guest.enter('Ada');
    await seeAndHearEachOther(host, guest);
    expect(await guest.page.evaluate(() => window.parleyDeafness)).toBe('silent');
  });
});
