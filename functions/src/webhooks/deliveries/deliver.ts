import type { AddressPolicy } from '../addresses/webhook-address.ts';
import { TEST_TYPE } from '../events/message-type.ts';
import { afterFailure, afterSuccess, type Webhook } from '../registry/webhook.ts';
import type { WebhookSecrets } from '../registry/webhook-secrets.ts';
import type { Webhooks } from '../registry/webhooks.ts';
import { type AttemptPace, parseRetryAfter, waitAfter } from './attempt-pace.ts';
import type { Deliveries } from './deliveries.ts';
import { type Delivery, type DeliveryState, messageId, type Outcome } from './delivery.ts';
import type { DeliveryTask } from './delivery-queue.ts';
import { sendMessage } from './send-message.ts';
import { deferredFor, type TeamShares } from './team-shares.ts';

/** The receiver says that it wants no more of it: https://www.rfc-editor.org/rfc/rfc9110#status.410 */
const GONE = 410;

export interface DeliverOptions extends AddressPolicy {
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  readonly secrets: WebhookSecrets;
  readonly clock: () => number;
  readonly pace: AttemptPace;
  readonly shares: TeamShares;
}

/** What has become of a delivery by one task. */
export interface Delivered {
  /** Null: it has lapsed. */
  readonly state: DeliveryState | null;
  /** What is to be put into the queue; null: nothing more. */
  readonly next: DeliveryTask | null;
}

/**
 * One attempt at a delivery, for one task of the queue. What has arrived is not sent again, unless the note of it was
 * lost: a receiver gets everything at least once. The queue is never told that an attempt has failed, or it would go slower
 * for everybody (https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues#ratelimits): the next attempt
 * is a task of its own.
 */
export async function deliver(task: DeliveryTask, options: DeliverOptions): Promise<Delivered> {
  const { webhooks, deliveries, clock, shares } = options;
  const delivery = await deliveries.find(task.deliveryId);
  if (delivery === null || delivery.state === 'delivered') return over(delivery?.state ?? null);
  const webhook = await webhooks.find(delivery.webhookId);
  if (webhook === null) return over(await deliveries.note(delivery, 'failed', 'webhook-deleted'));
  if (webhook.disabledAt !== null && delivery.type !== TEST_TYPE) {
    return over(await deliveries.note(delivery, 'failed', 'webhook-disabled'));
  }
  const giveBack = shares.take(delivery.team);
  if (giveBack === null) {
    const later = { deferral: task.deferral + 1, notBefore: clock() + deferredFor(task.deferral) };
    return { state: 'pending', next: { ...task, ...later } };
  }
  try {
    return await attemptOnce(task, delivery, webhook, options);
  } finally {
    giveBack();
  }
}

async function attemptOnce(
  task: DeliveryTask,
  delivery: Delivery,
  webhook: Webhook,
  options: DeliverOptions,
): Promise<Delivered> {
  const { webhooks, deliveries, secrets, clock, pace } = options;
  const now = clock();
  const sent = await sendMessage(
    webhook.url,
    { id: messageId(delivery), body: JSON.stringify(delivery.payload) },
    { ...options, secrets: secrets.signingSecrets(webhook, now), sentAt: now },
  );
  const outcome = sent.kind === 'answered' ? sent.status : sent.kind;
  const isTest = delivery.type === TEST_TYPE;
  if (isSuccess(outcome)) {
    if (afterSuccess(webhook) !== webhook) await webhooks.note(webhook, afterSuccess);
    return over(await deliveries.note(delivery, 'delivered', outcome));
  }
  const failed = (known: Webhook) => afterFailure(known, outcome === GONE, now);
  const isNews = !isTest && failed(webhook) !== webhook;
  const noted = isNews ? await webhooks.note(webhook, failed) : webhook;
  // Unless the webhook leads elsewhere by now.
  const isGone = outcome === GONE && noted?.url === webhook.url;
  const isLast = isTest || isGone || task.attempt + 1 >= pace.maxAttempts;
  if (isLast) return over(await deliveries.note(delivery, 'failed', outcome));
  await deliveries.note(delivery, 'pending', outcome);
  const asked = sent.kind === 'answered' ? parseRetryAfter(sent.retryAfter, clock()) : undefined;
  const notBefore = clock() + waitAfter(task.attempt, asked, pace);
  return { state: 'pending', next: { ...task, attempt: task.attempt + 1, deferral: 0, notBefore } };
}

function over(state: DeliveryState | null): Delivered {
  return { state, next: null };
}

function isSuccess(outcome: Outcome): boolean {
  return typeof outcome === 'number' && outcome >= 200 && outcome < 300;
}
