/** When a call lapses: what a writer chooses, since Firestore cannot add to its own clock, and what the rules check. */

import { CLOCK_TOLERANCE_MS, TOMBSTONE_MS, VISIT_TIMEOUT_SECONDS } from '../reading/limits.ts';
import type { CallDoc } from './call-doc.ts';
import { leaseOf } from './seat.ts';

/** What decides how long a call lasts. */
export type Lasting = Pick<CallDoc, 'emptyTimeoutSeconds' | 'schedule'>;

/** What decides how long whatever lies beneath a call lasts: a lasting room keeps none of it longer than a call of ten minutes does. */
export function visitOf({ emptyTimeoutSeconds, schedule, room }: Lasting & Pick<CallDoc, 'room'>): Lasting {
  return { emptyTimeoutSeconds: room === undefined ? emptyTimeoutSeconds : VISIT_TIMEOUT_SECONDS, schedule };
}

/**
 * Whether the two are in the call together, or were until one of them left or began another round. A scheduled call is
 * not cut short before: whoever comes alone, and goes, takes nothing from the one who comes late.
 */
export function hasMet({ round, seats }: Pick<CallDoc, 'round' | 'seats'>): boolean {
  return round !== null && round.answer !== null && seats.host !== null && seats.guest !== null;
}

/**
 * When a call in which somebody sits lapses, if they give no further sign of life.
 * @param met whether the two have met once this is written: an answer is the meeting, an offer begins anew, and anything
 *   else leaves it at `hasMet`
 * @param sitter what they say of themselves
 */
export function expiryWhileSeated(
  now: number,
  call: Lasting,
  met: boolean,
  sitter: { readonly linked?: true } = {},
): number {
  return expiryAfter(leaseOf(sitter) + call.emptyTimeoutSeconds * 1000, now, call, met);
}

/**
 * When a call that nobody sits in lapses.
 * @param met as above; nobody has in a new one
 */
export function expiryWhenEmpty(now: number, call: Lasting, met: boolean): number {
  return expiryAfter(call.emptyTimeoutSeconds * 1000, now, call, met);
}

/** When the trace of an ended call lapses. */
export function expiryOfTombstone(now: number): number {
  return now + TOMBSTONE_MS;
}

function expiryAfter(durationMs: number, now: number, { schedule }: Lasting, met: boolean): number {
  if (schedule === null) return now + durationMs;
  return isCutShort(schedule, now, met) ? Math.min(schedule.endsAt, now + durationMs) : schedule.endsAt;
}

/** Whoever comes before a scheduled call starts, and goes, changes nothing; nor does whoever has met nobody. */
function isCutShort({ startsAt }: NonNullable<Lasting['schedule']>, now: number, met: boolean): boolean {
  return met && now >= startsAt;
}

/** @param call as it will be, with the time when it lapses as somebody chose it; `met` as above */
export function lapsesInTime(
  call: CallDoc,
  expiry: typeof expiryWhenEmpty,
  now: number,
  met = hasMet(call),
): boolean {
  const { schedule, expiresAt } = call;
  const expected = expiry(now, call, met);
  // It stands in the document already, so no clock has a part in it.
  if (schedule !== null && !isCutShort(schedule, now, met)) return expiresAt === expected;
  return isAround(expiresAt, expected) && (schedule === null || expiresAt <= schedule.endsAt);
}

/** Clients choose times by their idea of the server's clock. */
export function isAround(time: number, expected: number): boolean {
  return Math.abs(time - expected) <= CLOCK_TOLERANCE_MS;
}
