import { describe, expect, test } from 'vitest';
import { FakeDocuments } from '../stored/testing/fake-documents.ts';
import { RateLimiter, rateLimitHeaders } from './rate-limiter.ts';

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
  test.each([1, 3])('are as many as its quota in a minute, over %d instances', async (count) => {
    const { limiters } = instances(count);
    expect(await countAllowed(limiters, 3 * QUOTA)).toBe(QUOTA);
  });

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

  test('ask the database once for each twentieth of the quota, and no more when it is used up', async () => {
    const { documents, limiters } = instances(1);
    await countAllowed(limiters, 1);
    await countAllowed(limiters, QUOTA / 20 - 1);
    expect(documents.readCount).toBe(1);
    await countAllowed(limiters, 1);
    expect(documents.readCount).toBe(2);
    await countAllowed(limiters, 2 * QUOTA);
    expect(documents.readCount).toBe(20);
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

test('The headers say the policy and where the key stands', () => {
  expect(rateLimitHeaders({ quota: 100, remaining: 7, secondsToReset: 12, isExceeded: false })).toEqual({
    'RateLimit-Policy': '"per-key";q=100;w=60',
    RateLimit: '"per-key";r=7;t=12',
  });
});
