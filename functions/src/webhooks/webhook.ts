import { type DocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import type { EventType } from './booking-event.ts';
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
}

/** It lapses never: whoever made it deletes it. */
export function webhookFields({ id, url, events, ...plain }: Webhook, secrets: WebhookSecrets) {
  return {
    ...plain,
    events: [...events],
    formerSecretUntil:
      plain.formerSecretUntil === null ? null : Timestamp.fromMillis(plain.formerSecretUntil),
    createdAt: Timestamp.fromMillis(plain.createdAt),
    sealed: Buffer.from(secrets.sealUrl(id, url)),
  };
}

/** Only this server writes webhooks, so their form is known. */
export function readWebhook(snapshot: DocumentSnapshot, secrets: WebhookSecrets): Webhook {
  const { sealed, ...fields } = snapshot.data() as ReturnType<typeof webhookFields>;
  return {
    ...fields,
    id: snapshot.id,
    url: secrets.openUrl(snapshot.id, sealed),
    formerSecretUntil: fields.formerSecretUntil?.toMillis() ?? null,
    createdAt: fields.createdAt.toMillis(),
  };
}
