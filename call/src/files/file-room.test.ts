/** When a chunk of a file may be said, how large it is, and what is said again at once on the next link. */
import { ANSWERED_FILE_BYTES } from '@parley/protocol';
import { expect, it } from 'vitest';
import { pass, useFakeTime } from '../testing/fake-time.ts';
import { FileRoom } from './file-room.ts';
import { MIN_WINDOW_BYTES } from './file-window.ts';

const KIB = 1024;
const CHUNKS = { minBytes: 16 * KIB, maxBytes: 256 * KIB };

useFakeTime();

/** A page that says files, and has been told of nothing that was taken. */
function aSpeaker(pace = Number.POSITIVE_INFINITY) {
  const link = { pace, isWanted: true, limits: [] as number[] };
  const speech = {
    ...{ saidBytes: 0, keptBytes: 0, takenBytes: 0, chunks: CHUNKS, leastWindowBytes: MIN_WINDOW_BYTES },
    limitTo: (bytes: number) => void link.limits.push(bytes),
    say: (chunk: string | Uint8Array) => {
      speech.saidBytes += chunk.length;
      speech.keptBytes += chunk.length;
      return speech.saidBytes;
    },
  };
  const room = new FileRoom({ speech, pace: () => link.pace });
  room.linkChanged();
  const answers: boolean[] = [];
  const wait = () => {
    void room.wait(() => link.isWanted).then((answer) => answers.push(answer));
  };
  const say = (bytes: number) => room.say(new Uint8Array(bytes));
  /** The other has taken all of it. */
  const take = () => {
    speech.keptBytes = 0;
    speech.takenBytes = speech.saidBytes;
    room.noteTaken();
    room.update();
  };
  return { link, speech, room, answers, wait, say, take };
}

it('is there until so much is under way, and again when the other has taken some', async () => {
  const { answers, wait, say, take } = aSpeaker();
  wait();
  await pass(20);
  expect(answers).toEqual([true]);
  say(128 * KIB);
  wait();
  await pass(1_000);
  expect(answers).toEqual([true]);
  take();
  await pass(20);
  expect(answers).toEqual([true, true]);
});

it('lets one more go behind the largest chunk, which alone is not answered', async () => {
  const { answers, wait, say } = aSpeaker();
  say(CHUNKS.maxBytes);
  wait();
  await pass(20);
  expect(answers).toEqual([true]);
  say(ANSWERED_FILE_BYTES - CHUNKS.maxBytes);
  wait();
  await pass(1_000);
  expect(answers).toEqual([true]);
});

it('is not there where nothing is to be sent, until there is word of that', async () => {
  const { link, room, answers, wait } = aSpeaker(0);
  wait();
  await pass(1_000);
  link.pace = Number.POSITIVE_INFINITY;
  await pass(1_000);
  expect(answers).toEqual([]);
  room.update();
  await pass(20);
  expect(answers).toEqual([true]);
});

it('is there as often as the pace has it, for the smallest chunk', async () => {
  const { room, answers, wait } = aSpeaker(CHUNKS.minBytes);
  expect(room.chunkBytes).toBe(CHUNKS.minBytes);
  wait();
  await pass(900);
  expect(answers).toEqual([]);
  await pass(200);
  expect(answers).toEqual([true]);
});

it.for([
  ['before it has waited', 0],
  ['while it waits', 500],
] as const)('is not waited for any more by what is not wanted, %s', async ([, ms]) => {
  const { link, answers, wait } = aSpeaker(CHUNKS.minBytes);
  link.isWanted = ms > 0;
  wait();
  await pass(ms);
  link.isWanted = false;
  await pass(1_000);
  expect(answers).toEqual([false]);
});

it('begins anew with each link, where what is said again is no more than the other answers together', () => {
  const { link, speech, room } = aSpeaker();
  expect(link.limits).toEqual([ANSWERED_FILE_BYTES]);
  speech.leastWindowBytes = 2 * ANSWERED_FILE_BYTES;
  room.linkChanged();
  expect(link.limits.at(-1)).toBe(2 * ANSWERED_FILE_BYTES);
});
