import type { Booking } from './booking.ts';

/** Why something cannot be done with a booking. */
export type BookingErrorCode =
  /** There is none of this ID, or it is another team's. */
  | 'not-found'
  /** It was changed since the caller looked. */
  | 'changed-meanwhile'
  /** It has ended, was cancelled, or nobody came. */
  | 'over'
  /** Nobody may enter yet, so there is nothing to end. */
  | 'not-open'
  /** The two have met in it. */
  | 'live'
  /** Its revisions are used up, but for those that cancelling it takes. */
  | 'changed-too-often';

export class BookingError extends Error {
  override readonly name = 'BookingError';
  readonly code: BookingErrorCode;
  /** As it is now; undefined when there is none. */
  readonly booking: Booking | undefined;

  constructor(code: BookingErrorCode, booking?: Booking) {
    super(code);
    this.code = code;
    this.booking = booking;
  }
}
