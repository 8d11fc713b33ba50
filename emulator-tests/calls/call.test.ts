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
  [host, guest] = await Promise.all([Person.create(browser), Person.create(browser)]);
});
afterEach(async () => {
  host.assertNoErrors();
  guest.assertNoErrors();
  await Promise.all([host.context.close(), guest.context.close()]);
});

/** The way of every call: create, copy the ID, paste it, see and hear each other. */
async function haveCall(): Promise<string> {
  await host.startCall();
  await host.enter('Grace');
  const id = await host.copyCallId();
  await guest.joinByPasting(id);
  await guest.enter('Ada');
  await seeAndHearEachOther(host, guest);
  return host.page.url();
}

describe('a call', () => {
  it('is created, its ID copied and pasted, and both see and hear each other', async () => {
    await haveCall();
    await host.page.getByText('Ada').first().waitFor();
    await guest.page.getByText('Grace').first().waitFor();
  });

  it('resumes after the guest reloads, without another click', async () => {
    await haveCall();
    await guest.page.reload();
    await seeAndHearEachOther(host, guest);
    expect(await host.received()).toMatchObject({ openConnections: 1 });
  });

  it('resumes after the host reloads, who is still the host', async () => {
    await haveCall();
    await host.page.reload();
    await seeAndHearEachOther(host, guest);
    await host.page.getByRole('button', { name: /^End .*both/ }).waitFor();
  });

  it('resumes after both reload at once', async () => {
    await haveCall();
    await Promise.all([host.page.reload(), guest.page.reload()]);
    await seeAndHearEachOther(host, guest);
  });

  it('lets the guest leave and come back', async () => {
    await haveCall();
    await guest.leave();
    await host.isIn('waiting', { because: 'peer-left' });
    await guest.page.getByRole('button', { name: 'Rejoin' }).click();
    await guest.enter();
    await seeAndHearEachOther(host, guest);
  });

  it('goes on when the host leaves, who can come back by the link', async () => {
    const url = await haveCall();
    await host.leave();
    await guest.isIn('waiting', { because: 'peer-left' });
    await host.openLink('/');
    await host.openLink(url);
    await host.enter();
    await seeAndHearEachOther(host, guest);
  });

  it('resumes when both left and came back in the other order', async () => {
    const url = await haveCall();
    await host.leave();
    await guest.leave();
    for (const person of [guest, host]) {
      await person.openLink('/');
      await person.openLink(url);
      await person.enter();
    }
    await seeAndHearEachOther(host, guest);
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

  it('ends for both when the host ends it, and nobody can join any more', async () => {
    const url = await haveCall();
    await host.endForBoth();
    await Promise.all([
      host.isIn('ended', { reason: 'host-ended' }),
      guest.isIn('ended', { reason: 'host-ended' }),
    ]);
    expect((await guest.received()).openConnections).toBe(0);
    const late = await Person.create(browser);
    await late.openLink(url);
    await late.isIn('ended', { reason: 'host-ended' });
    await late.context.close();
  });

  it('does not let the guest end it', async () => {
    await haveCall();
    expect(await guest.page.getByRole('button', { name: /^End .*both/ }).count()).toBe(0);
  });

  it('tells a third person that it is full, and goes on undisturbed', async () => {
    const url = await haveCall();
    const third = await Person.create(browser);
    await third.openLink(url);
    await third.isIn('failed', { error: 'call-full' });
    await seeAndHearEachOther(host, guest);
    await third.context.close();
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
    await tab.page.getByRole('button', { name: /^End .*both/ }).waitFor();
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
    await host.page.getByRole('button', { name: /^End .*both/ }).waitFor();
    // Either may be reloaded, and takes its own seat again.
    await tab.page.reload();
    await seeAndHearEachOther(host, tab);
    await host.page.reload();
    await seeAndHearEachOther(host, tab);
    expect(await tab.page.getByRole('button', { name: /^End .*both/ }).count()).toBe(0);
  });
});
