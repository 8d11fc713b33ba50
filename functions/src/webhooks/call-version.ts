import type { Schedule } from '@parley/protocol';
import { type DocumentData, Timestamp } from 'firebase-admin/firestore';

interface SeatVersion {
  readonly session: string;
  readonly renewedAt: number;
  readonly leftAt: number | null;
}

/** What bookings need to know of one version of `calls/{docId}`. Times are milliseconds since the epoch. */
export interface CallVersion {
  /** Fixed when it was created: whose booking it is. */
  readonly createdAt: number;
  readonly schedule: Omit<Schedule, 'hostKeyHash' | 'changedAt'>;
  readonly seats: Readonly<Record<'host' | 'guest', SeatVersion | null>>;
  /** Whether the current round has an answer. */
  readonly isAnswered: boolean;
  readonly ended: { readonly reason: string; readonly at: number } | null;
  readonly expiresAt: number;
}

/**
 * Reads a version, whose form the rules have checked.
 * @returns null when there is no call, or one of now: nobody has booked that
 */
export function readCallVersion(fields: DocumentData | undefined): CallVersion | null {
  if (fields === undefined || !fields.schedule) return null;
  const { createdAt, schedule, seats, round, ended, expiresAt } = fields;
  return {
    createdAt: toMillis(createdAt),
    schedule: {
      revision: schedule.revision,
      opensAt: toMillis(schedule.opensAt),
      startsAt: toMillis(schedule.startsAt),
      endsAt: toMillis(schedule.endsAt),
      admission: schedule.admission,
      details: new Uint8Array(schedule.details),
    },
    seats: { host: readSeat(seats.host), guest: readSeat(seats.guest) },
    isAnswered: Boolean(round?.answer),
    ended: ended && { reason: ended.reason, at: toMillis(ended.at) },
    expiresAt: toMillis(expiresAt),
  };
}

function readSeat(seat: DocumentData | null): SeatVersion | null {
  if (seat === null) return null;
  const { session, renewedAt, leftAt } = seat;
  return { session, renewedAt: toMillis(renewedAt), leftAt: leftAt === null ? null : toMillis(leftAt) };
}

function toMillis(time: unknown): number {
  if (!(time instanceof Timestamp)) throw new Error('A time in a call is no timestamp');
  return time.toMillis();
}
