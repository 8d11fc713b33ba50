import { idempotencyKey } from '../http/idempotency-key.ts';
import type { Operation } from '../http/operation.ts';
import type { Scope } from '../keys/api-key.ts';
import { ADDRESS_TAKEN, WEBHOOK_DISABLED } from './webhook-problems.ts';
import {
  newReplay,
  newWebhook,
  replay,
  webhook,
  webhookChange,
  webhookDelivery,
  webhookDeliveryList,
  webhookList,
  webhookWithSecret,
} from './webhook-schemas.ts';

/** What the API does about webhooks. */
export const webhookOperations = {
  createWebhook: {
    method: 'POST',
    path: '/webhooks',
    summary: 'Register a webhook',
    description:
      'From now on your server is told what becomes of the calls of your team. The answer has the secret with which you verify the messages (Standard Webhooks), and no later one has it.',
    scope: 'write',
    body: newWebhook,
    headers: { 'idempotency-key': idempotencyKey },
    success: { status: 201, description: 'The webhook, with its secret.', schema: webhookWithSecret },
    problems: [ADDRESS_TAKEN],
  },
  listWebhooks: {
    method: 'GET',
    path: '/webhooks',
    summary: 'List webhooks',
    description: 'All of your team: there are 20 at most.',
    scope: 'read',
    success: { status: 200, description: 'The webhooks.', schema: webhookList },
  },
  getWebhook: {
    method: 'GET',
    path: '/webhooks/{id}',
    summary: 'Look a webhook up',
    description: 'Without its secret.',
    scope: 'read',
    success: { status: 200, description: 'The webhook.', schema: webhook },
  },
  updateWebhook: {
    method: 'PATCH',
    path: '/webhooks/{id}',
    summary: 'Change a webhook',
    description:
      'Changes what is named. To enable one that was disabled forgets its failures; what happened meanwhile is sent when you replay it.',
    scope: 'write',
    body: webhookChange,
    success: { status: 200, description: 'The webhook as it is now.', schema: webhook },
    problems: [ADDRESS_TAKEN],
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/webhooks/{id}',
    summary: 'Delete a webhook',
    description: 'Nothing is sent there any more, not even what is on its way.',
    scope: 'write',
    success: { status: 204, description: 'It is deleted.' },
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/webhooks/{id}/secret',
    summary: 'Give a webhook another secret',
    description:
      'For 24 hours messages are signed with both, the new one and the one before, so that you can change your server in peace. Takes no body.',
    scope: 'write',
    headers: { 'idempotency-key': idempotencyKey },
    success: { status: 200, description: 'The webhook, with its new secret.', schema: webhookWithSecret },
  },
  testWebhook: {
    method: 'POST',
    path: '/webhooks/{id}/test',
    summary: 'Send a test message',
    description:
      'A message of the type `webhook.test`, signed like all others, whatever events the webhook is for, and if it is disabled too. It is tried once; the deliveries tell how that went. Takes no body.',
    scope: 'write',
    success: { status: 200, description: 'It is on its way.', schema: webhookDelivery },
  },
  replayWebhook: {
    method: 'POST',
    path: '/webhooks/{id}/replay',
    summary: 'Send again what has failed',
    description:
      'All messages since a time that have failed, the oldest first, each with its old `webhook-id`: for when your server was down, or the webhook disabled.',
    scope: 'write',
    body: newReplay,
    success: { status: 200, description: 'They are on their way.', schema: replay },
    problems: [WEBHOOK_DISABLED],
  },
  listWebhookDeliveries: {
    method: 'GET',
    path: '/webhooks/{id}/deliveries',
    summary: 'List what was sent',
    description: 'The last 100 messages of the last 30 days, the newest first.',
    scope: 'read',
    success: { status: 200, description: 'The deliveries.', schema: webhookDeliveryList },
  },
  replayWebhookDelivery: {
    method: 'POST',
    path: '/webhooks/deliveries/{id}/replay',
    summary: 'Send a message once more',
    description:
      'The same message, with the same `webhook-id`, to wherever the webhook leads now. Takes no body.',
    scope: 'write',
    success: { status: 200, description: 'It is on its way.', schema: webhookDelivery },
    problems: [WEBHOOK_DISABLED],
  },
} as const satisfies Record<string, Operation<Scope>>;
