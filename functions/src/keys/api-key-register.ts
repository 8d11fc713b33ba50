import type { Firestore, Transaction } from 'firebase-admin/firestore';
import { API_KEYS } from '../stored/collections.ts';
import { type ApiKey, apiKeyFields, isValid, readApiKey, type StoredApiKey } from './api-key.ts';
import { createApiKeyText } from './api-key-text.ts';

/** Thrown by whatever wants a key that is not there, or no longer valid. */
export class ApiKeyError extends Error {
  override readonly name = 'ApiKeyError';
}

export type ChosenApiKey = Pick<ApiKey, 'name' | 'team' | 'scopes' | 'requestsPerMinute' | 'validUntil'> &
  Partial<Pick<ApiKey, 'returnOrigins' | 'maySkipLobby'>>;

export interface IssuedApiKey {
  readonly key: ApiKey;
  /** Shown to its owner once; nobody can tell it again. */
  readonly text: string;
}

/** What the operator of a project does with API keys: `npm run api-keys`. */
export class ApiKeyRegister {
  readonly #firestore: Firestore;
  readonly #clock: () => number;

  constructor(firestore: Firestore, clock: () => number = Date.now) {
    this.#firestore = firestore;
    this.#clock = clock;
  }

  async create(chosen: ChosenApiKey): Promise<IssuedApiKey> {
    const { key, hash, text } = this.#issue(chosen);
    await this.#ref(key.id).create(apiKeyFields({ ...key, hash }));
    return { key, text };
  }

  /** @param team undefined: of all teams */
  async list(team?: string): Promise<readonly ApiKey[]> {
    const keys = this.#firestore.collection(API_KEYS);
    const { docs } = await (team === undefined ? keys : keys.where('team', '==', team)).get();
    return docs.map(readApiKey).sort((a, b) => a.createdAt - b.createdAt);
  }

  /**
   * A new key with the name, the team and the rights of an old one, which goes on working for a while.
   * @throws {ApiKeyError} when there is no such key, or it is no longer valid
   */
  async rotate(id: string, graceMs: number): Promise<IssuedApiKey> {
    return this.#firestore.runTransaction(async (transaction) => {
      const old = this.#validated(await this.#read(id, transaction));
      const { key, hash, text } = this.#issue(old);
      const lastMoment = this.#clock() + graceMs;
      const validUntil = Math.min(old.validUntil ?? lastMoment, lastMoment);
      transaction.update(this.#ref(id), apiKeyFields({ ...old, validUntil }));
      transaction.create(this.#ref(key.id), apiKeyFields({ ...key, hash }));
      return { key, text };
    });
  }

  /**
   * Takes effect within a minute, which is longer than any instance remembers a key.
   * @throws {ApiKeyError} when there is no such key
   */
  async revoke(id: string): Promise<ApiKey> {
    return this.#firestore.runTransaction(async (transaction) => {
      const key = await this.#read(id, transaction);
      const revoked = { ...key, revokedAt: key.revokedAt ?? this.#clock() };
      transaction.update(this.#ref(id), apiKeyFields(revoked));
      return revoked;
    });
  }

  /**
   * Says what its calls may do with links. Takes effect within a minute; what was booked before stays as it is.
   * @throws {ApiKeyError} when there is no such key, or it is no longer valid
   */
  async allow(id: string, rights: Partial<Pick<ApiKey, 'returnOrigins' | 'maySkipLobby'>>): Promise<ApiKey> {
    return this.#firestore.runTransaction(async (transaction) => {
      const key = { ...this.#validated(await this.#read(id, transaction)), ...rights };
      transaction.update(this.#ref(id), apiKeyFields(key));
      return key;
    });
  }

  #issue(chosen: ChosenApiKey) {
    const { name, team, scopes, requestsPerMinute, validUntil } = chosen;
    const { returnOrigins = [], maySkipLobby = false } = chosen;
    const { id, hash, text } = createApiKeyText();
    const createdAt = this.#clock();
    const use = { validUntil, revokedAt: null, lastUsedAt: null };
    const rights = { team, scopes, requestsPerMinute, returnOrigins, maySkipLobby };
    return { key: { id, name, ...rights, createdAt, ...use }, hash, text };
  }

  async #read(id: string, transaction: Transaction): Promise<StoredApiKey> {
    const snapshot = await transaction.get(this.#ref(id));
    if (!snapshot.exists) throw new ApiKeyError(`There is no API key ${id}`);
    return readApiKey(snapshot);
  }

  #validated(key: StoredApiKey): StoredApiKey {
    if (!isValid(key, this.#clock())) throw new ApiKeyError(`The API key ${key.id} is no longer valid`);
    return key;
  }

  #ref(id: string) {
    return this.#firestore.collection(API_KEYS).doc(id);
  }
}
