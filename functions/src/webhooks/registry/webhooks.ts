import { randomBytes } from 'node:crypto';
import type { DocumentSnapshot, Firestore, Transaction } from 'firebase-admin/firestore';
import { WEBHOOKS } from '../../stored/collections.ts';
import type { EventType } from '../events/booking-event.ts';
import { BOTH_SECRETS_MS, ENABLED, readWebhook, type Webhook, webhookFields } from './webhook.ts';
import { WebhookError } from './webhook-error.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

/** Webhooks of one team: each event is sent to each. */
export const MAX_WEBHOOKS_PER_TEAM = 20;

/** As many as a document ID of a call, in the same letters. */
const ID_BYTES = 16;

/** What a team decides about a webhook. Undefined: as it is. */
export interface ChosenWebhook {
  readonly url?: string | undefined;
  readonly events?: readonly EventType[] | undefined;
  /** Enabled anew, it begins anew: whatever failed before is forgotten. */
  readonly isEnabled?: boolean | undefined;
}

/** Sees a webhook as it is about to be stored, and may add to the commit what is to be stored with it or not at all. */
type BeforeWebhookCommit = (webhook: Webhook, commit: Transaction) => void;

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

  /** @throws {WebhookError} */
  async create(
    team: string,
    url: string,
    events: readonly EventType[],
    beforeCommit?: BeforeWebhookCommit,
  ): Promise<Webhook> {
    const webhook: Webhook = {
      id: randomBytes(ID_BYTES).toString('base64url'),
      team,
      url,
      events,
      secretVersion: 1,
      formerSecretUntil: null,
      createdAt: this.#clock(),
      ...ENABLED,
    };
    return this.#firestore.runTransaction(async (transaction) => {
      const { docs, size } = await transaction.get(this.#ofTeam(team));
      this.#assertFree(url, docs);
      if (size >= MAX_WEBHOOKS_PER_TEAM) throw new WebhookError('too-many');
      transaction.create(this.#ref(webhook.id), webhookFields(webhook, this.#secrets));
      beforeCommit?.(webhook, transaction);
      return webhook;
    });
  }

  /**
   * @param change what the team wants otherwise
   * @returns null when there is none, or it is another team's
   * @throws {WebhookError} `address-taken`
   */
  async change(team: string, id: string, change: ChosenWebhook): Promise<Webhook | null> {
    return this.#firestore.runTransaction(async (transaction) => {
      const { docs } = await transaction.get(this.#ofTeam(team));
      const stored = docs.find((document) => document.id === id);
      if (stored === undefined) return null;
      const before = readWebhook(stored, this.#secrets);
      const { url = before.url, events = before.events, isEnabled } = change;
      const isElsewhere = url !== before.url;
      // Earlier releases let a team have two of one address: whatever else is changed of them may be.
      if (isElsewhere) this.#assertFree(url, docs);
      const webhook = {
        ...before,
        ...{ url, events },
        // What failed there says nothing of here.
        ...(isElsewhere ? { failingSince: null } : {}),
        ...this.#switched(before, isEnabled),
      };
      transaction.update(this.#ref(id), webhookFields(webhook, this.#secrets));
      return webhook;
    });
  }

  /**
   * Notes how an attempt went, if that is news. What is stored decides, since attempts are made side by side; and an address
   * that it has no longer says nothing of the one that it has.
   */
  async note({ id, url }: Webhook, after: (webhook: Webhook) => Webhook): Promise<Webhook | null> {
    return this.#firestore.runTransaction(async (transaction) => {
      const snapshot = await transaction.get(this.#ref(id));
      if (!snapshot.exists) return null;
      const before = readWebhook(snapshot, this.#secrets);
      const webhook = before.url === url ? after(before) : before;
      if (webhook !== before) transaction.update(this.#ref(id), webhookFields(webhook, this.#secrets));
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

  /** A webhook of any team. */
  async find(id: string): Promise<Webhook | null> {
    const snapshot = await this.#ref(id).get();
    return snapshot.exists ? readWebhook(snapshot, this.#secrets) : null;
  }

  /**
   * Gives it another secret. The one before is good for a day more, and any earlier one no longer.
   * @returns null when there is none, or it is another team's
   */
  async rotateSecret(team: string, id: string, beforeCommit?: BeforeWebhookCommit): Promise<Webhook | null> {
    return this.#firestore.runTransaction(async (transaction) => {
      const before = this.#read(team, await transaction.get(this.#ref(id)));
      if (before === null) return null;
      const webhook = {
        ...before,
        secretVersion: before.secretVersion + 1,
        formerSecretUntil: this.#clock() + BOTH_SECRETS_MS,
      };
      transaction.update(this.#ref(id), webhookFields(webhook, this.#secrets));
      beforeCommit?.(webhook, transaction);
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

  #switched(before: Webhook, isEnabled: boolean | undefined): Partial<Webhook> {
    if (isEnabled === true) return ENABLED;
    if (isEnabled === undefined || before.disabledAt !== null) return {};
    return { disabledAt: this.#clock(), disabledBecause: 'request' };
  }

  /** @throws {WebhookError} `address-taken` */
  #assertFree(url: string, others: readonly DocumentSnapshot[]): void {
    const owner = others.find((document) => readWebhook(document, this.#secrets).url === url);
    if (owner !== undefined) throw new WebhookError('address-taken', owner.id);
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
