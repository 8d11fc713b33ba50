import type { CollectionReference, DocumentSnapshot, Firestore, Transaction } from 'firebase-admin/firestore';
import { BOOKINGS } from '../../stored/collections.ts';
import { bookingAfterFacts } from '../booking-after-facts.ts';
import { bookingFields, readBooking } from '../booking-doc.ts';
import type { BookingSecrets } from '../booking-secrets.ts';
import { findCallFacts } from '../call-facts.ts';
import { afterHostMove } from '../host-move.ts';
import type { ScheduledCall } from '../scheduled-call.ts';

/**
 * Tells a booking what one write of its call says: who came, that they met, how it ended, and that the host has moved it
 * in the browser. Most writes of most calls say nothing new and cost no look at the database.
 *
 * @param id of the call
 */
export async function recordCourse(
  { firestore, secrets, clock }: { firestore: Firestore; secrets: BookingSecrets; clock: () => number },
  id: string,
  before: ScheduledCall | null,
  after: ScheduledCall | null,
): Promise<void> {
  const facts = findCallFacts(before, after);
  if (facts.length === 0) return;
  await firestore.runTransaction(async (transaction) => {
    const snapshot = await findBooking(transaction, firestore.collection(BOOKINGS), id);
    // Made by a browser, for people who need no program to know of it.
    if (snapshot === undefined) return;
    const known = readBooking(snapshot, secrets);
    // Its links lead to another call by now.
    if (known.callDocId !== id) return;
    // Another call of the same ID, made when this one was gone: by anybody who had its link.
    if ((after ?? before)?.createdAt !== known.createdAt) return;
    const moved = after === null ? known : await afterHostMove(known, after.schedule, secrets);
    const booking = bookingAfterFacts(moved, facts);
    if (booking === known) return;
    transaction.update(snapshot.ref, bookingFields({ ...booking, updatedAt: clock() }, secrets));
  });
}

/** The booking of a call: of the same ID, unless it has been given another guest link. */
async function findBooking(
  transaction: Transaction,
  bookings: CollectionReference,
  callDocId: string,
): Promise<DocumentSnapshot | undefined> {
  const snapshot = await transaction.get(bookings.doc(callDocId));
  if (snapshot.exists) return snapshot;
  const { docs } = await transaction.get(bookings.where('callDocId', '==', callDocId).limit(1));
  return docs[0];
}
