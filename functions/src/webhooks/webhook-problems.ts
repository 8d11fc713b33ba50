import { Problem, type ProblemKind } from '../http/problem.ts';
import { WebhookError } from './registry/webhook-error.ts';
import { MAX_WEBHOOKS_PER_TEAM } from './registry/webhooks.ts';

export const ADDRESS_TAKEN: ProblemKind = {
  type: 'webhook-exists',
  status: 409,
  title: 'There is a webhook of this address: change it, or delete it first',
};

export const WEBHOOK_DISABLED: ProblemKind = {
  type: 'webhook-disabled',
  status: 409,
  title: 'The webhook is disabled: enable it first',
};

/** What it means to whoever asked that a webhook cannot be so; undefined: that is not what went wrong. */
export function webhookProblem(error: unknown): Problem | undefined {
  if (!(error instanceof WebhookError)) return undefined;
  if (error.code === 'address-taken') {
    return new Problem(ADDRESS_TAKEN, { members: { webhookId: error.webhookId } });
  }
  return new Problem('invalid-request', { detail: `A team may have ${MAX_WEBHOOKS_PER_TEAM} webhooks.` });
}
