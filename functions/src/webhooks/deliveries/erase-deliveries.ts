import { FieldPath, type Firestore, type Query } from 'firebase-admin/firestore';
import { WEBHOOK_DELIVERIES } from '../../stored/collections.ts';
import { optimistically } from '../../stored/optimistically.ts';
import type { WebhookSecrets } from '../registry/webhook-secrets.ts';
import { erasedFields, readDelivery } from './delivery.ts';

/** Of documents that may be some 16 KB each. */
const PAGE_SIZE = 200;

/**
 * Forgets what was said about a booking in all that was sent of it or is on its way. The messages stay, since a team is still
 * owed what has not arrived: that something happened, and when, says nothing that was said.
 */
export async function eraseDeliveries(
  firestore: Firestore,
  secrets: WebhookSecrets,
  bookingId: string,
): Promise<void> {
  const ofBooking = firestore
    .collection(WEBHOOK_DELIVERIES)
    .where('bookingId', '==', bookingId)
    .orderBy(FieldPath.documentId())
    .limit(PAGE_SIZE);
  for (let page: Query | undefined = ofBooking; page !== undefined; ) {
    const some: Query = page;
    // One of them may be swept meanwhile.
    const last = await optimistically(() => erasePage(firestore, secrets, some));
    page = last && ofBooking.startAfter(last);
  }
}

/** @returns the last document of a page that may not be the last one */
async function erasePage(firestore: Firestore, secrets: WebhookSecrets, page: Query) {
  const { docs } = await page.get();
  const told = docs.filter((document) => document.get('isErased') !== true);
  const batch = firestore.batch();
  for (const document of told)
    batch.update(document.ref, erasedFields(readDelivery(document, secrets), secrets));
  if (told.length > 0) await batch.commit();
  return docs.length < PAGE_SIZE ? undefined : docs.at(-1);
}
