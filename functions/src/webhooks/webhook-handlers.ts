import type { Firestore } from 'firebase-admin/firestore';
import type * as z from 'zod';
import { type Answer, emptyAnswer, jsonAnswer } from '../api/answer.ts';
import type { Handlers } from '../api/handle-request.ts';
import { Problem } from '../api/problem.ts';
import { BlockedAddressError } from './blocked-address-error.ts';
import { checkWebhookAddress } from './check-webhook-address.ts';
import { messageId } from './delivery.ts';
import { type LoggedDelivery, readDeliveryLog, readLoggedDelivery } from './delivery-log.ts';
import { replayDelivery } from './replay-delivery.ts';
import { writeSecret } from './signature.ts';
import type { Webhook } from './webhook.ts';
import type { AddressPolicy } from './webhook-address.ts';
import type { webhookOperations } from './webhook-operations.ts';
import type { webhook, webhookDelivery } from './webhook-schemas.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';
import { MAX_WEBHOOKS_PER_TEAM, type Webhooks } from './webhooks.ts';

interface WebhookHandlersDependencies extends AddressPolicy {
  readonly firestore: Firestore;
  readonly webhooks: Webhooks;
  readonly secrets: WebhookSecrets;
  readonly clock: () => number;
}

/** What the operations on webhooks do. */
export function createWebhookHandlers(
  dependencies: WebhookHandlersDependencies,
): Pick<Handlers, keyof typeof webhookOperations> {
  const { firestore, webhooks, secrets, clock } = dependencies;

  function answerWithSecret(status: number, created: Webhook): Answer {
    const secret = writeSecret(secrets.signingSecret(created));
    return jsonAnswer(status, { ...describeWebhook(created), secret });
  }

  return {
    async createWebhook({ body }, { team }) {
      const url = await checkAddress(body.url, dependencies);
      const created = await webhooks.create(team, url, body.events);
      if (created !== null) return answerWithSecret(201, created);
      throw new Problem('invalid-request', { detail: `A team may have ${MAX_WEBHOOKS_PER_TEAM} webhooks.` });
    },

    async listWebhooks(_, { team }) {
      const all = await webhooks.list(team);
      return jsonAnswer(200, { webhooks: all.map(describeWebhook) });
    },

    async getWebhook({ id }, { team }) {
      return jsonAnswer(200, describeWebhook(found(await webhooks.get(team, id))));
    },

    async deleteWebhook({ id }, { team }) {
      if (!(await webhooks.delete(team, id))) throw new Problem('not-found');
      return emptyAnswer(204);
    },

    async rotateWebhookSecret({ id }, { team }) {
      return answerWithSecret(200, found(await webhooks.rotateSecret(team, id)));
    },

    async listWebhookDeliveries({ id }, { team }) {
      found(await webhooks.get(team, id));
      const log = await readDeliveryLog(firestore, id);
      return jsonAnswer(200, { deliveries: log.map(describeDelivery) });
    },

    async replayWebhookDelivery({ id }, { team }) {
      // Another team's is not there, so that nobody learns which IDs there are.
      const known = await readLoggedDelivery(firestore, id);
      if (known?.team !== team || !(await replayDelivery(firestore, id, clock())))
        throw new Problem('not-found');
      return jsonAnswer(200, describeDelivery({ ...known, state: 'pending' }));
    },
  };
}

async function checkAddress(text: string, policy: AddressPolicy): Promise<string> {
  try {
    return await checkWebhookAddress(text, policy);
  } catch (error) {
    if (!(error instanceof BlockedAddressError)) throw error;
    throw new Problem('invalid-request', { errors: [{ pointer: '#/url', detail: error.message }] });
  }
}

function found<T>(value: T | null): T {
  if (value === null) throw new Problem('not-found');
  return value;
}

function describeWebhook({
  id,
  url,
  events,
  createdAt,
  formerSecretUntil,
}: Webhook): z.output<typeof webhook> {
  return {
    id,
    url,
    events: [...events],
    createdAt: new Date(createdAt).toISOString(),
    formerSecretUntil: formerSecretUntil === null ? null : new Date(formerSecretUntil).toISOString(),
  };
}

function describeDelivery(delivery: LoggedDelivery): z.output<typeof webhookDelivery> {
  const { id, type, state, attemptCount, lastOutcome, createdAt } = delivery;
  return {
    id,
    messageId: messageId(delivery),
    type,
    state,
    attempts: attemptCount,
    lastStatus: typeof lastOutcome === 'number' ? lastOutcome : null,
    lastProblem: typeof lastOutcome === 'number' ? null : lastOutcome,
    createdAt: createdAt.toISOString(),
  };
}
