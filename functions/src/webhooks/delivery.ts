import { createHash } from 'node:crypto';
import { type DocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import type { BookingEvent, EventType } from './booking-event.ts';
import type { EventPayload } from './event-payload.ts';
import type { Attempt } from './send-message.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

/** How long one can be looked up and replayed. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/** As many as a document ID of a call, in the same letters. */
const ID_BYTES = 16;

/** - `pending`: it is being tried · `delivered`: the receiver has it · `failed`: nobody tries any more */
export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How the last attempt went: a status, or what kept it from one. */
export type Outcome = number | Exclude<Attempt['kind'], 'answered'> | 'webhook-deleted';

/** `webhookDeliveries/{id}`: one event on its way to one webhook. Times are milliseconds since the epoch. */
export interface Delivery {
  readonly id: string;
  readonly team: string;
  readonly webhookId: string;
  readonly type: EventType;
  readonly state: DeliveryState;
  readonly attemptCount: number;
  /** Null: it was never tried. */
  readonly lastAttemptAt: number | null;
  readonly lastOutcome: Outcome | null;
  readonly createdAt: number;
  /** The same at each attempt, whatever becomes of the call meanwhile. */
  readonly payload: EventPayload;
}

/** The same however often the event is noticed, so that there is one delivery of it to one webhook. */
export function deliveryId(webhookId: string, bookingId: string, { key }: BookingEvent): string {
  const hash = createHash('sha256').update(`${webhookId} ${bookingId} ${key}`).digest();
  return hash.subarray(0, ID_BYTES).toString('base64url');
}

/** What a receiver tells repetitions by, those of a replay too. */
export function messageId({ id }: Pick<Delivery, 'id'>): string {
  return `msg_${id}`;
}

export function deliveryFields({ id, payload, ...plain }: Delivery, secrets: WebhookSecrets) {
  return {
    ...plain,
    lastAttemptAt: plain.lastAttemptAt === null ? null : Timestamp.fromMillis(plain.lastAttemptAt),
    createdAt: Timestamp.fromMillis(plain.createdAt),
    expiresAt: Timestamp.fromMillis(plain.createdAt + KEPT_MS),
    sealed: Buffer.from(secrets.sealPayload(id, payload)),
  };
}

/** Only this server writes deliveries, so their form is known. */
export function readDelivery(snapshot: DocumentSnapshot, secrets: WebhookSecrets): Delivery {
  const { sealed, expiresAt: _, ...fields } = snapshot.data() as ReturnType<typeof deliveryFields>;
  return {
    ...fields,
    id: snapshot.id,
    lastAttemptAt: fields.lastAttemptAt?.toMillis() ?? null,
    createdAt: fields.createdAt.toMillis(),
    payload: secrets.openPayload(snapshot.id, sealed),
  };
}
