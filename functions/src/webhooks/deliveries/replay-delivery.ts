import { type Firestore, Timestamp, type WriteBatch } from 'firebase-admin/firestore';
import { WEBHOOK_DELIVERIES, WEBHOOK_REPLAYS } from '../../stored/collections.ts';
import { isPreconditionFailure } from '../../stored/grpc-status.ts';
import { optimistically } from '../../stored/optimistically.ts';

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
  const batch = firestore.batch();
  batch.update(firestore.collection(WEBHOOK_DELIVERIES).doc(id), { state: 'pending' });
  addReplay(firestore, batch, id, now);
  try {
    await batch.commit();
    return true;
  } catch (error) {
    if (isPreconditionFailure(error)) return false;
    throw error;
  }
}

/** Adds to a commit that a delivery is to be sent. */
export function addReplay(firestore: Firestore, batch: WriteBatch, deliveryId: string, now: number): void {
  const replay: ReplayDoc = { deliveryId, expiresAt: Timestamp.fromMillis(now + KEPT_MS) };
  batch.set(firestore.collection(WEBHOOK_REPLAYS).doc(), replay);
}

/** Two writes for each, of the 500 that a commit may have. */
const MAX_REPLAYED = 200;

/** What has become of a request to send many once more. */
export interface ReplayedDeliveries {
  readonly count: number;
  /** When the first was made that is not among them; null: they are all. Milliseconds since the epoch. */
  readonly nextSince: number | null;
}

/** Sends once more what has failed since a time, the oldest first. */
export function replayFailed(
  firestore: Firestore,
  webhookId: string,
  since: number,
  now: number,
): Promise<ReplayedDeliveries> {
  // One of them may be swept meanwhile.
  return optimistically(() => replayFailedOnce(firestore, webhookId, since, now));
}

async function replayFailedOnce(
  firestore: Firestore,
  webhookId: string,
  since: number,
  now: number,
): Promise<ReplayedDeliveries> {
  const { docs } = await firestore
    .collection(WEBHOOK_DELIVERIES)
    .where('webhookId', '==', webhookId)
    .where('state', '==', 'failed')
    .where('createdAt', '>=', Timestamp.fromMillis(since))
    .orderBy('createdAt')
    .select('createdAt')
    .limit(MAX_REPLAYED + 1)
    .get();
  const replayed = docs.slice(0, MAX_REPLAYED);
  const batch = firestore.batch();
  for (const { id, ref } of replayed) {
    batch.update(ref, { state: 'pending' });
    addReplay(firestore, batch, id, now);
  }
  if (replayed.length > 0) await batch.commit();
  const next: Timestamp | undefined = docs[MAX_REPLAYED]?.get('createdAt');
  return { count: replayed.length, nextSince: next?.toMillis() ?? null };
}
