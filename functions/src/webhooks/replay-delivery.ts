import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { WEBHOOK_DELIVERIES, WEBHOOK_REPLAYS } from '../stored/collections.ts';
import { isPreconditionFailure } from '../sweep/grpc-status.ts';

/** As long as Firestore goes on telling `queueReplay` of it, should that fail. Nobody else ever reads it. */
const KEPT_MS = 24 * 60 * 60_000;

/** `webhookReplays/{id}`: that a delivery is to be sent once more. */
export interface ReplayDoc {
  readonly deliveryId: string;
  readonly expiresAt: Timestamp;
}

/**
 * Sends the same message once more, to wherever its webhook leads now: `queueReplay` finds that it was asked for. So
 * whoever may write the database can do it, without the server's secret and without a way into its queue.
 * @param now milliseconds since the epoch
 * @returns false when there is no such delivery, or no longer
 */
export async function replayDelivery(firestore: Firestore, id: string, now: number): Promise<boolean> {
  const replay: ReplayDoc = { deliveryId: id, expiresAt: Timestamp.fromMillis(now + KEPT_MS) };
  const batch = firestore.batch();
  batch.update(firestore.collection(WEBHOOK_DELIVERIES).doc(id), { state: 'pending' });
  batch.set(firestore.collection(WEBHOOK_REPLAYS).doc(), replay);
  try {
    await batch.commit();
    return true;
  } catch (error) {
    if (isPreconditionFailure(error)) return false;
    throw error;
  }
}
