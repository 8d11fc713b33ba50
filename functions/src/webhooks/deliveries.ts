import { FieldValue, type Firestore, Timestamp } from 'firebase-admin/firestore';
import type { Booking } from '../bookings/booking.ts';
import { WEBHOOK_DELIVERIES } from '../stored/collections.ts';
import { isAlreadyThere } from './already-there.ts';
import type { BookingEvent } from './booking-event.ts';
import {
  type Delivery,
  type DeliveryState,
  deliveryFields,
  deliveryId,
  type Outcome,
  readDelivery,
} from './delivery.ts';
import { createPayload } from './event-payload.ts';
import type { Webhook } from './webhook.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

/** Events on their way to webhooks. What is new here is sent, since `queueNewDelivery` puts it into the queue. */
export class Deliveries {
  readonly #firestore: Firestore;
  readonly #secrets: WebhookSecrets;
  readonly #clock: () => number;

  constructor(firestore: Firestore, secrets: WebhookSecrets, clock: () => number) {
    this.#firestore = firestore;
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /** Sends an event on its way: `queueNewDelivery` finds the document. Again for the same event it changes nothing. */
  async start(webhook: Webhook, event: BookingEvent, booking: Booking): Promise<void> {
    const delivery: Delivery = {
      id: deliveryId(webhook.id, booking.id, event),
      team: webhook.team,
      webhookId: webhook.id,
      type: event.type,
      state: 'pending',
      attemptCount: 0,
      lastAttemptAt: null,
      lastOutcome: null,
      createdAt: this.#clock(),
      payload: createPayload(event, booking),
    };
    await this.#ref(delivery.id)
      .create(deliveryFields(delivery, this.#secrets))
      .catch((error: unknown) => {
        if (!isAlreadyThere(error)) throw error;
      });
  }

  /** @returns null when there is none, or no longer */
  async find(id: string): Promise<Delivery | null> {
    const snapshot = await this.#ref(id).get();
    return snapshot.exists ? readDelivery(snapshot, this.#secrets) : null;
  }

  /** Notes how an attempt went. */
  async note({ id }: Delivery, state: DeliveryState, outcome: Outcome): Promise<DeliveryState> {
    await this.#ref(id).update({
      state,
      lastOutcome: outcome,
      lastAttemptAt: Timestamp.fromMillis(this.#clock()),
      attemptCount: FieldValue.increment(1),
    });
    return state;
  }

  #ref(id: string) {
    return this.#firestore.collection(WEBHOOK_DELIVERIES).doc(id);
  }
}
