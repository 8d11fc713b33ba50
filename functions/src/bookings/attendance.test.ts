import { expect, test } from 'vitest';
import { attendanceOf } from './attendance.ts';
import { createBooking } from './testing/bookings.ts';
import { STARTS_AT } from './testing/scheduled-calls.ts';

const HOUR = 60 * 60_000;
const came = { hostCameAt: STARTS_AT, guestCameAt: STARTS_AT };
/** The start was moved to tomorrow, when they had come. */
const moved = {
  opensAt: STARTS_AT + 23 * HOUR,
  startsAt: STARTS_AT + 24 * HOUR,
  endsAt: STARTS_AT + 25 * HOUR,
};

test('Who met is never absent, also when the start was moved while they talked', () => {
  const ended = { startedAt: STARTS_AT, endedAt: STARTS_AT + HOUR };
  const live = createBooking({ ...came, ...moved, ...ended });
  expect(attendanceOf(live, ended.endedAt)).toMatchObject({ ...came, absent: [], durationSeconds: 3600 });
});

test('Who came for a time that was moved since, and met nobody, is absent', () => {
  const missed = createBooking({ ...came, ...moved });
  expect(attendanceOf(missed, moved.endsAt)).toMatchObject({ hostCameAt: null, absent: ['host', 'guest'] });
});
