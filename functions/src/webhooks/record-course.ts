import type { Firestore } from 'firebase-admin/firestore';
import { bookingFields, readBooking } from '../bookings/booking-doc.ts';
import type { BookingSecrets } from '../bookings/booking-secrets.ts';
import { afterHostMove } from '../bookings/host-move.ts';
import { BOOKINGS } from '../stored/collections.ts';
import { bookingAfterFacts } from './booking-after-facts.ts';
import { findCallFacts } from './call-facts.ts';
import type { CallVersion } from './call-version.ts';

/**
 * Tells a booking what one write of its call says: who came, that they met, how it ended, and that the host has moved it
 * in the browser. Most writes of most calls say nothing new and cost no look at the database.
 *
 * @param id of the call, and of its booking if it has one
 */
export async function recordCourse(
  { firestore, secrets, clock }: { firestore: Firestore; secrets: BookingSecrets; clock: () => number },
  id: string,
  before: CallVersion | null,
  after: CallVersion | null,
): Promise<void> {
  const facts = findCallFacts(before, after);
  if (facts.length === 0) return;
  const ref = firestore.collection(BOOKINGS).doc(id);
  await firestore.runTransaction(async (transaction) => {
    const snapshot = await transaction.get(ref);
    // Made by a browser, for people who need no program to know of it.
    if (!snapshot.exists) return;
    const known = readBooking(snapshot, secrets);
    // Another call of the same ID, made when this one was gone: by anybody who had its link.
    if ((after ?? before)?.createdAt !== known.createdAt) return;
    const moved = after === null ? known : await afterHostMove(known, after.schedule, secrets);
    const booking = bookingAfterFacts(moved, facts);
    if (booking === known) return;
    transaction.update(ref, bookingFields({ ...booking, updatedAt: clock() }, secrets));
  });
}
