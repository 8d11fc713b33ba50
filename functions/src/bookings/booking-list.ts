import { MAX_EARLY_ENTRY_MS, MAX_SCHEDULED_LENGTH_MS } from '@parley/protocol';
import { FieldPath, type Firestore, type Query, Timestamp } from 'firebase-admin/firestore';
import { BOOKINGS } from '../stored/collections.ts';
import { type Booking, type BookingStatus, bookingStatus } from './booking.ts';
import { readBooking } from './booking-doc.ts';
import type { BookingSecrets } from './booking-secrets.ts';

/** Which of a team's bookings are asked for. Undefined: any. Times are milliseconds since the epoch. */
export interface BookingFilter {
  readonly status?: BookingStatus | undefined;
  /** Starts at this time or later. */
  readonly from?: number | undefined;
  /** Starts before this time. */
  readonly to?: number | undefined;
  readonly externalId?: string | undefined;
  /** Something was noted of it at this time or later; instead of `from` and `to`. */
  readonly updatedSince?: number | undefined;
}

/** Where a page ends and the next begins. */
export interface BookingCursor {
  /** When the last call on the page starts; or when it was updated, in a list by that. */
  readonly at: number;
  readonly id: string;
}

export interface BookingPage {
  /** In the order in which they start, or were updated when that is asked for. */
  readonly bookings: readonly Booking[];
  /** Null: there are no more. */
  readonly next: BookingCursor | null;
}

/** Bookings looked at for one page at most. A status is not stored, so Firestore cannot skip the others by itself. */
const MAX_LOOKED_AT = 500;

export async function listBookings(
  firestore: Firestore,
  secrets: BookingSecrets,
  options: {
    readonly team: string;
    readonly filter: BookingFilter;
    readonly limit: number;
    readonly after: BookingCursor | undefined;
    readonly now: number;
  },
): Promise<BookingPage> {
  const { team, filter, limit, now } = options;
  const hash = filter.externalId === undefined ? undefined : secrets.externalIdHash(team, filter.externalId);
  const query = createQuery(firestore, team, filter, hash, now);
  const bookings: Booking[] = [];
  const order = orderOf(filter);
  // What is not looked for by the database is looked through here.
  const isSifted = filter.status !== undefined || (order === 'updatedAt' && filter.externalId !== undefined);
  let after = options.after;
  for (let lookedAt = 0; lookedAt < MAX_LOOKED_AT; ) {
    // One more than is missing tells whether there is a next page.
    const pageSize = Math.min(isSifted ? 100 : limit + 1, MAX_LOOKED_AT - lookedAt);
    const page = after ? query.startAfter(Timestamp.fromMillis(after.at), after.id) : query;
    const { docs } = await page.limit(pageSize).get();
    for (const document of docs) {
      const booking = readBooking(document, secrets);
      if (!isWanted(booking, filter, now)) {
        after = cursorOf(booking, order);
        continue;
      }
      if (bookings.length === limit) return { bookings, next: after ?? null };
      bookings.push(booking);
      after = cursorOf(booking, order);
    }
    lookedAt += docs.length;
    if (docs.length < pageSize) return { bookings, next: null };
  }
  return { bookings, next: after ?? null };
}

function createQuery(
  firestore: Firestore,
  team: string,
  filter: BookingFilter,
  externalIdHash: string | undefined,
  now: number,
): Query {
  const { from, to } = narrowed(filter, now);
  let query: Query = firestore.collection(BOOKINGS).where('team', '==', team);
  if (filter.updatedSince !== undefined) {
    const since = Timestamp.fromMillis(filter.updatedSince);
    return query.where('updatedAt', '>=', since).orderBy('updatedAt').orderBy(FieldPath.documentId());
  }
  if (externalIdHash !== undefined) query = query.where('externalIdHash', '==', externalIdHash);
  if (from !== undefined) query = query.where('startsAt', '>=', Timestamp.fromMillis(from));
  if (to !== undefined) query = query.where('startsAt', '<', Timestamp.fromMillis(to));
  return query.orderBy('startsAt').orderBy(FieldPath.documentId());
}

/** No booking outside of these times can have the status now, so none of them has to be looked at. */
function narrowed({ status, from, to }: BookingFilter, now: number): Pick<BookingFilter, 'from' | 'to'> {
  switch (status) {
    case 'scheduled':
      return { from: latest(from, now), to };
    case 'open':
    case 'live':
      return {
        from: latest(from, now - MAX_SCHEDULED_LENGTH_MS),
        to: earliest(to, now + MAX_EARLY_ENTRY_MS + 1),
      };
    case 'ended':
    case 'missed':
      return { from, to: earliest(to, now + MAX_EARLY_ENTRY_MS + 1) };
    default:
      return { from, to };
  }
}

function latest(time: number | undefined, bound: number): number {
  return Math.max(time ?? bound, bound);
}

function earliest(time: number | undefined, bound: number): number {
  return Math.min(time ?? bound, bound);
}

function isWanted(booking: Booking, { status, externalId }: BookingFilter, now: number): boolean {
  if (externalId !== undefined && booking.details.externalId !== externalId) return false;
  return status === undefined || bookingStatus(booking, now) === status;
}

/** By what a list goes. */
export type BookingOrder = 'startsAt' | 'updatedAt';

export function orderOf({ updatedSince }: BookingFilter): BookingOrder {
  return updatedSince === undefined ? 'startsAt' : 'updatedAt';
}

function cursorOf(booking: Booking, order: BookingOrder): BookingCursor {
  return { at: booking[order], id: booking.id };
}
