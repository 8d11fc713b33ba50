import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { fromStored, toTimestamps } from '../stored/stored-value.ts';
import type { Booking, Presence } from './booking.ts';
import type { BookingSecrets } from './booking-secrets.ts';

/** Who has come so far. */
export const NOBODY: Presence = {
  hostArrivedAt: null,
  hostLeftAt: null,
  guestArrivedAt: null,
  guestLeftAt: null,
};

/** How long a team can look a call up when it is over. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/** What a booking says without being opened. */
export type ClosedBooking = Omit<Booking, 'details'>;

/** `bookings/{id}` as it is stored: times as timestamps, and whatever somebody wrote sealed. */
export function bookingFields(booking: Booking, secrets: BookingSecrets) {
  const { id, details, ...plain } = booking;
  const { opensAt, startsAt, endsAt, cancelledAt, startedAt, endedAt, hostCameAt, guestCameAt } = plain;
  const { hostArrivedAt, hostLeftAt, guestArrivedAt, guestLeftAt } = plain;
  const { createdAt, updatedAt, erasedAt } = plain;
  const { externalId } = details;
  return {
    ...plain,
    ...toTimestamps({ opensAt, startsAt, endsAt, cancelledAt, startedAt, endedAt, hostCameAt, guestCameAt }),
    ...toTimestamps({ hostArrivedAt, hostLeftAt, guestArrivedAt, guestLeftAt }),
    ...toTimestamps({ createdAt, updatedAt, erasedAt, expiresAt: overAt(booking) + KEPT_MS }),
    externalIdHash: externalId === null ? null : secrets.externalIdHash(booking.team, externalId),
    sealed: Buffer.from(secrets.sealDetails(id, details)),
  };
}

/** When nothing can happen in it any more: from then on it is kept for a while, however far ahead it was booked. */
function overAt({ endsAt, endedAt, cancelledAt }: Booking): number {
  return Math.min(endsAt, endedAt ?? endsAt, cancelledAt ?? endsAt);
}

/** Only this server writes bookings, so their form is known. */
export function readClosedBooking(snapshot: DocumentSnapshot): ClosedBooking {
  const { sealed: _, externalIdHash: __, expiresAt: ___, ...plain } = readFields(snapshot);
  // The first bookings had none of these.
  const { callDocId = snapshot.id, sequence = plain.revision, erasedAt = null } = plain;
  return { ...NOBODY, ...plain, callDocId, sequence, erasedAt, id: snapshot.id };
}

export function readBooking(snapshot: DocumentSnapshot, secrets: BookingSecrets): Booking {
  const details = secrets.openDetails(snapshot.id, readFields(snapshot).sealed);
  return { ...readClosedBooking(snapshot), details };
}

type Later = 'callDocId' | 'sequence' | 'erasedAt' | keyof Presence;

type StoredBooking = Omit<Booking, 'id' | 'details' | Later> &
  Partial<Pick<Booking, Later>> &
  Readonly<{ sealed: Uint8Array; externalIdHash: string | null; expiresAt: number }>;

function readFields(snapshot: DocumentSnapshot): StoredBooking {
  return fromStored(snapshot.data()) as StoredBooking;
}
