import { GrpcStatus } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { optimistically } from './optimistically.ts';

function failing(times: number, code: number) {
  let attempts = 0;
  return async () => {
    attempts += 1;
    if (attempts <= times) throw Object.assign(new Error(`${code}`), { code });
    return attempts;
  };
}

const atOnce = () => 0;

test.each(['NOT_FOUND', 'FAILED_PRECONDITION', 'ABORTED'] as const)(
  'goes again when the commit says %s: it was changed meanwhile',
  async (name) => {
    expect(await optimistically(failing(9, GrpcStatus[name]), undefined, atOnce)).toBe(10);
  },
);

test('gives up in the end, with what the commit said', async () => {
  const given = optimistically(failing(10, GrpcStatus.ABORTED), undefined, atOnce);
  await expect(given).rejects.toMatchObject({ code: GrpcStatus.ABORTED });
});

test('does not go again for anything else', async () => {
  await expect(optimistically(failing(1, GrpcStatus.ALREADY_EXISTS))).rejects.toMatchObject({
    code: GrpcStatus.ALREADY_EXISTS,
  });
  expect(await optimistically(failing(1, GrpcStatus.ALREADY_EXISTS), [GrpcStatus.ALREADY_EXISTS])).toBe(2);
});

test('goes again at once after one loss, and spreads twice as wide after each further one, up to a second', async () => {
  const spreads: number[] = [];
  const noted = (belowMs: number) => {
    spreads.push(belowMs);
    return 0;
  };
  await optimistically(failing(9, GrpcStatus.ABORTED), undefined, noted);
  expect(spreads).toEqual([80, 160, 320, 640, 1_000, 1_000, 1_000, 1_000]);
});

test('Of fifty that change one thing at once, each comes through', async () => {
  const clock = new VirtualClock();
  const random = randomFrom(50);
  let version = 0;
  const change = () =>
    optimistically(
      async () => {
        const read = version;
        await clock.wait(1);
        if (version !== read) throw Object.assign(new Error('Changed'), { code: GrpcStatus.ABORTED });
        version += 1;
      },
      undefined,
      (below) => Math.floor(random() * below),
      (ms) => clock.wait(ms),
    );
  await clock.runUntil(Promise.all(Array.from({ length: 50 }, change)));
  expect(version).toBe(50);
});

/** Time passes when nobody has anything else to do. */
class VirtualClock {
  #now = 0;
  readonly #sleepers: { at: number; wake: () => void }[] = [];

  wait(ms: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ at: this.#now + ms, wake }));
  }

  async runUntil(done: Promise<unknown>): Promise<void> {
    let isDone = false;
    const noted = done.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await new Promise(setImmediate);
      const next = this.#sleepers.sort((one, other) => one.at - other.at).shift();
      if (next === undefined) continue;
      this.#now = next.at;
      next.wake();
    }
    await noted;
  }
}

/** The same numbers each time. https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
