import type { DocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import { readBooking } from '../bookings/booking-doc.ts';
import type { BookingSecrets } from '../bookings/booking-secrets.ts';
import type { WrittenBooking } from './publish-events.ts';

/**
 * Reads what is not sealed. The rest is opened only when somebody wants to hear of it, so that most writes cost little.
 * @returns null when there is none
 */
export function readWrittenBooking(
  snapshot: DocumentSnapshot,
  secrets: BookingSecrets,
): WrittenBooking | null {
  if (!snapshot.exists) return null;
  const time = (field: string): number | null =>
    (snapshot.get(field) as Timestamp | null)?.toMillis() ?? null;
  const certainTime = (field: string): number => (snapshot.get(field) as Timestamp).toMillis();
  return {
    team: snapshot.get('team'),
    revision: snapshot.get('revision'),
    opensAt: certainTime('opensAt'),
    startsAt: certainTime('startsAt'),
    endsAt: certainTime('endsAt'),
    createdAt: certainTime('createdAt'),
    updatedAt: certainTime('updatedAt'),
    cancelledAt: time('cancelledAt'),
    startedAt: time('startedAt'),
    endedAt: time('endedAt'),
    open: () => readBooking(snapshot, secrets),
  };
}
