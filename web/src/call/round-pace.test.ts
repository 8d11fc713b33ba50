import { expect, it } from 'vitest';
import { MAX_BARREN_ROUNDS, pauseBeforeRound } from './round-pace.ts';

it('lets some rounds follow at once, then ever fewer, and in the end none', () => {
  const pauses = Array.from({ length: MAX_BARREN_ROUNDS + 2 }, (_, count) => pauseBeforeRound(count));
  expect(pauses.slice(0, 10)).toEqual([0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  expect(pauses.slice(-3)).toEqual([15_000, undefined, undefined]);
});

it('takes minutes to get there', () => {
  let totalMs = 0;
  for (let count = 0; count < MAX_BARREN_ROUNDS; count += 1) totalMs += pauseBeforeRound(count) ?? 0;
  expect(totalMs).toBeGreaterThan(180_000);
});
