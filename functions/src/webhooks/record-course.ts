import { deriveCallKeys, openDetails, ProtocolError } from '@parley/protocol';
import type { Firestore } from 'firebase-admin/firestore';
import type { Booking } from '../bookings/booking.ts';
import { bookingFields, readBooking } from '../bookings/booking-doc.ts';
import type { BookingSecrets } from '../bookings/booking-secrets.ts';
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
    const moved = after === null ? known : await afterMove(known, after, secrets);
    const booking = bookingAfterFacts(moved, facts);
    if (booking === known) return;
    transaction.update(ref, bookingFields({ ...booking, updatedAt: clock() }, secrets));
  });
}

/** The booking with what the host has changed in the browser. A change by the API is in both documents already. */
async function afterMove(
  booking: Booking,
  { schedule }: CallVersion,
  secrets: BookingSecrets,
): Promise<Booking> {
  if (schedule.revision <= booking.revision) return booking;
  const { revision, opensAt, startsAt, endsAt, admission } = schedule;
  const keys = await deriveCallKeys(secrets.callId(booking));
  const changed = await openDetails(keys, schedule).catch((error: unknown) => {
    // Sealed by the host's browser: whatever it wrote, the times hold, and the title that is known stays.
    if (error instanceof ProtocolError) return {};
    throw error;
  });
  return {
    ...booking,
    revision,
    opensAt,
    startsAt,
    endsAt,
    admission,
    details: { ...booking.details, ...changed },
  };
}
