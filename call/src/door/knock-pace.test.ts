import { expect, it } from 'vitest';
import { forgottenAt, isRefusalTold, quietMs, retryMs } from './knock-pace.ts';

const SECOND = 1_000;

it('what does not get through is said again soon, and what is refused once a minute at the longest', () => {
  const after = (tries: number, isRefused: boolean) => retryMs(tries, isRefused) / SECOND;
  for (const isRefused of [true, false])
    expect([1, 2, 3, 4].map((tries) => after(tries, isRefused))).toEqual([1, 2, 4, 8]);
  expect([5, 6, 7, 8, 50].map((tries) => after(tries, false))).toEqual([15, 15, 15, 15, 15]);
  expect([5, 6, 7, 8, 50].map((tries) => after(tries, true))).toEqual([16, 32, 60, 60, 60]);
});

it('one refusal may be of a clock that was set, and is not told', () => {
  expect([1, 2, 3].map(isRefusalTold)).toEqual([false, true, true]);
});

it('whoever has stood there for long asks less often, and within two minutes all the same', () => {
  expect([0, 60, 80, 240, 480, 36_000].map((seconds) => quietMs(seconds * SECOND) / SECOND)).toEqual([
    20, 20, 20, 60, 120, 120,
  ]);
});

it('how often somebody has rung is forgotten with their knock, once the sweep has come', () => {
  expect(forgottenAt({ expiresAt: 1_000 })).toBe(1_000 + 360 * SECOND);
});
