import type { Booking } from '../bookings/booking.ts';
import type { CallFact } from './call-facts.ts';

/** What the course of a call changes about its booking. */
export type BookingCourse = Pick<
  Booking,
  'opensAt' | 'endsAt' | 'cancelledAt' | 'startedAt' | 'endedAt' | 'endedBy' | 'hostCameAt' | 'guestCameAt'
>;

/**
 * A booking that has been told what became of its call. What it knows already it keeps, so facts that come twice, or
 * after later ones, change nothing: `booking` itself is returned then.
 */
export function bookingAfterFacts<Known extends BookingCourse>(
  booking: Known,
  facts: readonly CallFact[],
): Known {
  return facts.reduce(afterFact, booking);
}

function afterFact<Known extends BookingCourse>(booking: Known, fact: CallFact): Known {
  switch (fact.type) {
    case 'came':
      return afterComing(booking, fact.role, fact.at);
    case 'met':
      return booking.startedAt === null ? { ...booking, startedAt: fact.at } : booking;
    case 'ended':
      return afterEnd(booking, 'host', fact.at);
    case 'lapsed':
      return afterEnd(booking, fact.by, fact.at);
    case 'cancelled':
      return afterCancelling(booking, fact.at);
    case 'rescheduled':
      return booking;
  }
}

function afterComing<Known extends BookingCourse>(booking: Known, role: 'host' | 'guest', at: number): Known {
  const field = role === 'host' ? 'hostCameAt' : 'guestCameAt';
  const known = booking[field];
  // Who came for a time that has been moved since has not come for the new one.
  const isNews = at >= booking.opensAt && (known === null || known < booking.opensAt);
  return isNews ? { ...booking, [field]: at } : booking;
}

function afterEnd<Known extends BookingCourse>(booking: Known, by: Booking['endedBy'], at: number): Known {
  if (booking.endedAt !== null || booking.cancelledAt !== null) return booking;
  return { ...booking, endedAt: atLeast(booking.startedAt, at), endedBy: by };
}

/** A call that goes on is ended by it as well; by nobody in it. */
function afterCancelling<Known extends BookingCourse>(booking: Known, at: number): Known {
  if (booking.endedAt !== null) return booking;
  const cancelledAt = booking.cancelledAt ?? at;
  if (booking.startedAt !== null) return { ...booking, cancelledAt, endedAt: atLeast(booking.startedAt, at) };
  return booking.cancelledAt === null ? { ...booking, cancelledAt } : booking;
}

/** The last sign of life of somebody whose browser died may be older than the meeting. */
function atLeast(bound: number | null, time: number): number {
  return Math.max(bound ?? time, time);
}
