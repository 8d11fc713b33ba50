import type { Firestore } from 'firebase-admin/firestore';
import type * as z from 'zod';
import { type Answer, emptyAnswer, jsonAnswer } from '../http/answer.ts';
import type { Handlers } from '../http/handle-request.ts';
import type { Idempotency } from '../http/idempotency.ts';
import { Problem } from '../http/problem.ts';
import { toTime } from '../http/time-schemas.ts';
import { timeText } from '../http/time-text.ts';
import type { ApiKey } from '../keys/api-key.ts';
import { BlockedAddressError } from './addresses/blocked-address-error.ts';
import { type AddressPolicy, checkWebhookAddress } from './addresses/webhook-address.ts';
import type { Deliveries } from './deliveries/deliveries.ts';
import { messageId } from './deliveries/delivery.ts';
import { type LoggedDelivery, readDeliveryLog, readLoggedDelivery } from './deliveries/delivery-log.ts';
import { replayDelivery, replayFailed } from './deliveries/replay-delivery.ts';
import { writeSecret } from './deliveries/signature.ts';
import { TEST_TYPE } from './events/message-type.ts';
import type { Webhook } from './registry/webhook.ts';
import type { WebhookSecrets } from './registry/webhook-secrets.ts';
import type { Webhooks } from './registry/webhooks.ts';
import type { webhookOperations } from './webhook-operations.ts';
import { WEBHOOK_DISABLED } from './webhook-problems.ts';
import type { webhook, webhookDelivery } from './webhook-schemas.ts';

interface WebhookHandlersDependencies extends AddressPolicy {
  readonly firestore: Firestore;
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  readonly secrets: WebhookSecrets;
  readonly idempotency: Idempotency;
  readonly clock: () => number;
}

/** What the operations on webhooks do. */
export function createWebhookHandlers(
  dependencies: WebhookHandlersDependencies,
): Handlers<typeof webhookOperations, ApiKey> {
  const { firestore, webhooks, deliveries, secrets, idempotency, clock } = dependencies;

  function answerWithSecret(status: number, created: Webhook): Answer {
    const secret = writeSecret(secrets.signingSecret(created));
    return jsonAnswer(status, { ...describeWebhook(created), secret });
  }

  return {
    createWebhook: ({ body, headers, rawBody }, { team }) =>
      idempotency.once(
        { team, key: headers['idempotency-key'], target: 'POST /webhooks', rawBody },
        async (record) => {
          const url = await checkAddress(body.url, dependencies);
          await webhooks.create(team, url, body.events, (created, commit) =>
            record(commit, answerWithSecret(201, created)),
          );
        },
      ),

    async listWebhooks(_, { team }) {
      const all = await webhooks.list(team);
      return jsonAnswer(200, { webhooks: all.map(describeWebhook) });
    },

    async getWebhook({ id }, { team }) {
      return jsonAnswer(200, describeWebhook(found(await webhooks.get(team, id))));
    },

    async updateWebhook({ id, body }, { team }) {
      const { url, events, status } = body;
      // Before anybody's server is looked for.
      found(await webhooks.get(team, id));
      const changed = await webhooks.change(team, id, {
        url: url === undefined ? undefined : await checkAddress(url, dependencies),
        events,
        isEnabled: status === undefined ? undefined : status === 'enabled',
      });
      return jsonAnswer(200, describeWebhook(found(changed)));
    },

    async testWebhook({ id }, { team }) {
      const test = await deliveries.createTest(found(await webhooks.get(team, id)));
      return jsonAnswer(200, describeDelivery({ ...test, createdAt: new Date(test.createdAt) }));
    },

    async replayWebhook({ id, body }, { team }) {
      assertEnabled(found(await webhooks.get(team, id)));
      const { count, nextSince } = await replayFailed(firestore, id, toTime(body.since), clock());
      return jsonAnswer(200, { replayed: count, nextSince: timeText(nextSince) });
    },

    async deleteWebhook({ id }, { team }) {
      if (!(await webhooks.delete(team, id))) throw new Problem('not-found');
      return emptyAnswer(204);
    },

    rotateWebhookSecret: ({ id, headers, rawBody }, { team }) =>
      idempotency.once(
        { team, key: headers['idempotency-key'], target: `POST /webhooks/${id}/secret`, rawBody },
        async (record) =>
          found(
            await webhooks.rotateSecret(team, id, (rotated, commit) =>
              record(commit, answerWithSecret(200, rotated)),
            ),
          ),
      ),

    async listWebhookDeliveries({ id }, { team }) {
      found(await webhooks.get(team, id));
      const log = await readDeliveryLog(firestore, id);
      return jsonAnswer(200, { deliveries: log.map(describeDelivery) });
    },

    async replayWebhookDelivery({ id }, { team }) {
      // Another team's is not there, so that nobody learns which IDs there are.
      const known = await readLoggedDelivery(firestore, id);
      if (known?.team !== team) throw new Problem('not-found');
      const webhook = await webhooks.get(team, known.webhookId);
      if (webhook !== null && known.type !== TEST_TYPE) assertEnabled(webhook);
      if (!(await replayDelivery(firestore, id, clock()))) throw new Problem('not-found');
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

/** @throws {Problem} `webhook-disabled` */
function assertEnabled({ disabledAt }: Webhook): void {
  if (disabledAt !== null) throw new Problem(WEBHOOK_DISABLED);
}

function found<T>(value: T | null): T {
  if (value === null) throw new Problem('not-found');
  return value;
}

function describeWebhook(known: Webhook): z.output<typeof webhook> {
  const { id, url, events, createdAt, formerSecretUntil, failingSince, disabledAt, disabledBecause } = known;
  return {
    id,
    url,
    events: [...events],
    createdAt: timeText(createdAt),
    formerSecretUntil: timeText(formerSecretUntil),
    status: disabledAt === null ? 'enabled' : 'disabled',
    failingSince: timeText(failingSince),
    disabledAt: timeText(disabledAt),
    disabledBecause,
  };
}

function describeDelivery(delivery: LoggedDelivery): z.output<typeof webhookDelivery> {
  const { id, bookingId, type, state, attemptCount, lastOutcome, createdAt } = delivery;
  return {
    id,
    messageId: messageId(delivery),
    callId: bookingId,
    type,
    state,
    attempts: attemptCount,
    lastStatus: typeof lastOutcome === 'number' ? lastOutcome : null,
    lastProblem: typeof lastOutcome === 'number' ? null : lastOutcome,
    createdAt: createdAt.toISOString(),
  };
}
