import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { fromStored, toTimestamps } from '../../stored/stored-value.ts';
import type { EventType } from '../events/booking-event.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

/** How long messages are signed with the old secret too, after it was replaced. */
export const BOTH_SECRETS_MS = 24 * 60 * 60_000;

/**
 * `webhooks/{id}`: where a team wants to hear what becomes of its calls. The address is stored sealed, since it may hold
 * a word that lets whoever knows it in. Times are milliseconds since the epoch.
 */
export interface Webhook {
  readonly id: string;
  readonly team: string;
  readonly url: string;
  readonly events: readonly EventType[];
  /** 1 at first, and one more with each rotation. With the server's secret it gives the signing secret. */
  readonly secretVersion: number;
  /** Until when the secret of the version before is good too; null: there is none. */
  readonly formerSecretUntil: number | null;
  readonly createdAt: number;
  /** Since when every attempt has failed; null: the last one did not. */
  readonly failingSince: number | null;
  /** Since when nothing is sent; null: it is. */
  readonly disabledAt: number | null;
  /** Null: it is not. */
  readonly disabledBecause: DisabledBecause | null;
}

/**
 * - `gone`: the receiver has answered 410
 * - `failing`: every attempt of some days has failed
 * - `request`: its team asked for it
 */
export const DISABLED_BECAUSE = ['gone', 'failing', 'request'] as const;
type DisabledBecause = (typeof DISABLED_BECAUSE)[number];

/** What a webhook is like that nothing has failed at. */
export const ENABLED = { failingSince: null, disabledAt: null, disabledBecause: null } as const;

/** How long a receiver may fail without a break. Longer than a weekend, and than the attempts at one message. */
export const MAX_FAILING_MS = 4 * 24 * 60 * 60_000;

/**
 * After an attempt that failed.
 * @param isGone whether the receiver has said that it wants no more of it
 * @returns `webhook` itself when that is nothing new
 */
export function afterFailure(webhook: Webhook, isGone: boolean, now: number): Webhook {
  if (webhook.disabledAt !== null) return webhook;
  if (isGone) return { ...webhook, disabledAt: now, disabledBecause: 'gone' };
  if (webhook.failingSince === null) return { ...webhook, failingSince: now };
  if (now - webhook.failingSince < MAX_FAILING_MS) return webhook;
  return { ...webhook, disabledAt: now, disabledBecause: 'failing' };
}

/** After an attempt that succeeded. */
export function afterSuccess(webhook: Webhook): Webhook {
  return webhook.failingSince === null ? webhook : { ...webhook, failingSince: null };
}

/** It lapses never: whoever made it deletes it. */
export function webhookFields({ id, url, events, ...plain }: Webhook, secrets: WebhookSecrets) {
  const { formerSecretUntil, createdAt, failingSince, disabledAt } = plain;
  return {
    ...plain,
    ...toTimestamps({ formerSecretUntil, createdAt, failingSince, disabledAt }),
    events: [...events],
    sealed: Buffer.from(secrets.sealUrl(id, url)),
  };
}

type StoredWebhook = Omit<Webhook, 'id' | 'url' | keyof typeof ENABLED> & Readonly<{ sealed: Uint8Array }>;

/** Only this server writes webhooks, so their form is known. */
export function readWebhook(snapshot: DocumentSnapshot, secrets: WebhookSecrets): Webhook {
  const { sealed, ...fields } = fromStored(snapshot.data()) as StoredWebhook;
  // The first webhooks did not say how they do.
  return { ...ENABLED, ...fields, id: snapshot.id, url: secrets.openUrl(snapshot.id, sealed) };
}
