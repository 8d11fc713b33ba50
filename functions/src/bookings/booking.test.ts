import { expect, test } from 'vitest';
import { type Booking, bookingStatus } from './booking.ts';

const HOUR = 60 * 60_000;
const times = { opensAt: 1 * HOUR, startsAt: 2 * HOUR, endsAt: 3 * HOUR };
const untouched = { ...times, cancelledAt: null, startedAt: null, endedAt: null } as Booking;
const met = { startedAt: 2 * HOUR };

test.each<[string, Partial<Booking>, number, string]>([
  ['before it opens', {}, 1 * HOUR - 1, 'scheduled'],
  ['when it opens', {}, 1 * HOUR, 'open'],
  ['in its last millisecond, when nobody met', {}, 3 * HOUR - 1, 'open'],
  ['at its end, when nobody met', {}, 3 * HOUR, 'missed'],
  ['when they have met', met, 2.5 * HOUR, 'live'],
  ['at its end, when they met', met, 3 * HOUR, 'ended'],
  ['when it ended early, after they met', { ...met, endedAt: 2.2 * HOUR }, 2.5 * HOUR, 'ended'],
  ['when it ended early, and they had not met', { endedAt: 2.2 * HOUR }, 2.5 * HOUR, 'missed'],
  ['when it was cancelled', { cancelledAt: HOUR }, HOUR, 'cancelled'],
  ['long after it was cancelled', { cancelledAt: HOUR }, 9 * HOUR, 'cancelled'],
  ['when it was called off while they talked', { ...met, cancelledAt: HOUR }, 9 * HOUR, 'ended'],
])('%s', (_, changes, now, status) => {
  expect(bookingStatus({ ...untouched, ...changes }, now)).toBe(status);
});
