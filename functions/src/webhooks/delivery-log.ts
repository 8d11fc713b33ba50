import type { Firestore } from 'firebase-admin/firestore';
import { WEBHOOK_DELIVERIES } from '../stored/collections.ts';
import type { deliveryFields } from './delivery.ts';

/** What is told of a delivery without the server's secret. */
export interface LoggedDelivery
  extends Pick<ReturnType<typeof deliveryFields>, 'type' | 'state' | 'attemptCount' | 'lastOutcome'> {
  readonly id: string;
  readonly createdAt: Date;
}

const MAX_LISTED = 100;

/** The last deliveries to a webhook, the newest first. */
export async function readDeliveryLog(
  firestore: Firestore,
  webhookId: string,
): Promise<readonly LoggedDelivery[]> {
  const { docs } = await firestore
    .collection(WEBHOOK_DELIVERIES)
    .where('webhookId', '==', webhookId)
    .orderBy('createdAt', 'desc')
    .limit(MAX_LISTED)
    .get();
  return docs.map((document) => {
    const fields = document.data() as ReturnType<typeof deliveryFields>;
    const { type, state, attemptCount, lastOutcome, createdAt } = fields;
    return { id: document.id, type, state, attemptCount, lastOutcome, createdAt: createdAt.toDate() };
  });
}
