import { expect, test } from 'vitest';
import { findScheduledFunctions, parsePeriodMs } from './scheduled-functions.ts';

test('finds the functions that have a schedule among all that the emulator serves', () => {
  const backends = [
    {
      directory: '/parley/functions',
      functionTriggers: [
        { name: 'sweepStaleCalls', region: 'us-central1', schedule: { schedule: 'every 5 minutes' } },
        { name: 'api', region: 'us-central1' },
      ],
    },
  ];
  expect(findScheduledFunctions(backends)).toEqual([
    { name: 'sweepStaleCalls', region: 'us-central1', periodMs: 300_000 },
  ]);
});

test.each([
  ['every 1 minutes', 60_000],
  ['every 5 minutes', 300_000],
  ['every 2 hours', 7_200_000],
])('%s is a period', (schedule, periodMs) => {
  expect(parsePeriodMs(schedule)).toBe(periodMs);
});

test('a calendar time is refused in words', () => {
  expect(() => parsePeriodMs('0 3 * * *')).toThrow('does not understand the schedule `0 3 * * *`');
});
