import type { Operation } from '../api/operation.ts';
import {
  newWebhook,
  webhook,
  webhookDelivery,
  webhookDeliveryList,
  webhookList,
  webhookWithSecret,
} from './webhook-schemas.ts';

/** What the API does about webhooks. The names are the operations' IDs in the OpenAPI document. */
export const webhookOperations = {
  createWebhook: {
    method: 'POST',
    path: '/webhooks',
    summary: 'Register a webhook',
    description:
      'From now on your server is told what becomes of the calls of your team. The answer has the secret with which you verify the messages (Standard Webhooks), and no later one has it.',
    scope: 'write',
    body: newWebhook,
    success: { status: 201, description: 'The webhook, with its secret.', schema: webhookWithSecret },
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
    success: { status: 200, description: 'The webhook, with its new secret.', schema: webhookWithSecret },
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
  },
} as const satisfies Record<string, Operation>;
