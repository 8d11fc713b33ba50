import { FieldValue, type Firestore, Timestamp } from 'firebase-admin/firestore';
import type { Booking } from '../../bookings/booking.ts';
import { timeText } from '../../http/time-text.ts';
import { WEBHOOK_DELIVERIES } from '../../stored/collections.ts';
import { isAlreadyThere, isPreconditionFailure } from '../../stored/grpc-status.ts';
import type { BookingEvent } from '../events/booking-event.ts';
import { createPayload } from '../events/event-payload.ts';
import { TEST_TYPE } from '../events/message-type.ts';
import type { Webhook } from '../registry/webhook.ts';
import type { WebhookSecrets } from '../registry/webhook-secrets.ts';
import {
  createDeliveryId,
  type Delivery,
  type DeliveryState,
  deliveryFields,
  deliveryId,
  erasedFields,
  type Outcome,
  readDelivery,
} from './delivery.ts';
import { addReplay } from './replay-delivery.ts';

/** What has become of an event for one webhook. */
interface Stored {
  readonly id: string;
  /** Whether it is to be put into the queue. What was there already is, for it may never have been. */
  readonly isSent: boolean;
}

/** Events on their way to webhooks. */
export class Deliveries {
  readonly #firestore: Firestore;
  readonly #secrets: WebhookSecrets;
  readonly #clock: () => number;

  constructor(firestore: Firestore, secrets: WebhookSecrets, clock: () => number) {
    this.#firestore = firestore;
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /**
   * Stores what is to be sent, or could not be, since its webhook is disabled: to be replayed when it is enabled again. Again
   * for the same event it changes nothing.
   */
  async create(webhook: Webhook, event: BookingEvent, booking: Booking): Promise<Stored> {
    const isEnabled = webhook.disabledAt === null;
    const delivery: Delivery = {
      ...this.#untried(webhook),
      id: deliveryId(webhook.id, booking.id, event),
      bookingId: booking.id,
      type: event.type,
      payload: createPayload(event, booking),
      isErased: booking.erasedAt !== null,
      ...(isEnabled ? {} : { state: 'failed', lastOutcome: 'webhook-disabled' }),
    };
    const isNew = await this.#ref(delivery.id)
      .create(deliveryFields(delivery, this.#secrets))
      .then(
        () => true,
        (error: unknown) => {
          if (isAlreadyThere(error)) return false;
          throw error;
        },
      );
    return { id: delivery.id, isSent: isEnabled || !isNew };
  }

  /** Forgets what a delivery says that its team has asked to forget. */
  async erase(id: string): Promise<void> {
    const delivery = await this.find(id);
    if (delivery === null || delivery.isErased) return;
    await this.#ref(id)
      .update(erasedFields(delivery, this.#secrets))
      .catch((error: unknown) => {
        if (!isPreconditionFailure(error)) throw error;
      });
  }

  /** Sends a message by which a team sees whether any arrives. It is tried once. */
  async createTest(webhook: Webhook): Promise<Delivery> {
    const untried = this.#untried(webhook);
    const timestamp = timeText(untried.createdAt);
    const delivery: Delivery = {
      ...untried,
      id: createDeliveryId(),
      bookingId: null,
      type: TEST_TYPE,
      isErased: false,
      payload: { type: TEST_TYPE, timestamp, data: { webhookId: webhook.id } },
    };
    const batch = this.#firestore.batch();
    batch.create(this.#ref(delivery.id), deliveryFields(delivery, this.#secrets));
    addReplay(this.#firestore, batch, delivery.id, this.#clock());
    await batch.commit();
    return delivery;
  }

  #untried({ team, id: webhookId }: Webhook) {
    const state: DeliveryState = 'pending';
    const untried = { attemptCount: 0, lastAttemptAt: null, lastOutcome: null };
    return { team, webhookId, state, ...untried, createdAt: this.#clock() };
  }

  /** @returns null when there is none, or no longer */
  async find(id: string): Promise<Delivery | null> {
    const snapshot = await this.#ref(id).get();
    return snapshot.exists ? readDelivery(snapshot, this.#secrets) : null;
  }

  /** Notes how an attempt went, unless the delivery was swept meanwhile. */
  async note({ id }: Delivery, state: DeliveryState, outcome: Outcome): Promise<DeliveryState> {
    const noted = {
      state,
      lastOutcome: outcome,
      lastAttemptAt: Timestamp.fromMillis(this.#clock()),
      attemptCount: FieldValue.increment(1),
    };
    await this.#ref(id)
      .update(noted)
      .catch((error: unknown) => {
        if (!isPreconditionFailure(error)) throw error;
      });
    return state;
  }

  #ref(id: string) {
    return this.#firestore.collection(WEBHOOK_DELIVERIES).doc(id);
  }
}
