import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { WEBHOOK_DELIVERIES } from '../stored/collections.ts';
import { isPreconditionFailure } from '../sweep/grpc-status.ts';

/**
 * Sends the same message once more, to wherever its webhook leads now: `queueDelivery` finds that it was asked for. So
 * whoever may write the database can do it, without the server's secret and without a way into its queue.
 * @returns false when there is no such delivery, or no longer
 */
export async function replayDelivery(firestore: Firestore, id: string): Promise<boolean> {
  const ref = firestore.collection(WEBHOOK_DELIVERIES).doc(id);
  try {
    await ref.update({ state: 'pending', requestCount: FieldValue.increment(1) });
    return true;
  } catch (error) {
    if (isPreconditionFailure(error)) return false;
    throw error;
  }
}
