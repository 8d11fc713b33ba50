import { createHash, randomBytes } from 'node:crypto';
import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { fromStored, toTimestamps } from '../../stored/stored-value.ts';
import type { BookingEvent } from '../events/booking-event.ts';
import { type MessagePayload, withoutWords } from '../events/event-payload.ts';
import type { MessageType } from '../events/message-type.ts';
import type { WebhookSecrets } from '../registry/webhook-secrets.ts';
import type { Attempt } from './send-message.ts';

/** How long one can be looked up and replayed. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/** As many as a document ID of a call, in the same letters. */
const ID_BYTES = 16;

/** - `pending`: it is being tried · `delivered`: the receiver has it · `failed`: nobody tries any more */
export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How the last attempt went: a status, or what kept it from one. */
export type Outcome = number | Exclude<Attempt['kind'], 'answered'> | 'webhook-deleted' | 'webhook-disabled';

/** `webhookDeliveries/{id}`: one event on its way to one webhook. Times are milliseconds since the epoch. */
export interface Delivery {
  readonly id: string;
  readonly team: string;
  readonly webhookId: string;
  /** Whose event it is; null: nobody's. The first deliveries did not say so. */
  readonly bookingId: string | null;
  readonly type: MessageType;
  readonly state: DeliveryState;
  readonly attemptCount: number;
  /** Null: it was never tried. */
  readonly lastAttemptAt: number | null;
  readonly lastOutcome: Outcome | null;
  readonly createdAt: number;
  /** The same at each attempt, whatever becomes of the call meanwhile. */
  readonly payload: MessagePayload;
  /** Whether it says nothing that a team has asked to forget. */
  readonly isErased: boolean;
}

/** The same however often the event is noticed, so that there is one delivery of it to one webhook. */
export function deliveryId(webhookId: string, bookingId: string, { key }: BookingEvent): string {
  const hash = createHash('sha256').update(`${webhookId} ${bookingId} ${key}`).digest();
  return hash.subarray(0, ID_BYTES).toString('base64url');
}

/** Of a message that is none of a booking's. */
export function createDeliveryId(): string {
  return randomBytes(ID_BYTES).toString('base64url');
}

/** What a receiver tells repetitions by, those of a replay too. */
export function messageId({ id }: Pick<Delivery, 'id'>): string {
  return `msg_${id}`;
}

export function deliveryFields({ id, payload, ...plain }: Delivery, secrets: WebhookSecrets) {
  const { lastAttemptAt, createdAt } = plain;
  return {
    ...plain,
    ...toTimestamps({ lastAttemptAt, createdAt, expiresAt: createdAt + KEPT_MS }),
    sealed: Buffer.from(secrets.sealPayload(id, payload)),
  };
}

/** What is another in a delivery that says nothing any more which its team has asked to forget. Times stay, and what happened. */
export function erasedFields(delivery: Delivery, secrets: WebhookSecrets) {
  const erased: Delivery = { ...delivery, payload: withoutWords(delivery.payload), isErased: true };
  const { isErased, sealed } = deliveryFields(erased, secrets);
  return { isErased, sealed };
}

type StoredDelivery = Omit<Delivery, 'id' | 'payload' | 'isErased'> &
  Readonly<{ sealed: Uint8Array; expiresAt: number; isErased?: boolean }>;

/** Only this server writes deliveries, so their form is known. */
export function readDelivery(snapshot: DocumentSnapshot, secrets: WebhookSecrets): Delivery {
  const { sealed, expiresAt: _, ...fields } = fromStored(snapshot.data()) as StoredDelivery;
  // The first deliveries did not say whether they are erased.
  return { isErased: false, ...fields, id: snapshot.id, payload: secrets.openPayload(snapshot.id, sealed) };
}
