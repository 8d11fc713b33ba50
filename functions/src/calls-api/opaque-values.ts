/** What a team is given to hand back unread: the ETag of a call, and where a page of a list ended. */
import type { Booking } from '../bookings/booking.ts';
import type { BookingCursor, BookingOrder } from '../bookings/booking-list.ts';
import { Problem } from '../http/problem.ts';
import { isStorableId, isStorableTime } from '../stored/storable.ts';

/** The revision of what a team can change. What the two people do in the call is not part of it. */
export function etagOf({ revision }: Pick<Booking, 'revision'>): string {
  return `"${revision}"`;
}

/**
 * Which revisions an If-Match allows: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
 * @returns undefined: any
 */
export function revisionsOf(ifMatch: string | undefined): readonly number[] | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  return [...ifMatch.matchAll(/\d+/g)].map(([revision]) => Number(revision));
}

/** Opaque to whoever gets it: where in which order of the list a page ended. */
export function formatCursor({ at, id }: BookingCursor, order: BookingOrder): string {
  return Buffer.from(`${order} ${at} ${id}`).toString('base64url');
}

/**
 * @param order of the list that is asked for
 * @throws {Problem} `invalid-request`, also when it is of a list in another order
 */
export function parseCursor(text: string, order: BookingOrder): BookingCursor {
  const [named, at, id = '', ...more] = Buffer.from(text, 'base64url').toString().split(' ');
  const time = /^\d{1,15}$/.test(at ?? '') ? Number(at) : Number.NaN;
  const isOfThisList = named === order && more.length === 0;
  const isPlace = /^[A-Za-z0-9_-]{22}$/.test(id) && isStorableId(id) && isStorableTime(time);
  if (isOfThisList && isPlace) return { at: time, id };
  throw new Problem('invalid-request', {
    errors: [{ parameter: 'cursor', detail: 'must be the nextCursor of the page before' }],
  });
}
