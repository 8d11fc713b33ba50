import { expect, it } from 'vitest';
import { durationLeft } from './duration-left.ts';

it.each([
  [-5_000, '0:00'],
  [0, '0:00'],
  [1, '0:01'],
  [59_001, '1:00'],
  [61_000, '1:01'],
  [3_600_000, '1:00:00'],
  [86_399_000, '23:59:59'],
  [86_399_001, '1 day 0 hours'],
  [90_000_000, '1 day 1 hour'],
  [300_000_000, '3 days 11 hours'],
])('%d ms are %s', (ms, words) => {
  expect(durationLeft(ms)).toBe(words);
});
