import { describe, expect, it, vi } from 'vitest';
import { useFakeTime } from '../testing/fake-time.ts';
import { MAX_BARREN_ROUNDS, pauseBeforeRound, RoundPace } from './round-pace.ts';

it('lets some rounds follow at once, then ever fewer, and in the end none', () => {
  const pauses = Array.from({ length: MAX_BARREN_ROUNDS + 2 }, (_, count) => pauseBeforeRound(count));
  expect(pauses.slice(0, 10)).toEqual([0, 0, 0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000]);
  expect(pauses.slice(-3)).toEqual([25_000, undefined, undefined]);
});

it('takes minutes to get there', () => {
  let totalMs = 0;
  for (let count = 0; count < MAX_BARREN_ROUNDS; count += 1) totalMs += pauseBeforeRound(count) ?? 0;
  expect(totalMs).toBeGreaterThan(180_000);
});

describe('rounds', () => {
  useFakeTime();

  /** How many begin in so many seconds, when there is one whenever there may be. */
  function countIn(seconds: number, pace: RoundPace, isConnected: boolean): number {
    let count = 0;
    for (let second = 0; second < seconds; second += 1) {
      if (pace.waitMs(isConnected) === 0) {
        pace.roundBegan();
        count += 1;
      }
      vi.advanceTimersByTime(1_000);
    }
    return count;
  }

  it('that a peer begins one after the other on a link that stands are slowed down too', () => {
    expect(countIn(600, new RoundPace(), true)).toBeLessThan(200);
  });

  it('that lead to connections keep nobody waiting for long, however fast they come', () => {
    const pace = new RoundPace();
    for (let count = 0; count < 3 * MAX_BARREN_ROUNDS; count += 1) {
      pace.roundBegan();
      pace.connected();
      expect(pace.waitMs(false)).toBeLessThanOrEqual(4_000);
      vi.advanceTimersByTime(4_000);
    }
  });

  it('that led to a connection are no reason to end, however often it breaks', () => {
    const pace = new RoundPace();
    for (let count = 0; count < 3 * MAX_BARREN_ROUNDS; count += 1) {
      pace.roundBegan();
      pace.connected();
      vi.advanceTimersByTime(60_000);
      expect(pace.waitMs(false)).toBe(0);
    }
  });
});
