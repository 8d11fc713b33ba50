import { describe, expect, test, vi } from 'vitest';
import { FakeDocuments } from '../stored/testing/fake-documents.ts';
import { type RateLimit, RateLimiter, rateLimitHeaders } from './rate-limiter.ts';

const WINDOW_MS = 60_000;
const STARTED_AT = 28_000_000 * WINDOW_MS;
const QUOTA = 100;

/** Instances of one function, over one database and in one time. */
function instances(count: number) {
  const documents = new FakeDocuments();
  const time = { now: STARTED_AT };
  const limiters = Array.from({ length: count }, () => new RateLimiter(documents.firestore, () => time.now));
  return { documents, time, limiters };
}

async function countAllowed(
  limiters: readonly RateLimiter[],
  requests: number,
  key = 'key',
): Promise<number> {
  const numbers = Array.from({ length: requests }, (_, number) => number);
  const limits = await Promise.all(
    numbers.map((number) => limiters[number % limiters.length]?.count(key, QUOTA)),
  );
  return limits.filter((limit) => limit?.isExceeded === false).length;
}

describe('the requests of a key', () => {
  test.each([1, 3])(
    'are as many as its quota in a minute when all come at once, over %d instances',
    async (count) => {
      const { limiters } = instances(count);
      expect(await countAllowed(limiters, 3 * QUOTA)).toBe(QUOTA);
    },
  );

  test('are counted anew in each minute', async () => {
    const { limiters, time } = instances(2);
    await countAllowed(limiters, QUOTA);
    time.now = STARTED_AT + WINDOW_MS - 1;
    expect(await countAllowed(limiters, 1)).toBe(0);
    time.now = STARTED_AT + WINDOW_MS;
    expect(await countAllowed(limiters, 2 * QUOTA)).toBe(QUOTA);
  });

  test('are not those of another key', async () => {
    const { limiters } = instances(1);
    await countAllowed(limiters, QUOTA);
    expect(await countAllowed(limiters, 1, 'another')).toBe(1);
  });

  test('that come at once are told of at once', async () => {
    const { documents, limiters } = instances(1);
    expect(await countAllowed(limiters, QUOTA / 2)).toBe(QUOTA / 2);
    expect(documents.readCount).toBe(1);
    expect(await countAllowed(limiters, QUOTA)).toBe(QUOTA / 2);
  });

  test('are none of those that the database did not take', async () => {
    const { documents, limiters } = instances(1);
    const update = vi.spyOn(documents, 'create').mockImplementationOnce(() => {
      throw new Error('unavailable');
    });
    await expect(countAllowed(limiters, 3)).rejects.toThrow('unavailable');
    expect(await countAllowed(limiters, 2 * QUOTA)).toBe(QUOTA);
    update.mockRestore();
  });

  test('are told what is left, and for how long', async () => {
    const { limiters, time } = instances(1);
    time.now = STARTED_AT + 500;
    const [limiter] = limiters;
    const first = await limiter?.count('key', QUOTA);
    expect(first).toEqual({ quota: QUOTA, remaining: QUOTA - 1, secondsToReset: 60, isExceeded: false });
    await countAllowed(limiters, QUOTA);
    time.now = STARTED_AT + 59_001;
    const last = await limiter?.count('key', QUOTA);
    expect(last).toEqual({ quota: QUOTA, remaining: 0, secondsToReset: 1, isExceeded: true });
  });
});

/** Numbers from 0 to below 1, the same for each seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Load {
  readonly instanceCount: number;
  readonly quota: number;
}

/** Twice as many requests as are allowed, evenly over a minute, so many at a time, each to any of the instances. */
async function send({ instanceCount, quota }: Load, seed: number, atOnce: number) {
  const { documents, limiters, time } = instances(instanceCount);
  const random = randomOf(seed);
  const batches: RateLimit[][] = [];
  for (let sent = 0; sent < 2 * quota; sent += atOnce) {
    time.now = STARTED_AT + Math.floor((sent * WINDOW_MS) / (2 * quota));
    const few = Array.from({ length: atOnce }, () =>
      limiters[Math.floor(random() * instanceCount)]?.count('key', quota),
    );
    batches.push((await Promise.all(few)).filter((limit) => limit !== undefined));
  }
  return { batches, writeCount: documents.writeCount };
}

/** Of one instance. */
function untoldMax({ quota }: Load): number {
  return Math.ceil(quota / 60) - 1;
}

const LOADS: readonly Load[] = [
  { instanceCount: 10, quota: 5 },
  { instanceCount: 10, quota: 60 },
  { instanceCount: 10, quota: 300 },
  { instanceCount: 30, quota: 300 },
  { instanceCount: 10, quota: 6_000 },
  { instanceCount: 30, quota: 6_000 },
];

describe.each(LOADS)('of $quota requests a minute to any of $instanceCount instances', (load) => {
  const { instanceCount, quota } = load;

  test.each([1, 2, 3])(
    'none is refused below the limit, and few are let through above (seed %d)',
    async (seed) => {
      const { batches, writeCount } = await send(load, seed, 1);
      const isExceeded = batches.flat().map((limit) => limit.isExceeded);
      expect(isExceeded.indexOf(true)).toBeGreaterThanOrEqual(quota);
      const allowed = isExceeded.filter((is) => !is).length;
      expect(allowed).toBeLessThanOrEqual(quota + instanceCount * untoldMax(load));
      // One a second, and the first of each instance.
      expect(writeCount).toBeLessThanOrEqual(60 + 2 * instanceCount);
    },
  );

  test('what is left is never said too low, and too high by a second and what others have not told of', async () => {
    const { batches } = await send(load, 4, 1);
    const inASecond = Math.ceil((2 * quota) / 60);
    const below = batches.flat().slice(0, quota);
    for (const [number, { remaining }] of below.entries()) {
      const left = quota - number - 1;
      expect(remaining).toBeGreaterThanOrEqual(left);
      expect(remaining).toBeLessThanOrEqual(left + inASecond + (instanceCount - 1) * untoldMax(load));
    }
  });
});

test.each(LOADS.filter(({ quota }) => quota <= 300))(
  'None of $quota is refused below the limit when ten come at once to any of $instanceCount instances',
  async (load) => {
    const { batches } = await send(load, 5, 10);
    let allowed = 0;
    for (const batch of batches) {
      const refused = batch.filter(({ isExceeded }) => isExceeded).length;
      allowed += batch.length - refused;
      if (allowed < load.quota) expect(refused).toBe(0);
    }
    expect(allowed).toBeGreaterThanOrEqual(load.quota);
    expect(allowed).toBeLessThanOrEqual(load.quota + load.instanceCount * untoldMax(load));
  },
);

test('The headers say the policy and where the key stands', () => {
  expect(rateLimitHeaders({ quota: 100, remaining: 7, secondsToReset: 12, isExceeded: false })).toEqual({
    'RateLimit-Policy': '"per-key";q=100;w=60',
    RateLimit: '"per-key";r=7;t=12',
  });
});
