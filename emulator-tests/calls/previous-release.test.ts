/** One tab has been open since yesterday, the other was loaded now. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPreviousRelease } from '../../scripts/site/previous-release.ts';
import { useAnotherBuild } from './another-build.ts';
import { launchChromium } from './chromium.ts';
import { Person, seeAndHearEachOther, withPerson } from './person.ts';

const previous = await buildPreviousRelease();
if ('missing' in previous) console.log(`Skipped: ${previous.missing}`);

describe.skipIf('missing' in previous)('a page of the last release', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  async function withTwo(use: (older: Person, newer: Person) => Promise<void>): Promise<void> {
    const [older, newer] = await Promise.all([Person.create(browser), Person.create(browser)]);
    const assets = 'dist' in previous ? await useAnotherBuild(older, previous.dist) : [];
    try {
      await use(older, newer);
      older.assertNoErrors();
      newer.assertNoErrors();
      // It really was another build.
      const script = assets.find((path) => path.endsWith('.js'));
      expect(script).toBeDefined();
      expect((await fetch(`${process.env.PARLEY_ORIGIN}${script}`)).ok).toBe(false);
    } finally {
      await Promise.all([older.context.close(), newer.context.close()]);
    }
  }

  it('is told at once that it is too old for a call behind a door', async () => {
    await withTwo(async (older, newer) => {
      await newer.startCall({ hasDoor: true });
      await newer.enter('Grace');
      await newer.isIn('waiting');
      await older.openLink(newer.page.url());
      await older.isIn('failed', { error: 'outdated-page' });
    });
  });

  it('is told at once that it is too old for a lasting room', async () => {
    await withTwo(async (older, newer) => {
      await newer.startCall({ room: 'Mondays' });
      await newer.enter('Grace');
      await newer.isIn('waiting');
      await older.openLink(newer.page.url());
      await older.isIn('failed', { error: 'outdated-page' });
    });
  });

  it('is told in a room with a door that it is too old while the host waits, and that there is no such call while two talk', async () => {
    await withTwo(async (older, newer) => {
      await newer.startCall({ hasDoor: true, room: 'Mondays' });
      await newer.enter('Grace');
      await newer.isIn('waiting');
      const url = newer.page.url();
      await older.openLink(url);
      await older.isIn('failed', { error: 'outdated-page' });
      await older.openLink('/');
      await withPerson(browser, async (ada) => {
        await ada.openLink(url);
        await ada.knock('Ada');
        await newer.atDoor('Let in: Ada').click();
        await seeAndHearEachOther(newer, ada);
        await older.openLink(url);
        // It cannot read the version of what it may not see, and knows of no knock that would tell it more.
        await older.isIn('failed', { error: 'no-such-call' });
      });
    });
  });

  it('is told that it is too old, and not that the call is over, when one is locked in which it only looks', async () => {
    await withTwo(async (older, newer) => {
      await newer.startCall();
      await newer.enter('Grace');
      await older.openLink(newer.page.url());
      await newer.isIn('connected');
      await newer.page.getByRole('button', { name: 'More', exact: true }).click();
      await newer.page.getByRole('menuitemcheckbox', { name: 'Ask me before anybody comes in' }).click();
      await older.page.locator('[data-testid="call-state"][data-trouble="outdated-page"]').waitFor();
    });
  });

  it.each([
    ['hosts, and comes first', 'older', 'older'],
    ['hosts, and comes second', 'older', 'newer'],
    ['is the guest, and comes second', 'newer', 'newer'],
    ['is the guest, and comes first', 'newer', 'older'],
  ] as const)('%s: both see and hear each other, also after either reloads', async (_, hosting, first) => {
    await withTwo(async (older, newer) => {
      const [host, guest] = hosting === 'older' ? [older, newer] : [newer, older];
      await host.startCall();
      const url = host.page.url();
      // Whoever started it is there already: the other order takes leaving first.
      if (first !== hosting) await host.openLink('/');
      const order = first === hosting ? [host, guest] : [guest, host];
      for (const person of order) {
        if (person.page.url() !== url) await person.openLink(url);
        await person.enter(person === host ? 'Grace' : 'Ada');
      }
      await seeAndHearEachOther(host, guest);
      // What the older page has no place for is not offered.
      expect(await newer.page.getByRole('button', { name: /^Chat/ }).count()).toBe(0);
      for (const person of [older, newer]) {
        await person.page.reload();
        await seeAndHearEachOther(host, guest);
      }
    });
  });

  it('cannot go along to a new link, which its host is told before: its call ends, and the new link lets it in again', async () => {
    await withTwo(async (older, newer) => {
      await newer.startCall();
      await newer.enter('Grace');
      const old = newer.page.url();
      await older.openLink(old);
      await older.enter('Ada');
      await seeAndHearEachOther(newer, older);
      await newer.page.getByRole('button', { name: 'More', exact: true }).click();
      await newer.page.getByRole('menuitem', { name: 'Make a new link…' }).click();
      await newer.page.getByText('Ada has an older page, which cannot go along').waitFor();
      await newer.page.getByRole('button', { name: 'Make a new link', exact: true }).click();
      await newer.page.getByText('Ada could not be told. Send them the new link.').waitFor();
      await older.isIn('ended', { reason: 'host-ended' });
      await newer.isIn('waiting', { because: 'nobody-came' });
      expect(newer.page.url()).not.toBe(old);
      await older.openLink('/');
      await older.openLink(newer.page.url());
      await older.enter('Ada');
      await seeAndHearEachOther(newer, older);
    });
  });
});
