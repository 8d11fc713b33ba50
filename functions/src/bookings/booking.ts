import type { Admission } from '@parley/protocol';

/** Somebody who is invited, as the booking program names them. */
interface Invitee {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

/** What the booking program says about a call. Stored sealed. */
export interface BookingDetails {
  /** Empty: none. */
  readonly title: string;
  /** The IANA time zone in which it was arranged. */
  readonly timeZone: string;
  readonly host: Invitee | null;
  readonly guest: Invitee | null;
  /** The program's own name for the call. */
  readonly externalId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** When a call takes place. Milliseconds since the epoch. */
export interface BookingTimes {
  readonly opensAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
}

/**
 * `bookings/{id}`: a call that a program has scheduled, as its team sees it; what the two people's browsers see is the
 * call's own document of the same ID. Times are milliseconds since the epoch.
 */
export interface Booking extends BookingTimes {
  /** The call's document ID, which leads to no link. */
  readonly id: string;
  readonly team: string;
  /** Random. With the server's secret it gives the call ID and the host key. */
  readonly seed: string;
  readonly hostKeyVersion: number;
  /** 0 at first, and one more with every change by the API. */
  readonly revision: number;
  readonly admission: Admission;
  readonly emptyTimeoutSeconds: number;
  readonly cancelledAt: number | null;
  /** When the two were first connected; null: they have not been. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly endedBy: 'host' | 'empty' | 'time' | null;
  readonly hostCameAt: number | null;
  readonly guestCameAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly details: BookingDetails;
}

export const BOOKING_STATUSES = ['scheduled', 'open', 'live', 'ended', 'cancelled', 'missed'] as const;
/**
 * - `scheduled`: nobody may enter yet
 * - `open`: they may, and have not met so far
 * - `live`: they have met, and the call goes on
 * - `ended`: they have met, and it is over
 * - `missed`: it is over, and they have not
 * - `cancelled`: called off, by whoever booked it
 */
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** Never stored, since most of it is a matter of the time. */
export function bookingStatus(booking: Booking, now: number): BookingStatus {
  const { cancelledAt, startedAt, endedAt, opensAt, endsAt } = booking;
  if (cancelledAt !== null) return 'cancelled';
  if (endedAt !== null || now >= endsAt) return startedAt === null ? 'missed' : 'ended';
  if (startedAt !== null) return 'live';
  return now < opensAt ? 'scheduled' : 'open';
}

/** Whether nothing can happen in the call any more. */
export function isOver(booking: Booking, now: number): boolean {
  return ['ended', 'missed', 'cancelled'].includes(bookingStatus(booking, now));
}
