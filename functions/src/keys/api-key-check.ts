import { timingSafeEqual } from 'node:crypto';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { API_KEYS } from '../stored/collections.ts';
import { isPreconditionFailure } from '../stored/grpc-status.ts';
import { type ApiKey, isValid, readApiKey, type StoredApiKey } from './api-key.ts';
import { parseApiKeyText } from './api-key-text.ts';

/** How long a key is remembered: half of the minute within which a revocation is promised to work. */
const REMEMBERED_MS = 30_000;
/** How old `lastUsedAt` may get. Writing it with each request would double the cost of reading. */
const LAST_USED_PRECISION_MS = 5 * 60_000;
/** A bound for what one instance remembers; far more than there are keys in use. */
const MAX_REMEMBERED = 1_000;

/** Keys that there are not, which one instance asks the database for in a minute: anybody can make one up, and each costs a read. */
const MAX_MISSES_PER_MINUTE = 60;
const MINUTE_MS = 60_000;

/** Tells whose key a request carries. One for each instance of the function, so that few requests ask the database. */
export class ApiKeyCheck {
  readonly #firestore: Firestore;
  readonly #clock: () => number;
  readonly #remembered = new Map<
    string,
    { readonly key: Promise<StoredApiKey | null>; readonly until: number }
  >();
  readonly #lastNoted = new Map<string, number>();
  /** Keys that were there once: to look for these again is nobody's guess. */
  readonly #met = new Set<string>();
  #misses = { since: 0, count: 0 };
  #listed: { readonly since: number; readonly ids: Promise<ReadonlySet<string>> } | undefined;

  constructor(firestore: Firestore, clock: () => number) {
    this.#firestore = firestore;
    this.#clock = clock;
  }

  /**
   * @returns the key, or null when the text is none that is valid now, whatever the reason; `too-many-unknown`: it was not
   *   looked for, since too many were that there are not, and a minute ago it was none
   */
  async check(text: string): Promise<ApiKey | 'too-many-unknown' | null> {
    const presented = parseApiKeyText(text);
    if (presented === undefined) return null;
    if (!this.#mayLookFor(presented.id) && !(await this.#isListed(presented.id))) return 'too-many-unknown';
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

  /** Asked and counted at once, or a thousand together would all be let through. */
  #mayLookFor(id: string): boolean {
    const now = this.#clock();
    if (now - this.#misses.since >= MINUTE_MS) this.#misses = { since: now, count: 0 };
    return this.#met.has(id) || this.#misses.count < MAX_MISSES_PER_MINUTE;
  }

  /** Strangers who make keys up, a thousand a minute, keep nobody out whose key there is. */
  async #isListed(id: string): Promise<boolean> {
    return (await this.#listIds(this.#clock())).has(id);
  }

  /** One bounded read a minute, and only while too many ask for keys that there are not. */
  #listIds(now: number): Promise<ReadonlySet<string>> {
    if (this.#listed !== undefined && now - this.#listed.since < MINUTE_MS) return this.#listed.ids;
    const stored = this.#firestore.collection(API_KEYS).select().limit(MAX_REMEMBERED).get();
    const ids = stored.then(({ docs }) => new Set(docs.map(({ id }) => id)));
    this.#listed = { since: now, ids };
    ids.catch(() => {
      this.#listed = undefined;
    });
    return ids;
  }

  async #read(id: string): Promise<StoredApiKey | null> {
    // Counted before it is known, or a thousand at once would all be let through.
    const misses = this.#misses;
    misses.count += 1;
    const snapshot = await this.#ref(id)
      .get()
      .catch((error: unknown) => {
        // What could not be read was no miss.
        misses.count -= 1;
        throw error;
      });
    if (!snapshot.exists) return null;
    misses.count -= 1;
    if (this.#met.size >= MAX_REMEMBERED) this.#met.clear();
    this.#met.add(id);
    return readApiKey(snapshot);
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
