/** Calls that take place at a time: two people come early, are let in, and are sent home. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Arranged, arrange, callOff, rearrange } from './arrange.ts';
import { launchChromium } from './chromium.ts';
import { Person, seeAndHearEachOther } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function withPeople(count: number, use: (...people: Person[]) => Promise<void>): Promise<void> {
  const people = await Promise.all(Array.from({ length: count }, () => Person.create(browser)));
  try {
    await use(...people);
    for (const person of people) person.assertNoErrors();
  } finally {
    await Promise.all(people.map(({ context }) => context.close()));
  }
}

/** Short times begin when both have come so far, however long a busy machine took for that. */
const now = { opensIn: 1, startsIn: 2, endsIn: 120 };
const endsSoon = { opensIn: -60, startsIn: -60, endsIn: 5 };
const open = { opensIn: -60, startsIn: 0, endsIn: 240 };
const later = { opensIn: 3_000, startsIn: 3_600, endsIn: 7_200 };

/** The host opens the host link, the guest the join link. */
async function bothOpen(host: Person, guest: Person, { hostUrl, joinUrl }: Arranged): Promise<void> {
  await Promise.all([host.openLink(hostUrl), guest.openLink(joinUrl)]);
}

describe('a scheduled call', () => {
  it('lets two people in when it opens, warns them, and ends for both when its time is over', () =>
    withPeople(2, async (host, guest) => {
      const arranged = await arrange(later, { admission: 'after-host' });
      await bothOpen(host, guest, arranged);
      await Promise.all([host.isIn('early', { because: 'not-open' }), guest.isIn('early')]);
      await guest.page.getByRole('heading', { name: 'Second reading' }).waitFor();
      await guest.page.getByRole('timer').waitFor();
      await Promise.all([host.enter('Ada'), guest.enter('Grace')]);
      await rearrange(arranged, now, 'Second reading');
      await seeAndHearEachOther(host, guest);
      for (const { page } of [host, guest]) await page.getByText(/^Ends in/).waitFor();
      await rearrange(arranged, endsSoon, 'Second reading');
      await Promise.all([host, guest].map((person) => person.isIn('ended', { reason: 'time-over' })));
      await guest.openLink(`/?again`);
      await guest.openLink(arranged.joinUrl);
      await guest.isIn('failed', { error: 'no-such-call' });
    }));

  it('may be lengthened by its host alone, while it runs', () =>
    withPeople(2, async (host, guest) => {
      await bothOpen(host, guest, await arrange(open));
      await Promise.all([host.enter(), guest.enter()]);
      await seeAndHearEachOther(host, guest);
      expect(await guest.page.getByRole('button', { name: 'Add 15 minutes' }).count()).toBe(0);
      await host.page.getByRole('button', { name: 'Add 15 minutes' }).click();
      // Nineteen minutes are too many to be warned of.
      for (const { page } of [host, guest]) await page.getByText(/^Ends in/).waitFor({ state: 'detached' });
      await seeAndHearEachOther(host, guest);
    }));

  it('that is moved or called off says so at once to whoever waits for it', () =>
    withPeople(1, async (guest) => {
      const arranged = await arrange(later);
      await guest.openLink(arranged.joinUrl);
      await guest.isIn('early', { because: 'not-open' });
      await rearrange(arranged, { ...later, endsIn: 9_000 }, 'Third reading');
      // Before it would ask by itself, which it does after 20 s of silence.
      const atOnce = { timeout: 10_000 };
      await guest.page.getByRole('heading', { name: 'Third reading' }).waitFor(atOnce);
      await callOff(arranged);
      await guest.page.getByText('This call was called off').waitFor(atOnce);
    }));

  it('that is moved while they are in it sends both to the lobby of its new time', () =>
    withPeople(2, async (host, guest) => {
      const arranged = await arrange(open);
      await bothOpen(host, guest, arranged);
      await Promise.all([host.enter(), guest.enter()]);
      await seeAndHearEachOther(host, guest);
      await rearrange(arranged, later, 'Another day');
      for (const person of [host, guest]) {
        await person.isIn('early', { because: 'not-open' });
        await person.page.getByRole('heading', { name: 'Another day' }).waitFor();
      }
    }));
});

describe('the host link', () => {
  it('makes its holder the host, again after a reload, and on another device', () =>
    withPeople(3, async (laptop, phone, guest) => {
      const arranged = await arrange(open, { admission: 'after-host' });
      await guest.openLink(arranged.joinUrl);
      await guest.isIn('early', { because: 'host-absent' });
      await laptop.openLink(arranged.hostUrl);
      await Promise.all([laptop.enter(), guest.enter()]);
      await seeAndHearEachOther(laptop, guest);
      await laptop.page.reload();
      await seeAndHearEachOther(laptop, guest);

      // By looking there they lose nothing here.
      await phone.openLink(arranged.hostUrl);
      await phone.isIn('early', { because: 'host-elsewhere' });
      await seeAndHearEachOther(laptop, guest);
      await phone.enter();
      await laptop.isIn('ended', { reason: 'taken-over' });
      await seeAndHearEachOther(phone, guest);
      await phone.endForBoth();
      await guest.isIn('ended', { reason: 'host-ended' });
    }));

  it('of another call opens nothing', () =>
    withPeople(1, async (thief) => {
      const [mine, theirs] = [await arrange(open), await arrange(open)];
      await thief.openLink(`${theirs.joinUrl}.${mine.hostKey.toLowerCase()}`);
      await thief.isIn('failed', { error: 'wrong-host-key' });
    }));
});
