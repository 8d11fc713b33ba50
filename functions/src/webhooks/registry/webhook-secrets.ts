import { openJson, sealJson } from '../../secret/sealed-json.ts';
import type { ServerSecret } from '../../secret/server-secret.ts';
import type { MessagePayload } from '../events/event-payload.ts';
import type { Webhook } from './webhook.ts';

/** Standard Webhooks: 24 to 64. */
const SIGNING_SECRET_BYTES = 32;
const SEALING_KEY_BYTES = 32;

/** What the database must not tell about webhooks, and the server can. */
export class WebhookSecrets {
  readonly #secret: ServerSecret;
  readonly #urlKey: Uint8Array;
  readonly #payloadKey: Uint8Array;

  constructor(secret: ServerSecret) {
    this.#secret = secret;
    this.#urlKey = secret.derive('webhook address', SEALING_KEY_BYTES);
    this.#payloadKey = secret.derive('webhook payload', SEALING_KEY_BYTES);
  }

  /** The one that a receiver is to know. */
  signingSecret({ id, secretVersion }: Pick<Webhook, 'id' | 'secretVersion'>): Uint8Array {
    return this.#secret.derive(`webhook ${id} ${secretVersion}`, SIGNING_SECRET_BYTES);
  }

  /** Those that a message is signed with: the old one too while it is being replaced. */
  signingSecrets(webhook: Webhook, now: number): readonly Uint8Array[] {
    const current = this.signingSecret(webhook);
    const { formerSecretUntil, secretVersion } = webhook;
    if (formerSecretUntil === null || formerSecretUntil <= now) return [current];
    return [current, this.signingSecret({ id: webhook.id, secretVersion: secretVersion - 1 })];
  }

  sealUrl(webhookId: string, url: string): Uint8Array {
    return sealJson(this.#urlKey, `webhooks/${webhookId}`, url);
  }

  openUrl(webhookId: string, sealed: Uint8Array): string {
    return openJson(this.#urlKey, `webhooks/${webhookId}`, sealed) as string;
  }

  sealPayload(deliveryId: string, payload: MessagePayload): Uint8Array {
    return sealJson(this.#payloadKey, `webhookDeliveries/${deliveryId}`, payload);
  }

  openPayload(deliveryId: string, sealed: Uint8Array): MessagePayload {
    return openJson(this.#payloadKey, `webhookDeliveries/${deliveryId}`, sealed) as MessagePayload;
  }
}
