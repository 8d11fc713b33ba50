import type { CallDetails, CallTerms, CallTimes, LinkSettings } from '@parley/protocol';

/** Somebody who is invited, as the booking program names them. */
export interface Invitee {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

/** In which the pages can be had. */
export const LANGUAGES = ['en'] as const;

/** What the booking program decides for whoever comes by one of the links. */
interface ChosenLink extends LinkSettings {
  /** Undefined: whatever the pages are in. */
  readonly language?: (typeof LANGUAGES)[number] | undefined;
}

/** What the booking program says about a call. Stored sealed. */
export interface BookingDetails extends CallDetails {
  readonly host: Invitee | null;
  readonly guest: Invitee | null;
  /** Undefined, too, in what was booked before there were any: nothing was decided. */
  readonly hostLink?: ChosenLink | null | undefined;
  readonly guestLink?: ChosenLink | null | undefined;
  /** The program's own name for the call. */
  readonly externalId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Who could come by the guest links before this one, the last first; undefined: there was none. */
  readonly formerGuests?: readonly FormerGuest[] | undefined;
}

/** Somebody whose link leads nowhere any more, and what their calendar has of the call. */
interface FormerGuest {
  /** Of the call that their link led to: their calendar knows the entry by it. */
  readonly callDocId: string;
  readonly guest: Invitee | null;
  /** Who was host then: calendars heed nobody but the organizer that they know. */
  readonly host: Invitee | null;
}

/** Guest links that are remembered. A booking that has had more has lost sight of the first. */
export const MAX_FORMER_GUESTS = 10;

/** When each last came and last left; null: never. Who comes anew after a reload has left and arrived. */
export interface Presence {
  readonly hostArrivedAt: number | null;
  readonly hostLeftAt: number | null;
  readonly guestArrivedAt: number | null;
  readonly guestLeftAt: number | null;
}

/**
 * Who or what ended a call.
 * - `empty`: all had left
 * - `api`: the program that booked it, by `POST …/end`
 * - `cancellation`: it was called off while it went on
 */
export const ENDED_BY = ['host', 'empty', 'time', 'api', 'cancellation'] as const;
type EndedBy = (typeof ENDED_BY)[number];

/**
 * `bookings/{id}`: a call that a program has scheduled, as its team sees it; what the two people's browsers see is the
 * call's own document of the same ID. Times are milliseconds since the epoch.
 */
export interface Booking extends CallTerms, Presence {
  /** What the team knows it by: the document ID of its first call. It leads to no link. */
  readonly id: string;
  /** The document ID of the call that the links lead to. It is `id` until there is another guest link. */
  readonly callDocId: string;
  readonly team: string;
  /** Random. With the server's secret it gives the call ID and the host key. */
  readonly seed: string;
  readonly hostKeyVersion: number;
  /** 0 at first, and one more with every change by the API. */
  readonly revision: number;
  /**
   * The revision that last changed what a guest has agreed to: the time, or who comes. Calendars ask for a new answer then
   * (RFC 5546, section 2.1.4), and not for each change of a title or a note.
   */
  readonly sequence: number;
  readonly emptyTimeoutSeconds: number;
  readonly cancelledAt: number | null;
  /** When the two were first connected; null: they have not been. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly endedBy: EndedBy | null;
  /** When each came first, for the time that the call has now; null: they have not. */
  readonly hostCameAt: number | null;
  readonly guestCameAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When its team had all forgotten that was said about it; null: it has not. */
  readonly erasedAt: number | null;
  readonly details: BookingDetails;
}

export const BOOKING_STATUSES = ['scheduled', 'open', 'live', 'ended', 'cancelled', 'missed'] as const;
/**
 * - `scheduled`: nobody may enter yet
 * - `open`: they may, and have not met so far
 * - `live`: they have met, and the call goes on
 * - `ended`: they have met, and it is over
 * - `missed`: it is over, and they have not
 * - `cancelled`: called off before they had met
 */
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** Never stored, since most of it is a matter of the time. */
export function bookingStatus(booking: Booking, now: number): BookingStatus {
  const { cancelledAt, startedAt, endedAt, opensAt, endsAt } = booking;
  const isOver = cancelledAt !== null || endedAt !== null || now >= endsAt;
  // What took place is not undone by being called off.
  if (startedAt !== null) return isOver ? 'ended' : 'live';
  if (cancelledAt !== null) return 'cancelled';
  if (isOver) return 'missed';
  return now < opensAt ? 'scheduled' : 'open';
}

/** Whether it takes place at another time, or can be entered at one. */
export function isMoved(before: CallTimes, after: CallTimes): boolean {
  return before.opensAt !== after.opensAt || isAtAnotherTime(before, after);
}

/** Whether it takes place at another time, which a guest has to agree to. How early it opens is in no calendar. */
export function isAtAnotherTime(before: CallTimes, after: CallTimes): boolean {
  return before.startsAt !== after.startsAt || before.endsAt !== after.endsAt;
}

/** Whether nothing can happen in the call any more. */
export function isOver(booking: Booking, now: number): boolean {
  return ['ended', 'missed', 'cancelled'].includes(bookingStatus(booking, now));
}
