/** A call behind a door, with three people: whoever comes knocks, and the host decides. */
import { deriveCallKeys, parseCallAddress } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDocument, readEverything } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { openAll } from './opened-signals.ts';
import { type Person, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

function withThree(use: (host: Person, ada: Person, alan: Person) => Promise<void>): Promise<void> {
  return withPerson(browser, (host) =>
    withPerson(browser, (ada) => withPerson(browser, (alan) => use(host, ada, alan))),
  );
}

/** The host has joined and waits. @returns the call's link */
async function hostWaits(host: Person): Promise<string> {
  await host.startCall({ hasDoor: true });
  await host.enter('Grace');
  await host.isIn('waiting', { because: 'nobody-came' });
  return host.page.url();
}

it('lets in one of two who knock, while the other waits on and sees nothing of it, and then the other', () =>
  withThree(async (host, ada, alan) => {
    const url = await hostWaits(host);
    await Promise.all([ada.openLink(url), alan.openLink(url)]);
    await Promise.all([
      ada.isIn('early', { because: 'at-door' }),
      alan.isIn('early', { because: 'at-door' }),
    ]);
    await Promise.all([ada.knock('Ada'), alan.knock('Alan')]);
    await Promise.all(['Let in: Ada', 'Let in: Alan'].map((label) => host.atDoor(label).waitFor()));

    // Nobody has offered anything yet: whoever has the link finds nothing that it opens.
    const keys = await deriveCallKeys(parseCallAddress(url).id);
    const documents = (await readEverything()).filter(({ name }) => name.includes(keys.docId));
    expect(documents.length).toBeGreaterThanOrEqual(3);
    expect(await openAll(documents, keys)).toBe('[]');
    expect((await readDocument(`calls/${keys.docId}`)).round).toBeNull();

    await host.atDoor('Let in: Ada').click();
    await seeAndHearEachOther(host, ada);
    await alan.isIn('early', { because: 'rung' });
    await expect.poll(() => host.atDoor('Not now: Alan').isVisible()).toBe(true);
    expect(await host.atDoor('Let in: Alan').count()).toBe(0);

    await ada.leave();
    await host.atDoor('Let in: Alan').click();
    await seeAndHearEachOther(host, alan);
  }));

it('asks for a moment, turns away with a word, and takes the end to whoever waits', () =>
  withThree(async (host, ada, alan) => {
    const url = await hostWaits(host);
    await ada.openLink(url);
    await ada.knock('Ada');
    await host.atDoor('One moment: Ada').click();
    await ada.isIn('early', { because: 'one-moment' });
    await host.page.getByLabel('A word to them').fill('Tomorrow at nine, please');
    await host.atDoor('Not now: Ada').click();
    await ada.isIn('early', { because: 'declined' });
    await ada.page.getByText('The host says: “Tomorrow at nine, please”').waitFor();
    await host.atDoor('Let in: Ada').waitFor({ state: 'detached' });
    await alan.openLink(url);
    await alan.knock('Alan');
    await host.atDoor('Let in: Alan').waitFor();
    await host.endForBoth();
    await alan.isIn('ended', { reason: 'host-ended' });
  }));

it('keeps whoever waits while the host is away, also for a reload, and shows who has gone', () =>
  withThree(async (host, ada, alan) => {
    const url = await hostWaits(host);
    await Promise.all([ada.openLink(url), alan.openLink(url)]);
    await Promise.all([ada.knock('Ada'), alan.knock('Alan')]);
    await host.page.reload();
    await Promise.all(['Let in: Ada', 'Let in: Alan'].map((label) => host.atDoor(label).waitFor()));
    await alan.openLink('/');
    await host.atDoor('Let in: Alan').waitFor({ state: 'detached' });
    await host.openLink('/');
    await ada.isIn('early', { because: 'rung' });
    await host.openLink(url);
    await host.enter('Grace');
    await host.atDoor('Let in: Ada').click();
    await seeAndHearEachOther(host, ada);
    // Whoever was let in may come back.
    await ada.page.reload();
    await seeAndHearEachOther(host, ada);
  }));

it('lets in somebody else after the guest’s tab has crashed, also once the host has reloaded', () =>
  withThree(async (host, ada, alan) => {
    const url = await hostWaits(host);
    await ada.openLink(url);
    await ada.knock('Ada');
    await host.atDoor('Let in: Ada').click();
    await seeAndHearEachOther(host, ada);
    await ada.page.goto('chrome://crash').catch(() => {});
    await host.page.reload();
    await host.isIn('waiting', { because: 'nobody-came' });
    await alan.openLink(url);
    await alan.knock('Alan');
    await host.atDoor('Let in: Alan').click();
    await seeAndHearEachOther(host, alan);
  }));
