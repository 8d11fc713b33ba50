/** What a booking is after a change, whatever becomes of its call. */
import { isDeepStrictEqual } from 'node:util';
import { MAX_SCHEDULE_REVISION } from '@parley/protocol';
import { type Booking, type Invitee, isAtAnotherTime } from './booking.ts';
import { bookingAfterFacts } from './booking-after-facts.ts';
import { BookingError } from './booking-error.ts';
import { findCallFacts } from './call-facts.ts';
import type { ScheduledCall } from './scheduled-call.ts';

/** Kept for cancelling, ending and erasing, which must be possible of every call. */
const LAST_REVISIONS = 99;

/**
 * Browsers and this server read a schedule only up to a certain revision.
 * @throws {BookingError} `changed-too-often`
 */
export function assertCanChange(before: Booking): void {
  if (before.revision >= MAX_SCHEDULE_REVISION - LAST_REVISIONS)
    throw new BookingError('changed-too-often', before);
}

/**
 * With what the program has decided.
 * @returns `before` itself where that says the same, so that nothing is to be written and nobody to be told
 * @throws {BookingError} `changed-too-often`
 */
export function rebooked(before: Booking, chosen: Booking, now: number): Booking {
  if (isDeepStrictEqual(before, chosen)) return before;
  assertCanChange(before);
  const changed = { ...chosen, ...next(before, now) };
  return { ...changed, sequence: mustLookAgain(before, changed) ? changed.revision : before.sequence };
}

/** What every change changes. */
export function next(before: Booking, now: number): Pick<Booking, 'revision' | 'updatedAt'> {
  return { revision: before.revision + 1, updatedAt: now };
}

/** Whether a guest has to agree anew: to another time, or to other people. */
export function mustLookAgain(before: Booking, after: Booking): boolean {
  const [was, is] = [before.details, after.details];
  return isAtAnotherTime(before, after) || !isSame(was.host, is.host) || !isSame(was.guest, is.guest);
}

function isSame(one: Invitee | null, other: Invitee | null): boolean {
  return one?.name === other?.name && one?.email === other?.email;
}

/**
 * With what the call says of meeting and ending, though `followCall` may not have told it. Who came is left to that
 * where it is known: one version of a call tells a stay that has just begun from no other. But nobody who is there is absent.
 */
export function withCourse(booking: Booking, call: ScheduledCall | null, now: number): Booking {
  if (call === null) return booking;
  const lapsed = call.expiresAt <= now ? findCallFacts(call, null) : [];
  const facts = findCallFacts(null, call);
  const course = facts.filter(({ type }) => type !== 'came');
  const known = bookingAfterFacts(booking, [...course, ...lapsed]);
  if (known.startedAt !== null) return known;
  const hasCome = { host: booking.hostCameAt, guest: booking.guestCameAt };
  const unknown = facts.filter((fact) => fact.type === 'came' && (hasCome[fact.role] ?? 0) < booking.opensAt);
  return bookingAfterFacts(known, unknown);
}

/** When a call has ended that ends now. Clocks differ, and none ends before it has started. */
export function endedNow({ startedAt }: Booking, now: number): Pick<Booking, 'endedAt'> {
  return { endedAt: Math.max(now, startedAt ?? now) };
}

/** A call in which they have met has ended then: what took place was not called off. */
export function calledOff(before: Booking, now: number): Booking {
  const booking = { ...before, ...next(before, now) };
  if (before.startedAt !== null) return { ...booking, ...endedNow(before, now), endedBy: 'cancellation' };
  return { ...booking, sequence: booking.revision, cancelledAt: now };
}

/**
 * Without anything that somebody said about it.
 * @param before as it is stored, so that a change is one revision
 */
export function erased(booking: Booking, before: Booking, now: number): Booking {
  const { metadata, timeZone, ...rest } = booking.details;
  const said = Object.values(rest).some(Boolean) || Object.keys(metadata).length > 0;
  // What was said earlier may still be on its way to webhooks.
  if (!said && booking.erasedAt !== null) return booking;
  const details = { title: '', timeZone, host: null, guest: null, externalId: null, metadata: {} };
  return { ...booking, ...next(before, now), erasedAt: now, details };
}
