import { ROLES, type Role } from '@parley/protocol';
import { type Booking, bookingStatus } from './booking.ts';

/** How a call went, as far as it has. Times are milliseconds since the epoch; null: it has not come to that. */
export interface Attendance {
  readonly hostCameAt: number | null;
  readonly guestCameAt: number | null;
  readonly endedBy: Booking['endedBy'];
  /** From the first meeting to the end. */
  readonly durationSeconds: number | null;
  /** Who never came, once it is over and not cancelled. Neither, when both came and not at the same time. */
  readonly absent: readonly Role[] | null;
}

export function attendanceOf(booking: Booking, now: number): Attendance {
  const { opensAt, endsAt, startedAt, cancelledAt } = booking;
  // Who met has come, also if the start was moved while they talked.
  const since = startedAt === null ? opensAt : 0;
  const came = { host: cameAt(booking.hostCameAt, since), guest: cameAt(booking.guestCameAt, since) };
  const status = bookingStatus(booking, now);
  const isOver = status === 'ended' || status === 'missed';
  const endedAt = booking.endedAt ?? cancelledAt ?? endsAt;
  return {
    hostCameAt: came.host,
    guestCameAt: came.guest,
    // Nobody has said so yet, but its time is over.
    endedBy: isOver ? (booking.endedBy ?? (cancelledAt === null ? 'time' : 'cancellation')) : null,
    durationSeconds: isOver && startedAt !== null ? secondsBetween(startedAt, endedAt) : null,
    absent: isOver ? ROLES.filter((role) => startedAt === null && came[role] === null) : null,
  };
}

/** Null for who came for a time that has been moved since. */
function cameAt(at: number | null, since: number): number | null {
  return at !== null && at >= since ? at : null;
}

/** None when it was made so short while it went on that it is over before it began. */
function secondsBetween(start: number, end: number): number {
  return Math.max(0, Math.round((end - start) / 1000));
}
