import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { Booking } from '../../bookings/booking.ts';
import { readBooking, readClosedBooking } from '../../bookings/booking-doc.ts';
import type { BookingSecrets } from '../../bookings/booking-secrets.ts';
import type { EventfulBooking } from './booking-event.ts';

/** A booking as it was written: what events are told from, and the whole of it for whoever has to see that. */
export interface WrittenBooking extends EventfulBooking, Pick<Booking, 'id' | 'team' | 'erasedAt'> {
  open(): Booking;
}

/**
 * Reads what is not sealed. The rest is opened only when somebody wants to hear of it, so that most writes cost little.
 * @returns null when there is none
 */
export function readWrittenBooking(
  snapshot: DocumentSnapshot,
  secrets: BookingSecrets,
): WrittenBooking | null {
  if (!snapshot.exists) return null;
  return { ...readClosedBooking(snapshot), open: () => readBooking(snapshot, secrets) };
}
