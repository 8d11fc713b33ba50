import { expect, it } from 'vitest';
import { countdown, duration, durationInDays } from './durations.ts';

it.each([
  [60, '1 minute'],
  [10 * 60, '10 minutes'],
  [3_600, '1 hour'],
  [90 * 60, '90 minutes'],
  [75 * 60, '1 hour 15 minutes'],
  [121 * 60, '2 hours 1 minute'],
  [86_400, '24 hours'],
  [25 * 3_600, '25 hours'],
  [90 * 86_400, '90 days'],
])('%i seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

it.each([
  [86_400, '1 day'],
  [30 * 86_400, '30 days'],
])('%i seconds, told in days, are %s', (seconds, words) => {
  expect(durationInDays(seconds)).toBe(words);
});

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
])('%d ms are %s until then', (ms, words) => {
  expect(countdown(ms)).toBe(words);
});
