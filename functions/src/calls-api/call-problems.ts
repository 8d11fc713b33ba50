import { BookingError, type BookingErrorCode } from '../bookings/booking-error.ts';
import { kindOf, Problem, type ProblemKind } from '../http/problem.ts';
import { etagOf } from './opaque-values.ts';

export const CALL_OVER: ProblemKind = {
  type: 'call-over',
  status: 409,
  title: 'The call is over or cancelled',
};

export const CHANGED_MEANWHILE: ProblemKind = {
  type: 'changed-meanwhile',
  status: 412,
  title: 'The call was changed meanwhile',
};

export const CALL_NOT_OPEN: ProblemKind = {
  type: 'call-not-open',
  status: 409,
  title: 'Nobody may enter the call yet: cancel it instead',
};

export const CALL_LIVE: ProblemKind = {
  type: 'call-live',
  status: 409,
  title: 'The two have met in the call: end it instead',
};

export const CHANGED_TOO_OFTEN: ProblemKind = {
  type: 'changed-too-often',
  status: 409,
  title: 'The call was changed thousands of times: cancel it and book another',
};

const KINDS: Readonly<Record<BookingErrorCode, ProblemKind>> = {
  'not-found': kindOf('not-found'),
  'changed-meanwhile': CHANGED_MEANWHILE,
  over: CALL_OVER,
  'not-open': CALL_NOT_OPEN,
  live: CALL_LIVE,
  'changed-too-often': CHANGED_TOO_OFTEN,
};

/** What it means to whoever asked that something cannot be done with a booking; undefined: that is not what went wrong. */
export function bookingProblem(error: unknown): Problem | undefined {
  if (!(error instanceof BookingError)) return undefined;
  const { code, booking } = error;
  const headers = code === 'changed-meanwhile' && booking ? { ETag: etagOf(booking) } : {};
  return new Problem(KINDS[code], { headers });
}
