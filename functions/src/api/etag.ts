import type { Booking } from '../bookings/booking.ts';

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
