import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { Person, seeAndHearEachOther } from './person.ts';

let browser: Browser;
let host: Person;
let guest: Person;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

beforeEach(async () => {
  // With all that slides and fades, as most people have it, and all that a page asks for.
  const create = () => Person.create(browser, { reducedMotion: 'no-preference', asksForRelays: true });
  [host, guest] = await Promise.all([create(), create()]);
});
afterEach(async () => {
  host.assertNoErrors();
  guest.assertNoErrors();
  await Promise.all([host.context.close(), guest.context.close()]);
});

/** The shortest way to a call. */
async function haveCall(): Promise<string> {
  await host.startCall();
  await host.enter('Grace');
  const url = host.page.url();
  await guest.openLink(url);
  await guest.enter('Ada');
  await seeAndHearEachOther(host, guest);
  return url;
}

describe('a call', () => {
  it('is created, its ID copied and pasted, is full with two, and only the host ends it, for both and for good', async () => {
    await host.startCall();
    await host.enter('Grace');
    await guest.joinByPasting(await host.copyCallId());
    await guest.enter('Ada');
    await seeAndHearEachOther(host, guest);
    await host.page.getByText('Ada').first().waitFor();
    await guest.page.getByText('Grace').first().waitFor();
    expect(await guest.waysToLeave.count()).toBe(0);

    const url = host.page.url();
    const third = await Person.create(browser);
    await third.openLink(url);
    await third.isIn('failed', { error: 'call-full' });
    await seeAndHearEachOther(host, guest);

    await host.endForBoth();
    await Promise.all([host, guest].map((person) => person.isIn('ended', { reason: 'host-ended' })));
    expect((await guest.received()).openConnections).toBe(0);
    await third.openLink('/');
    await third.openLink(url);
    await third.isIn('ended', { reason: 'host-ended' });
    await third.context.close();
  });

  it('resumes after either reloads, and after both do at once, without another click', async () => {
    await haveCall();
    await guest.page.reload();
    await seeAndHearEachOther(host, guest);
    expect(await host.received()).toMatchObject({ openConnections: 1 });

    await host.page.reload();
    await seeAndHearEachOther(host, guest);
    // Who is still the host.
    await host.waysToLeave.waitFor();

    await Promise.all([host.page.reload(), guest.page.reload()]);
    await seeAndHearEachOther(host, guest);
  });

  it('goes on when either leaves or closes the tab, who can come back, and when both come back in the other order', async () => {
    const url = await haveCall();
    await guest.leave();
    await host.isIn('waiting', { because: 'peer-left' });
    // One press: whoever was in the call needs no lobby.
    await guest.page.getByRole('button', { name: 'Back in' }).click();
    await seeAndHearEachOther(host, guest);

    await host.leave();
    await guest.isIn('waiting', { because: 'peer-left' });
    await host.openLink('/');
    await host.openLink(url);
    await host.enter();
    await seeAndHearEachOther(host, guest);

    await host.leave();
    await guest.leave();
    for (const person of [guest, host]) {
      await person.openLink('/');
      await person.openLink(url);
      await person.enter();
    }
    await seeAndHearEachOther(host, guest);

    await guest.page.close({ runBeforeUnload: true });
    await host.isIn('waiting', { because: 'peer-left' });
  });

  it('resumes after a tab was killed', async () => {
    const url = await haveCall();
    // No pagehide, no goodbye: the renderer is gone.
    await guest.page.goto('chrome://crash').catch(() => {});
    const again = await guest.openTab();
    await again.openLink(url);
    await again.enter();
    await seeAndHearEachOther(host, again);
  });

  it('is in one tab of a browser at a time, unless somebody is both people', async () => {
    await haveCall();
    const url = host.page.url();
    const tab = await host.openTab();
    await tab.openLink(url);
    await tab.isIn('early', { because: 'other-tab' });
    await seeAndHearEachOther(host, guest);
    await tab.page.getByRole('button', { name: 'Bring it here' }).click();
    await host.isIn('ended', { reason: 'taken-over' });
    await seeAndHearEachOther(tab, guest);
    await tab.waysToLeave.waitFor();
    tab.assertNoErrors();
  });

  it('connects two tabs of one browser when that is asked for', async () => {
    await host.startCall();
    const url = host.page.url();
    await host.enter();
    const tab = await host.openTab();
    await tab.openLink(url);
    await tab.page.getByRole('button', { name: 'Join here as the other person' }).click();
    await seeAndHearEachOther(host, tab);
    await host.waysToLeave.waitFor();
    // Either may be reloaded, and takes its own seat again.
    await tab.page.reload();
    await seeAndHearEachOther(host, tab);
    await host.page.reload();
    await seeAndHearEachOther(host, tab);
    expect(await tab.waysToLeave.count()).toBe(0);
  });
});
