import { randomBytes } from 'node:crypto';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { WEBHOOKS } from '../stored/collections.ts';
import type { EventType } from './booking-event.ts';
import { BOTH_SECRETS_MS, readWebhook, type Webhook, webhookFields } from './webhook.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

/** Webhooks of one team: each event is sent to each. */
export const MAX_WEBHOOKS_PER_TEAM = 20;

/** As many as a document ID of a call, in the same letters. */
const ID_BYTES = 16;

/** Where teams want to hear what becomes of their calls. */
export class Webhooks {
  readonly #firestore: Firestore;
  readonly #secrets: WebhookSecrets;
  readonly #clock: () => number;

  constructor(firestore: Firestore, secrets: WebhookSecrets, clock: () => number) {
    this.#firestore = firestore;
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /** @returns null when the team has as many as it may */
  async create(team: string, url: string, events: readonly EventType[]): Promise<Webhook | null> {
    const webhook: Webhook = {
      id: randomBytes(ID_BYTES).toString('base64url'),
      team,
      url,
      events,
      secretVersion: 1,
      formerSecretUntil: null,
      createdAt: this.#clock(),
    };
    return this.#firestore.runTransaction(async (transaction) => {
      const { size } = await transaction.get(this.#ofTeam(team).select());
      if (size >= MAX_WEBHOOKS_PER_TEAM) return null;
      transaction.create(this.#ref(webhook.id), webhookFields(webhook, this.#secrets));
      return webhook;
    });
  }

  async list(team: string): Promise<readonly Webhook[]> {
    const { docs } = await this.#ofTeam(team).get();
    const webhooks = docs.map((document) => readWebhook(document, this.#secrets));
    return webhooks.sort((a, b) => a.createdAt - b.createdAt);
  }

  /** @returns null when there is none, or it is another team's */
  async get(team: string, id: string): Promise<Webhook | null> {
    return this.#read(team, await this.#ref(id).get());
  }

  /** Whosever it is. */
  async find(id: string): Promise<Webhook | null> {
    const snapshot = await this.#ref(id).get();
    return snapshot.exists ? readWebhook(snapshot, this.#secrets) : null;
  }

  /**
   * Gives it another secret. The one before is good for a day more, and any earlier one no longer.
   * @returns null when there is none, or it is another team's
   */
  async rotateSecret(team: string, id: string): Promise<Webhook | null> {
    return this.#firestore.runTransaction(async (transaction) => {
      const before = this.#read(team, await transaction.get(this.#ref(id)));
      if (before === null) return null;
      const webhook = {
        ...before,
        secretVersion: before.secretVersion + 1,
        formerSecretUntil: this.#clock() + BOTH_SECRETS_MS,
      };
      transaction.update(this.#ref(id), webhookFields(webhook, this.#secrets));
      return webhook;
    });
  }

  /** @returns whether there was one to delete */
  async delete(team: string, id: string): Promise<boolean> {
    return this.#firestore.runTransaction(async (transaction) => {
      if (this.#read(team, await transaction.get(this.#ref(id))) === null) return false;
      transaction.delete(this.#ref(id));
      return true;
    });
  }

  #read(team: string, snapshot: DocumentSnapshot): Webhook | null {
    // Another team's is not there, so that nobody learns which IDs there are.
    return snapshot.exists && snapshot.get('team') === team ? readWebhook(snapshot, this.#secrets) : null;
  }

  #ofTeam(team: string) {
    return this.#firestore.collection(WEBHOOKS).where('team', '==', team);
  }

  #ref(id: string) {
    return this.#firestore.collection(WEBHOOKS).doc(id);
  }
}
