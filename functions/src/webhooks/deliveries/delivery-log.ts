import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { WEBHOOK_DELIVERIES } from '../../stored/collections.ts';
import type { deliveryFields } from './delivery.ts';

/** What is told of a delivery without the server's secret. */
export interface LoggedDelivery
  extends Pick<
    ReturnType<typeof deliveryFields>,
    'team' | 'webhookId' | 'bookingId' | 'type' | 'state' | 'attemptCount' | 'lastOutcome'
  > {
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
  return docs.map(toLogged);
}

/** @returns null when there is none, or no longer */
export async function readLoggedDelivery(firestore: Firestore, id: string): Promise<LoggedDelivery | null> {
  const snapshot = await firestore.collection(WEBHOOK_DELIVERIES).doc(id).get();
  return snapshot.exists ? toLogged(snapshot) : null;
}

function toLogged(snapshot: DocumentSnapshot): LoggedDelivery {
  const fields = snapshot.data() as ReturnType<typeof deliveryFields>;
  const { team, webhookId, bookingId = null, type, state, attemptCount, lastOutcome, createdAt } = fields;
  return {
    id: snapshot.id,
    team,
    webhookId,
    bookingId,
    type,
    state,
    attemptCount,
    lastOutcome,
    createdAt: createdAt.toDate(),
  };
}
