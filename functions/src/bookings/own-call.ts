import { type DocumentSnapshot, Timestamp } from 'firebase-admin/firestore';

/**
 * Whether a booking and a call are the two that one commit made, and not a booking and some later call of the same ID. Both
 * say the same `createdAt` then; the rules hold whoever creates a call to the time at which they do. Unlike the time at
 * which Firestore itself says that a document was created, this one outlives an export and an import.
 */
export function isOwnCall(call: DocumentSnapshot, booking: DocumentSnapshot): boolean {
  const [called, booked]: unknown[] = [call.get('createdAt'), booking.get('createdAt')];
  return called instanceof Timestamp && booked instanceof Timestamp && called.isEqual(booked);
}
