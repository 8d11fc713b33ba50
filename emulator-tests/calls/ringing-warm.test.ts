/** Two who know each other are connected while it rings, so that an answer leads into the call as Join does from its lobby. */
import { foldPersonName, parsePersonName } from '@parley/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { changeDocument, readDocument } from './admin.ts';
import { launchChromium } from './chromium.ts';
import { joinFromLobby, marksOf, type Seen, seenSincePress, watchForFrames } from './first-frame.ts';
import { press, says, withNamed } from './named.ts';
import { type Person, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const connectionCount = ({ page }: Person) =>
  page.evaluate(
    () => window.parleyTestConnections.filter((one) => one.connectionState === 'connected').length,
  );
const sendingCount = ({ page }: Person) =>
  page.evaluate(
    () => window.parleyTestConnections.flatMap((one) => one.getSenders()).filter(({ track }) => track).length,
  );
const isConnected = (person: Person) =>
  expect.poll(() => connectionCount(person), { timeout: 60_000 }).toBe(1);

/** What this page writes to the database waits. @returns lets it through */
async function holdWrites({ page }: Person): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/:commit/, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

async function talkOnce(
  grace: Person,
  ada: Person,
  names: { readonly ada: string },
  onAnswered = async () => {},
): Promise<void> {
  await grace.ring(names.ada);
  await press(ada, 'Answer');
  await onAnswered();
  await seeAndHearEachOther(grace, ada);
  await Promise.all([grace.leave(), ada.leave()]);
  await Promise.all([grace.openPeople(), ada.openPeople()]);
}

it('leads two who have talked before into a call that is connected already', { timeout: 240_000 }, () =>
  withNamed(browser, async (grace, ada, names) => {
    const seen: Partial<Record<'cold' | 'rung' | 'joined', Seen>> = {};
    const strangers = await Promise.all([connectionCount(grace), connectionCount(ada)]);
    expect(strangers).toEqual([0, 0]);
    await watchForFrames(grace, ada);
    await talkOnce(grace, ada, names, async () => {
      seen.cold = await seenSincePress(ada, grace);
    });
    await watchForFrames(grace, ada);
    await grace.ring(names.ada);
    await says(ada, `${names.grace} is ringing you`);
    await says(ada, 'You have talked with them before.');
    await Promise.all([isConnected(grace), isConnected(ada)]);
    // Who rings is ready; who is rung has been asked for nothing. Until then nothing of either is sent.
    await expect.poll(() => marksOf(grace), { timeout: 60_000 }).toHaveProperty('devices');
    expect(await marksOf(ada)).not.toHaveProperty('devices asked');
    for (const person of [grace, ada]) {
      expect(await sendingCount(person)).toBe(0);
      expect(await marksOf(person)).not.toHaveProperty('frame');
    }
    const made = () => ada.page.evaluate(() => window.parleyTestConnections.length);
    const before = await made();
    await press(ada, 'Answer');
    seen.rung = await seenSincePress(ada, grace);
    await seeAndHearEachOther(grace, ada);
    expect(await made()).toBe(before);
    // What takes time was done before, or comes first.
    const { presser, other } = seen.rung.marks;
    expect(other.devices).toBeLessThan(0);
    expect(presser['devices asked']).toBeLessThan(presser.page ?? Number.NaN);
    expect(presser).toHaveProperty('camera');

    // The same two again, from a lobby that is connected.
    await Promise.all([grace.leave(), ada.leave()]);
    seen.joined = await joinFromLobby(grace, ada);
    for (const [how, { presser, other }] of Object.entries(seen))
      console.log(
        `${how}: the first frame after ${presser.toFixed(0)} ms at who pressed, ${other.toFixed(0)} ms at the other`,
      );
  }),
);

it(
  'tells whoever answers without the permission for their devices how to give it, and lets them see and hear',
  { timeout: 240_000 },
  () =>
    withNamed(browser, async (grace, ada, names) => {
      await talkOnce(grace, ada, names);
      await ada.page.evaluate(() => {
        navigator.mediaDevices.getUserMedia = async () => {
          throw new DOMException('Permission denied', 'NotAllowedError');
        };
      });
      await grace.ring(names.ada);
      await says(ada, `${names.grace} is ringing you`);
      await Promise.all([isConnected(grace), isConnected(ada)]);
      await press(ada, 'Answer');
      await ada.page.getByText('Your browser blocks camera and microphone').first().waitFor();
      await Promise.all([grace.isIn('connected'), ada.isIn('connected')]);
      await ada.seesAndHears();
    }),
);

it('opens no camera of whoever answers without one, and lets them see and hear', { timeout: 240_000 }, () =>
  withNamed(browser, async (grace, ada, names) => {
    await talkOnce(grace, ada, names);
    await grace.ring(names.ada);
    await says(ada, `${names.grace} is ringing you`);
    await Promise.all([isConnected(grace), isConnected(ada)]);
    await watchForFrames(ada);
    await press(ada, 'Answer without camera');
    await Promise.all([grace.isIn('connected'), ada.isIn('connected')]);
    await ada.seesAndHears();
    expect(await marksOf(ada)).toHaveProperty('devices');
    expect(await marksOf(ada)).not.toHaveProperty('camera asked');
    await ada.page.getByRole('button', { name: 'Turn on camera' }).waitFor();
  }),
);

it('has two friends who ring each other at the same moment in one call', { timeout: 240_000 }, () =>
  withNamed(browser, async (grace, ada, names) => {
    await talkOnce(grace, ada, names);
    await Promise.all([grace.ring(names.ada), ada.ring(names.grace)]);
    await seeAndHearEachOther(grace, ada);
    expect(new URL(grace.page.url()).hash).toBe(new URL(ada.page.url()).hash);
    await Promise.all([isConnected(grace), isConnected(ada)]);
  }),
);

it.each([
  ['is heard in the end', true],
  ['was too late after all: whoever is alone by then is led back, and told', false],
])(
  'waits for no word of the database, on either side, where it is connected already; an answer that %s',
  { timeout: 240_000 },
  (_, isHeard) =>
    withNamed(browser, async (grace, ada, names) => {
      await talkOnce(grace, ada, names);
      await grace.ring(names.ada);
      await says(ada, `${names.grace} is ringing you`);
      await Promise.all([isConnected(grace), isConnected(ada)]);
      const release = await holdWrites(ada);
      await press(ada, 'Answer');
      await seeAndHearEachOther(grace, ada);
      const tooLate = ada.ringSheet.getByText('It does not ring any more');
      if (isHeard) {
        release();
        await ada.ringSheet.getByText('Answering…').waitFor({ state: 'detached' });
        await seeAndHearEachOther(grace, ada);
        expect(await tooLate.count()).toBe(0);
        return;
      }
      const { uid } = await readDocument(`names/${foldPersonName(parsePersonName(names.grace))}`);
      const now = new Date().toISOString();
      await changeDocument(`rings/${uid}`, { endedAt: { timestampValue: now } });
      await grace.leave();
      await ada.isIn('waiting', { because: 'peer-left' });
      release();
      await tooLate.waitFor();
      await ada.page.waitForURL((url) => url.pathname === '/');
    }),
);

it(
  'connects nobody to a stranger, nor whoever connects only when they join, before they answer',
  { timeout: 240_000 },
  () =>
    withNamed(browser, async (grace, ada, names) => {
      await grace.ring(names.ada);
      await says(grace, `It rings at ${names.ada}…`);
      await says(ada, `${names.grace} is ringing you`);
      const made = ({ page }: Person) => page.evaluate(() => window.parleyTestConnections.length);
      // This is set before any connection is made.
      const isCallOpen = ({ page }: Person) =>
        page.evaluate(async () => {
          const { held = [] } = await navigator.locks.query();
          return held.some(({ name }) => name === 'parley:open-call');
        });
      expect([await isCallOpen(grace), await isCallOpen(ada)]).toEqual([false, false]);
      expect([await made(grace), await made(ada)]).toEqual([0, 0]);
      await press(ada, 'Answer');
      await seeAndHearEachOther(grace, ada);
      await Promise.all([grace.leave(), ada.leave()]);
      await ada.page.evaluate(() => localStorage.setItem('parley:connecting', 'when-joining'));
      await Promise.all([grace.openPeople(), ada.openPeople()]);
      await grace.ring(names.ada);
      await says(ada, `${names.grace} is ringing you`);
      await expect.poll(() => made(grace), { timeout: 60_000 }).toBe(1);
      expect(await made(ada)).toBe(0);
      await press(ada, 'Answer without camera');
      await Promise.all([grace.isIn('connected'), ada.isIn('connected')]);
      await ada.seesAndHears();
    }),
);

it(
  'leaves the call again where nobody answers, and has no part in another that goes on',
  { timeout: 240_000 },
  () =>
    withNamed(browser, async (grace, ada, names) => {
      await talkOnce(grace, ada, names);
      await grace.ring(names.ada);
      await says(ada, `${names.grace} is ringing you`);
      await Promise.all([isConnected(grace), isConnected(ada)]);
      await press(ada, 'Decline');
      await says(grace, `${names.ada} declined.`);
      for (const person of [grace, ada])
        await expect.poll(() => connectionCount(person), { timeout: 60_000 }).toBe(0);
      await withPerson(browser, async (alan) => {
        await ada.startCall();
        await ada.enter('Ada');
        await alan.openLink(ada.page.url());
        await alan.enter('Alan');
        await seeAndHearEachOther(ada, alan);
        await press(grace, 'Ring again');
        await says(grace, `${names.ada} is in a call.`);
        expect(await connectionCount(ada)).toBe(1);
        expect(await connectionCount(grace)).toBe(0);
      });
    }),
);
