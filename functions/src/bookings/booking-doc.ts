import { type DocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import type { Booking } from './booking.ts';
import type { BookingSecrets } from './booking-secrets.ts';

/** How long a team can look a call up when it is over. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/** `bookings/{id}` as it is stored: times as timestamps, and whatever somebody wrote sealed. */
export function bookingFields(booking: Booking, secrets: BookingSecrets) {
  const { id, details, ...plain } = booking;
  const { externalId } = details;
  return {
    ...plain,
    opensAt: Timestamp.fromMillis(booking.opensAt),
    startsAt: Timestamp.fromMillis(booking.startsAt),
    endsAt: Timestamp.fromMillis(booking.endsAt),
    cancelledAt: toTimestamp(booking.cancelledAt),
    startedAt: toTimestamp(booking.startedAt),
    endedAt: toTimestamp(booking.endedAt),
    hostCameAt: toTimestamp(booking.hostCameAt),
    guestCameAt: toTimestamp(booking.guestCameAt),
    createdAt: Timestamp.fromMillis(booking.createdAt),
    updatedAt: Timestamp.fromMillis(booking.updatedAt),
    externalIdHash: externalId === null ? null : secrets.externalIdHash(booking.team, externalId),
    expiresAt: Timestamp.fromMillis(booking.endsAt + KEPT_MS),
    sealed: Buffer.from(secrets.sealDetails(id, details)),
  };
}

/** Only this server writes bookings, so their form is known. */
export function readBooking(snapshot: DocumentSnapshot, secrets: BookingSecrets): Booking {
  const fields = snapshot.data() as ReturnType<typeof bookingFields>;
  const { sealed, externalIdHash: _, expiresAt: __, ...plain } = fields;
  return {
    ...plain,
    id: snapshot.id,
    opensAt: fields.opensAt.toMillis(),
    startsAt: fields.startsAt.toMillis(),
    endsAt: fields.endsAt.toMillis(),
    cancelledAt: toMillis(fields.cancelledAt),
    startedAt: toMillis(fields.startedAt),
    endedAt: toMillis(fields.endedAt),
    hostCameAt: toMillis(fields.hostCameAt),
    guestCameAt: toMillis(fields.guestCameAt),
    createdAt: fields.createdAt.toMillis(),
    updatedAt: fields.updatedAt.toMillis(),
    details: secrets.openDetails(snapshot.id, sealed),
  };
}

function toTimestamp(time: number | null): Timestamp | null {
  return time === null ? null : Timestamp.fromMillis(time);
}

function toMillis(time: Timestamp | null): number | null {
  return time === null ? null : time.toMillis();
}
