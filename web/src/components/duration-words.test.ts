import { expect, it } from 'vitest';
import { durationWords } from './duration-words.ts';

it.each([
  [60, '1 minute'],
  [10 * 60, '10 minutes'],
  [3_600, '1 hour'],
  [90 * 60, '90 minutes'],
  [75 * 60, '1 hour 15 minutes'],
  [121 * 60, '2 hours 1 minute'],
  [86_400, '24 hours'],
])('%i seconds are %s', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});
