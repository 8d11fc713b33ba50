import { timingSafeEqual } from 'node:crypto';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { API_KEYS } from '../stored/collections.ts';
import { isPreconditionFailure } from '../sweep/grpc-status.ts';
import { type ApiKey, isValid, readApiKey, type StoredApiKey } from './api-key.ts';
import { parseApiKeyText } from './api-key-text.ts';

/** How long a key is remembered: half of the minute within which a revocation is promised to work. */
const REMEMBERED_MS = 30_000;
/** How old `lastUsedAt` may get. Writing it with each request would double the cost of reading. */
const LAST_USED_PRECISION_MS = 5 * 60_000;
/** A bound for what one instance remembers; far more than there are keys in use. */
const MAX_REMEMBERED = 1_000;

/** Tells whose key a request carries. One for each instance of the function, so that few requests ask the database. */
export class ApiKeyCheck {
  readonly #firestore: Firestore;
  readonly #clock: () => number;
  readonly #remembered = new Map<
    string,
    { readonly key: Promise<StoredApiKey | null>; readonly until: number }
  >();
  readonly #lastNoted = new Map<string, number>();

  constructor(firestore: Firestore, clock: () => number) {
    this.#firestore = firestore;
    this.#clock = clock;
  }

  /** @returns the key, or null when the text is none that is valid now, whatever the reason */
  async check(text: string): Promise<ApiKey | null> {
    const presented = parseApiKeyText(text);
    if (presented === undefined) return null;
    const key = await this.#find(presented.id);
    if (key === null || !timingSafeEqual(key.hash, presented.hash) || !isValid(key, this.#clock()))
      return null;
    await this.#noteUse(key);
    return key;
  }

  #find(id: string): Promise<StoredApiKey | null> {
    const now = this.#clock();
    const known = this.#remembered.get(id);
    if (known !== undefined && known.until > now) return known.key;
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    const key = this.#read(id);
    this.#remembered.set(id, { key, until: now + REMEMBERED_MS });
    const forget = () => {
      this.#remembered.delete(id);
    };
    // What is not there, and what could not be read, is asked for again.
    key.then((found) => found ?? forget(), forget);
    return key;
  }

  async #read(id: string): Promise<StoredApiKey | null> {
    const snapshot = await this.#ref(id).get();
    return snapshot.exists ? readApiKey(snapshot) : null;
  }

  async #noteUse({ id, lastUsedAt }: ApiKey): Promise<void> {
    const now = this.#clock();
    if (now - (this.#lastNoted.get(id) ?? lastUsedAt ?? 0) < LAST_USED_PRECISION_MS) return;
    this.#lastNoted.set(id, now);
    await this.#ref(id)
      .update({ lastUsedAt: Timestamp.fromMillis(now) })
      .catch((error: unknown) => {
        // Deleted meanwhile: whoever did that will see it work within a minute.
        if (!isPreconditionFailure(error)) throw error;
      });
  }

  #ref(id: string) {
    return this.#firestore.collection(API_KEYS).doc(id);
  }
}
