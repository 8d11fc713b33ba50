import { type Booking, isMoved, type Presence } from '../../bookings/booking.ts';

/**
 * - `call.scheduled`: it was booked
 * - `call.rescheduled`: it takes place at another time, or lasts longer or shorter
 * - `call.cancelled`: it was called off
 * - `call.started`: two people are being connected, for the first time
 * - `call.ended`: it is over, and they had met
 * - `call.missed`: it is over, and they had not
 * - `host.arrived`, `guest.arrived`: they have pressed Join
 * - `host.left`, `guest.left`: they have left, or another page of theirs has taken the place
 */
export const EVENT_TYPES = [
  'call.scheduled',
  'call.rescheduled',
  'call.cancelled',
  'call.started',
  'call.ended',
  'call.missed',
  'host.arrived',
  'host.left',
  'guest.arrived',
  'guest.left',
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
> &
  Presence;

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
  // Not every change is one of the time: there may be another title, or another host link.
  if (isMoved(before, after)) {
    events.push({ ...once('call.rescheduled', after.updatedAt), key: `call.rescheduled ${after.revision}` });
  }
  events.push(...movements(before, after));
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

/** Who came and who left since, in the order in which they did. */
function movements(before: Presence, after: Presence): BookingEvent[] {
  const events = MOVEMENTS.flatMap(([type, field]) => {
    const at = after[field];
    return at === null || at === before[field] ? [] : [{ type, key: `${type} ${at}`, at }];
  });
  return events.sort((one, other) => one.at - other.at);
}

/** Where another page takes a place, the one before has left it at the same moment. */
const MOVEMENTS = [
  ['host.left', 'hostLeftAt'],
  ['guest.left', 'guestLeftAt'],
  ['host.arrived', 'hostArrivedAt'],
  ['guest.arrived', 'guestArrivedAt'],
] as const satisfies readonly (readonly [EventType, keyof Presence])[];

function once(type: EventType, at: number): BookingEvent {
  return { type, key: type, at };
}
