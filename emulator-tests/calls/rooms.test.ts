/** A lasting room, from one visit to the next: what is stored while nobody is there, and when it is gone. */
import { deriveCallKeys, openRoomName, parseCallAddress } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromRestFields } from '../../call/src/firebase/firestore-value.ts';
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { documentSize } from '../document-size.ts';
import { connectFirestore } from '../functions/firestore-under-test.ts';
import { pass } from '../rules/scene.ts';
import { readEverything } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { type Person, seeAndHearEachOther, withPerson } from './person.ts';

const DAY_MS = 86_400_000;
const ROOM = 'Quarks on Mondays';
/** Long enough to be nowhere in base64 by chance. */
const GUEST = 'Adalheid';

// The emulator's own clock does not call it while whole calls are tested.
const { firestore, close } = connectFirestore('rooms-in-calls');
afterAll(close);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

function withTwo(use: (host: Person, guest: Person) => Promise<void>): Promise<void> {
  return withPerson(browser, (host) => withPerson(browser, (guest) => use(host, guest)));
}

async function sweepNow(): Promise<void> {
  const report = await sweep(firestore, { clock: Date.now, deadlineAt: Date.now() + 60_000 });
  expect(report).toMatchObject({ failed: 0, isComplete: true });
}

type Stored = Awaited<ReturnType<typeof readEverything>>;

/** The room's documents: itself, and what lies beneath it. */
async function storedOf(url: string): Promise<Stored> {
  const { docId } = await deriveCallKeys(parseCallAddress(url).id);
  return (await readEverything()).filter(({ name }) => name.includes(`/calls/${docId}`));
}

/** Everybody has gone: time moves on for what is stored, and the sweep comes. */
async function letRest(url: string): Promise<Stored> {
  const { docId } = await deriveCallKeys(parseCallAddress(url).id);
  await expect
    .poll(async () => {
      const seats = JSON.stringify(
        (await storedOf(url)).find(({ name }) => name.endsWith(docId))?.fields?.seats,
      );
      return seats.match(/"leftAt":\{"timestampValue"/g)?.length;
    })
    .toBe(2);
  await pass(docId, 2 * 60_000);
  await sweepNow();
  return storedOf(url);
}

const textOf = (stored: Stored) => JSON.stringify(stored);
const roundOf = (stored: Stored) => JSON.stringify(stored[0]?.fields?.round);
const keysIn = (stored: Stored) => textOf(stored).match(/"key":\{"bytesValue":"[^"]+"/g) ?? [];
/** The heading of a lobby, by which one knows where one is. */
const heading = ({ page }: Person) => page.getByRole('heading', { level: 1, name: ROOM });

it('two meet in it, leave next to nothing behind, and meet again by the list after eighty-nine days, with other keys', () =>
  withTwo(async (host, guest) => {
    await host.startCall({ room: ROOM });
    const url = host.page.url();
    await heading(host).waitFor();
    await host.enter('Grace');
    await guest.openLink(url);
    await heading(guest).waitFor();
    await expect.poll(() => guest.page.title()).toBe(`${ROOM} · Parley`);
    await guest.enter(GUEST);
    await seeAndHearEachOther(host, guest);
    const during = await storedOf(url);
    expect(keysIn(during)).toHaveLength(2);
    expect(textOf(during)).not.toContain(ROOM);
    await guest.leave();
    await host.leave();

    const [resting, ...beneath] = await letRest(url);
    if (resting?.fields === undefined) throw new Error('The room is gone');
    expect(beneath).toEqual([]);
    const path = resting.name.replace(/^.*\/documents\//, '');
    expect(documentSize(path, fromRestFields(resting.fields))).toBeLessThan(1_000);
    expect(resting.fields).toMatchObject({ round: { nullValue: null } });
    // Nothing sealed but its name, which whoever has the link reads, and no user but the host.
    const keys = await deriveCallKeys(parseCallAddress(url).id);
    const sealed = textOf([resting]).match(/(?<="bytesValue":")[^"]+/g) ?? [];
    expect(sealed).toHaveLength(1);
    expect(await openRoomName(keys, new Uint8Array(Buffer.from(sealed[0] ?? '', 'base64')))).toBe(ROOM);
    for (const secret of [ROOM, 'Quarks', 'Grace', GUEST, 'candidate', 'session', '127.0.0.1'])
      expect(textOf([resting])).not.toContain(secret);

    await pass(keys.docId, 89 * DAY_MS);
    await sweepNow();
    for (const person of [guest, host]) {
      await person.openLink('/');
      await person.page
        .getByRole('link', { name: `Call again: ${ROOM}` })
        .first()
        .click();
      await heading(person).waitFor();
      await person.enter();
    }
    await seeAndHearEachOther(host, guest);
    const again = await storedOf(url);
    expect(keysIn(again)).toHaveLength(2);
    for (const key of keysIn(again)) expect(keysIn(during)).not.toContain(key);
    const numberIn = (stored: Stored) => Number(/"integerValue":"(\d+)"/.exec(roundOf(stored))?.[1]);
    expect(numberIn(again)).toBeGreaterThan(numberIn(during));
  }));

it('it is gone when nobody has come for ninety-one days, and cannot be had again', () =>
  withTwo(async (host, guest) => {
    await host.startCall({ room: ROOM });
    const url = host.page.url();
    await host.enter('Grace');
    await guest.openLink(url);
    await guest.enter('Ada');
    await seeAndHearEachOther(host, guest);
    await guest.leave();
    await host.leave();
    expect(await letRest(url)).toHaveLength(1);
    const { docId } = await deriveCallKeys(parseCallAddress(url).id);
    await pass(docId, 91 * DAY_MS);
    await guest.openLink('/');
    await guest.openLink(url);
    await guest.isIn('failed', { error: 'no-such-call' });
    await sweepNow();
    expect(await storedOf(url)).toEqual([]);
    await host.openLink('/');
    await host.openLink(url);
    await host.isIn('failed', { error: 'no-such-call' });
  }));

it('behind a door whoever comes knocks at each visit, and its host calls it something else for both', () =>
  withTwo(async (host, guest) => {
    await host.startCall({ room: ROOM, hasDoor: true });
    const url = host.page.url();
    await host.page.getByText('This room').click();
    const name = host.page.getByLabel('What it is called, for both of you');
    await name.fill('Leptons on Fridays');
    await name.blur();
    await host.page.getByRole('heading', { level: 1, name: 'Leptons on Fridays' }).waitFor();
    for (const visit of [1, 2]) {
      if (visit > 1) await host.openLink('/');
      if (visit > 1) await host.openLink(url);
      await host.enter('Grace');
      await guest.openLink('/');
      await guest.openLink(url);
      await guest.isIn('early', { because: 'at-door' });
      await guest.page.getByRole('heading', { level: 1, name: 'Leptons on Fridays' }).waitFor();
      await guest.knock('Ada');
      await host.atDoor('Let in: Ada').click();
      await seeAndHearEachOther(host, guest);
      await guest.leave();
      await host.leave();
      const [resting] = await letRest(url);
      expect(JSON.stringify(resting?.fields?.door)).toContain('"admitted":{"nullValue":null}');
    }
  }));
