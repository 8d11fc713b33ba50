/**
 * `npm run join-bench -- answering`: how long it takes two who know each other to see each other after an answer, by turns with Join in a
 * lobby that is connected, with what happens between. One machine, no distance to the server, a browser for each of the two.
 */
import { expect, it } from 'vitest';
import { spreadOf } from '../../bench/statistics.ts';
import { flagsWithoutDevices } from '../../scripts/browsers/chromium-flags.ts';
import { launchWholeChromium } from '../calls/chromium.ts';
import {
  joinFromLobby,
  type Marks,
  type Seen,
  seenSincePress,
  watchForFrames,
} from '../calls/first-frame.ts';
import { press, says, withNamed } from '../calls/named.ts';
import { type Person, seeAndHearEachOther } from '../calls/person.ts';

/** Nobody may ring the same person more than five times an hour, of which the first is of strangers. */
const ROUNDS_OF_TWO = 4;
const PAIRS = 3;
/** Until somebody picks up. A browser has let go by then of what its page used last: Chromium of all cameras after five seconds. */
const RINGS_FOR_MS = 8_000;

const WAYS = ['answer', 'join'] as const;
const SIDES = ['presser', 'other'] as const;
const named = {
  answer: { presser: 'who answers', other: 'who rang' },
  join: { presser: 'who joins', other: 'who waited' },
};

it('says how long an answer takes beside Join', { timeout: 1_500_000 }, async () => {
  const seen: Record<(typeof WAYS)[number], Seen[]> = { answer: [], join: [] };
  // Its camera gives more pictures than those of other tests, which would make the first one late.
  const launch = () => launchWholeChromium([...flagsWithoutDevices, '--use-fake-device-for-media-stream']);
  const browsers = [await launch(), await launch()] as const;
  try {
    for (let pair = 0; pair < PAIRS; pair += 1)
      await withNamed(browsers, async (grace, ada, names) => {
        // Strangers are not connected while it rings; and it warms up the browser and the emulators.
        await grace.ring(names.ada);
        await press(ada, 'Answer');
        await leave(ada, grace);
        for (let round = 0; round < ROUNDS_OF_TWO; round += 1) {
          seen.answer.push(await answer(grace, ada, names));
          await leave(ada, grace);
          seen.join.push(await joinFromLobby(grace, ada, areCalm));
          await leave(ada, grace);
        }
      });
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
  for (const way of WAYS)
    for (const side of SIDES) {
      expect(seen[way]).toHaveLength(PAIRS * ROUNDS_OF_TWO);
      const marks = seen[way].map((one) => one.marks[side]);
      const whats = [...new Set(marks.flatMap((one) => Object.keys(one)))] as (keyof Marks)[];
      const medians = whats
        .map((what) => ({ what, ms: spreadOf(marks.flatMap((one) => one[what] ?? [])).median }))
        .sort((one, other) => one.ms - other.ms)
        .map(({ what, ms }) => `${what} ${ms.toFixed(0)}`);
      console.log(`${named[way][side]}: ${medians.join(' · ')} ms after the press`);
    }
  for (const side of SIDES) {
    const of = (way: (typeof WAYS)[number], what: 'frame' | 'shown') =>
      spreadOf(seen[way].map(({ marks }) => marks[side][what] ?? Number.NaN)).median;
    for (const what of ['frame', 'shown'] as const)
      console.log(
        `First ${what === 'frame' ? 'frame decoded' : 'picture shown'}: ${named.answer[side]} ${of('answer', what).toFixed(0)} ms, ` +
          `${named.join[side]} ${of('join', what).toFixed(0)} ms; ratio ${(of('answer', what) / of('join', what)).toFixed(2)}`,
      );
  }
  console.log(sinceCamera(seen));
});

/** Whoever joins has had their camera on in the lobby, and who answers may not have opened theirs before: what is not the camera's. */
function sinceCamera({ answer, join }: Record<(typeof WAYS)[number], readonly Seen[]>): string {
  const opened = spreadOf(answer.map(({ marks }) => marks.presser.camera ?? Number.NaN)).median;
  const answered = spreadOf(
    answer.map(({ marks }) => (marks.other.shown ?? Number.NaN) - (marks.presser.camera ?? Number.NaN)),
  ).median;
  const joined = spreadOf(join.map(({ marks }) => marks.other.shown ?? Number.NaN)).median;
  return (
    `The camera of who answers is there after ${opened.toFixed(0)} ms, and shown at who rang ${answered.toFixed(0)} ms later; ` +
    `after Join, where it is there before, after ${joined.toFixed(0)} ms; ratio ${(answered / joined).toFixed(2)}`
  );
}

async function answer(grace: Person, ada: Person, names: { readonly ada: string }): Promise<Seen> {
  await Promise.all([grace.openPeople(), ada.openPeople()]);
  await grace.ring(names.ada);
  await says(ada, 'is ringing you');
  await Promise.all([isConnected(grace), isConnected(ada)]);
  await new Promise((resolve) => setTimeout(resolve, RINGS_FOR_MS));
  await areCalm(grace, ada);
  await watchForFrames(grace, ada);
  await press(ada, 'Answer');
  return seenSincePress(ada, grace);
}

async function leave(...both: readonly [Person, Person]): Promise<void> {
  await seeAndHearEachOther(...both);
  await Promise.all(both.map((person) => person.leave()));
}

/** Whoever presses does so seconds after something has begun to ring, or the lobby came: what is done at once is done. */
async function areCalm(...both: readonly Person[]): Promise<void> {
  const isCalm = async () => {
    for (let times = 0; times < 10; times += 1)
      await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 }));
  };
  await Promise.all(both.map(({ page }) => page.evaluate(isCalm)));
}

function isConnected({ page }: Person): Promise<unknown> {
  return page.waitForFunction(() =>
    window.parleyTestConnections.some(({ connectionState }) => connectionState === 'connected'),
  );
}
