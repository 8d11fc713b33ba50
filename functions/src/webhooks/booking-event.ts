import type { Booking } from '../bookings/booking.ts';

/**
 * - `call.scheduled`: it was booked
 * - `call.rescheduled`: it takes place at another time, or lasts longer or shorter
 * - `call.cancelled`: it was called off
 * - `call.started`: two people are being connected, for the first time
 * - `call.ended`: it is over, and they had met
 * - `call.missed`: it is over, and they had not
 */
export const EVENT_TYPES = [
  'call.scheduled',
  'call.rescheduled',
  'call.cancelled',
  'call.started',
  'call.ended',
  'call.missed',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Something that became of a booking, once. */
export interface BookingEvent {
  readonly type: EventType;
  /** Which of all that ever becomes of this booking it is: the same however often it is noticed. */
  readonly key: string;
  readonly at: number;
}

/** What events are told from. */
export type EventfulBooking = Pick<
  Booking,
  | 'revision'
  | 'opensAt'
  | 'startsAt'
  | 'endsAt'
  | 'cancelledAt'
  | 'startedAt'
  | 'endedAt'
  | 'createdAt'
  | 'updatedAt'
>;

/**
 * What one write of a booking says that the version before did not, in the order in which it happened.
 * @param before null: there was no booking
 * @param after null: it was deleted, long after it was over
 */
export function findBookingEvents(
  before: EventfulBooking | null,
  after: EventfulBooking | null,
): readonly BookingEvent[] {
  if (after === null) return [];
  if (before === null) return [once('call.scheduled', after.createdAt)];
  const events: BookingEvent[] = [];
  if (isMoved(before, after)) {
    events.push({ ...once('call.rescheduled', after.updatedAt), key: `call.rescheduled ${after.revision}` });
  }
  if (before.startedAt === null && after.startedAt !== null)
    events.push(once('call.started', after.startedAt));
  if (before.cancelledAt === null && after.cancelledAt !== null) {
    events.push(once('call.cancelled', after.cancelledAt));
  }
  if (before.endedAt === null && after.endedAt !== null) {
    events.push(once(after.startedAt === null ? 'call.missed' : 'call.ended', after.endedAt));
  }
  return events;
}

function once(type: EventType, at: number): BookingEvent {
  return { type, key: type, at };
}

/** Not every change is one of the time: there may be another title, or another host link. */
function isMoved(before: EventfulBooking, after: EventfulBooking): boolean {
  return (['opensAt', 'startsAt', 'endsAt'] as const).some((field) => before[field] !== after[field]);
}
