import type { Deliveries } from './deliveries.ts';
import { type DeliveryState, messageId } from './delivery.ts';
import { sendMessage } from './send-message.ts';
import type { AddressPolicy } from './webhook-address.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';
import type { Webhooks } from './webhooks.ts';

/** The receiver says that it wants no more of it: https://www.rfc-editor.org/rfc/rfc9110#status.410 */
const GONE = 410;

export interface DeliverOptions extends AddressPolicy {
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  readonly secrets: WebhookSecrets;
  readonly clock: () => number;
  /** At one delivery, the first included. */
  readonly maxAttempts: number;
}

/**
 * One attempt at a delivery, for one task of the queue. What has arrived is not sent again, unless the note of it was
 * lost: a receiver gets everything at least once.
 *
 * @param retryCount how often this task was tried before
 * @returns what has become of it: `pending` when the task is to be tried again; null when it has lapsed meanwhile
 */
export async function deliver(
  id: string,
  retryCount: number,
  options: DeliverOptions,
): Promise<DeliveryState | null> {
  const { webhooks, deliveries, secrets, clock, maxAttempts } = options;
  const delivery = await deliveries.find(id);
  if (delivery === null || delivery.state === 'delivered') return delivery?.state ?? null;
  const webhook = await webhooks.find(delivery.webhookId);
  if (webhook === null) return deliveries.note(delivery, 'failed', 'webhook-deleted');
  const now = clock();
  const attempt = await sendMessage(
    webhook.url,
    { id: messageId(delivery), body: JSON.stringify(delivery.payload) },
    { ...options, secrets: secrets.signingSecrets(webhook, now), sentAt: now },
  );
  const outcome = attempt.kind === 'answered' ? attempt.status : attempt.kind;
  if (isSuccess(outcome)) return deliveries.note(delivery, 'delivered', outcome);
  const isLast = outcome === GONE || retryCount + 1 >= maxAttempts;
  return deliveries.note(delivery, isLast ? 'failed' : 'pending', outcome);
}

function isSuccess(outcome: number | string): boolean {
  return typeof outcome === 'number' && outcome >= 200 && outcome < 300;
}
