import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { WEBHOOK_DELIVERIES } from '../../stored/collections.ts';

const BATCH_SIZE = 500;

/** Forgets what was sent of a booking, and what is on its way; but not that it was erased, which says nothing of it. */
export async function eraseDeliveries(firestore: Firestore, bookingId: string): Promise<void> {
  const ofBooking = firestore
    .collection(WEBHOOK_DELIVERIES)
    .where('bookingId', '==', bookingId)
    .orderBy(FieldPath.documentId())
    .select('isErased')
    .limit(BATCH_SIZE);
  for (let page = await ofBooking.get(); ; ) {
    const batch = firestore.batch();
    for (const { ref } of page.docs.filter((document) => document.get('isErased') !== true))
      batch.delete(ref);
    await batch.commit();
    const last = page.docs.at(-1);
    if (last === undefined || page.size < BATCH_SIZE) return;
    page = await ofBooking.startAfter(last).get();
  }
}
