import type { Role } from '@parley/protocol';
import type { Booking, Presence } from './booking.ts';
import type { CallFact } from './call-facts.ts';

/** What the course of a call changes about its booking. */
export type BookingCourse = Pick<
  Booking,
  'opensAt' | 'endsAt' | 'cancelledAt' | 'startedAt' | 'endedAt' | 'endedBy' | 'hostCameAt' | 'guestCameAt'
> &
  Presence;

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
      return afterArrival(afterComing(booking, fact.role, fact.at), fact.role, fact.at);
    case 'left':
      return afterLeaving(booking, fact.role, fact.at);
    case 'met':
      return afterMeeting(booking, fact.at);
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

function afterComing<Known extends BookingCourse>(booking: Known, role: Role, at: number): Known {
  const field = role === 'host' ? 'hostCameAt' : 'guestCameAt';
  const known = booking[field];
  // Who came for a time that has been moved since has not come for the new one.
  const isForThisTime = known !== null && (known >= booking.opensAt || booking.startedAt !== null);
  const isNews = at >= booking.opensAt && !isForThisTime;
  return isNews ? { ...booking, [field]: at } : booking;
}

/** Of any number of arrivals, and of whatever order they are told in, the last. */
function afterArrival<Known extends Presence>(booking: Known, role: Role, at: number): Known {
  const field = role === 'host' ? 'hostArrivedAt' : 'guestArrivedAt';
  return at > (booking[field] ?? 0) ? { ...booking, [field]: at } : booking;
}

function afterLeaving<Known extends Presence>(booking: Known, role: Role, at: number): Known {
  const field = role === 'host' ? 'hostLeftAt' : 'guestLeftAt';
  return at > (booking[field] ?? 0) ? { ...booking, [field]: at } : booking;
}

function afterMeeting<Known extends BookingCourse>(booking: Known, at: number): Known {
  if (booking.startedAt !== null) return booking;
  const { cancelledAt } = booking;
  const met = { ...booking, startedAt: at };
  // It went on when it was called off, as is heard only now.
  return cancelledAt === null ? met : afterEnd({ ...met, cancelledAt: null }, 'cancellation', cancelledAt);
}

function afterEnd<Known extends BookingCourse>(booking: Known, by: Booking['endedBy'], at: number): Known {
  if (booking.endedAt !== null || booking.cancelledAt !== null) return booking;
  return { ...booking, endedAt: atLeast(booking.startedAt, at), endedBy: by };
}

/** A call in which they have met is ended by it: what took place was not called off. */
function afterCancelling<Known extends BookingCourse>(booking: Known, at: number): Known {
  if (booking.startedAt !== null) return afterEnd(booking, 'cancellation', at);
  if (booking.endedAt !== null || booking.cancelledAt !== null) return booking;
  return { ...booking, cancelledAt: at };
}

/** The last sign of life of somebody whose browser died may be older than the meeting. */
function atLeast(bound: number | null, time: number): number {
  return Math.max(bound ?? time, time);
}
