/** Two who know each other are connected while it rings, so that an answer leads into the call as Join does from its lobby. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from './chromium.ts';
import { press, says, withNamed } from './named.ts';
import { type Person, seeAndHearEachOther, withPerson } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

declare global {
  interface Window {
    /** When a button was pressed that leads into a call, and when the first frame after it was decoded. */
    parleyAnswer: { pressedAt?: number; seenAt?: number };
  }
}

/** In the page, from now on. */
function watchForFrames(): void {
  window.parleyAnswer = {};
  const now = () => performance.timeOrigin + performance.now();
  const onClick = (event: Event) => {
    const [target] = event.composedPath();
    const text = target instanceof Element ? (target.closest('button')?.textContent ?? '') : '';
    if (/^\s*(Answer|Join)/.test(text)) window.parleyAnswer.pressedAt ??= now();
  };
  addEventListener('click', onClick, true);
  setInterval(async () => {
    for (const connection of window.parleyTestConnections)
      if (connection.connectionState === 'connected')
        for (const report of (await connection.getStats()).values())
          if (report.type === 'inbound-rtp' && report.framesDecoded > 0) window.parleyAnswer.seenAt ??= now();
  }, 5);
}

const connectionCount = ({ page }: Person) =>
  page.evaluate(
    () => window.parleyTestConnections.filter((one) => one.connectionState === 'connected').length,
  );
const isConnected = (person: Person) =>
  expect.poll(() => connectionCount(person), { timeout: 60_000 }).toBe(1);

/** From the press of one to the first frame that each of both decodes. */
async function timesOf(presser: Person, other: Person): Promise<readonly [presser: number, other: number]> {
  const read = ({ page }: Person) =>
    page
      .waitForFunction(() => window.parleyAnswer.seenAt !== undefined && window.parleyAnswer)
      .then((handle) => handle.jsonValue() as Promise<{ pressedAt?: number; seenAt: number }>);
  const [ofPresser, ofOther] = [await read(presser), await read(other)];
  const { pressedAt = Number.NaN } = ofPresser;
  return [ofPresser.seenAt - pressedAt, ofOther.seenAt - pressedAt];
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
    let cold: readonly [number, number] = [Number.NaN, Number.NaN];
    const strangers = await Promise.all([connectionCount(grace), connectionCount(ada)]);
    expect(strangers).toEqual([0, 0]);
    for (const { page } of [grace, ada]) await page.evaluate(watchForFrames);
    await talkOnce(grace, ada, names, async () => {
      cold = await timesOf(ada, grace);
    });
    for (const { page } of [grace, ada]) await page.evaluate(watchForFrames);
    await grace.ring(names.ada);
    await says(ada, `${names.grace} is ringing you`);
    await Promise.all([isConnected(grace), isConnected(ada)]);
    // Until then nobody is seen or heard, and no camera is on.
    for (const { page } of [grace, ada]) {
      expect(
        await page.evaluate(
          () =>
            window.parleyTestConnections.flatMap((one) => one.getSenders()).filter(({ track }) => track)
              .length,
        ),
      ).toBe(0);
      expect(await page.evaluate(() => window.parleyAnswer.seenAt)).toBeUndefined();
    }
    const made = () => ada.page.evaluate(() => window.parleyTestConnections.length);
    const before = await made();
    await press(ada, 'Answer');
    const rung = await timesOf(ada, grace);
    await seeAndHearEachOther(grace, ada);
    expect(await made()).toBe(before);

    // The same two again, from a lobby that is connected.
    await Promise.all([grace.leave(), ada.leave()]);
    await grace.startCall();
    await grace.enter('Grace');
    await grace.isIn('waiting');
    await ada.openLink(grace.page.url());
    await Promise.all([grace.isIn('connected'), ada.isIn('connected')]);
    await ada.page.getByRole('button', { name: 'Turn off camera' }).waitFor();
    for (const { page } of [grace, ada]) await page.evaluate(watchForFrames);
    await ada.enter('Ada');
    const joined = await timesOf(ada, grace);
    const ratio = (index: 0 | 1) => (rung[index] / joined[index]).toFixed(2);
    console.log(
      `Answer to the first frame: ${rung[0].toFixed(0)} ms at who answers, ${rung[1].toFixed(0)} ms at who rang; ` +
        `Join from a connected lobby: ${joined[0].toFixed(0)} and ${joined[1].toFixed(0)} ms; ratios ${ratio(0)} and ${ratio(1)}. Between strangers: ${cold[0].toFixed(0)} and ${cold[1].toFixed(0)} ms`,
    );
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
