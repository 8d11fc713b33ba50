/** Where words lead that are read out, in Firestore. */
import {
  countCreation,
  parseSpokenDoc,
  SPOKEN_TRIES,
  SPOKEN_WORDS,
  type SpokenDoc,
  type SpokenTransition,
} from '@parley/protocol';
import type { ServerClock } from '../lib/server-clock.ts';
import { CallError } from '../ports/call-error.ts';
import type { CommitOptions } from '../ports/call-store.ts';
import type { SpokenObserver, SpokenStore } from '../ports/spoken-store.ts';
import { encodeForgetting, encodeSpoken, encodeTries, type RestWrite } from './encode-transition.ts';
import type { FirestoreDocuments } from './firestore-documents.ts';
import { parseStored, parseStoredCount } from './parse-stored.ts';
import type { SignedInUser } from './signed-in-user.ts';

export interface FirestoreSpokenStoreOptions {
  readonly documents: FirestoreDocuments;
  readonly user: Pick<SignedInUser, 'uid'>;
  readonly clock: ServerClock;
  /** Something was there that no version of this program writes. Default: nobody is told. */
  readonly onIgnored?: (cause: unknown) => void;
}

export class FirestoreSpokenStore implements SpokenStore {
  readonly #options: FirestoreSpokenStoreOptions;

  constructor(options: FirestoreSpokenStoreOptions) {
    this.#options = options;
  }

  async readOut(docId: string, place: Pick<SpokenDoc, 'key' | 'expiresAt'>, signal: AbortSignal) {
    await this.tryWords(docId, signal);
    const { documents } = this.#options;
    const write = encodeSpoken(documents.root, docId, this.#uid, { type: 'read-out', ...place });
    await documents.commit([write], signal);
  }

  async tryWords(docId: string, signal: AbortSignal): Promise<void> {
    const count = await this.#count(docId, signal);
    if (count.length > 0) await this.#options.documents.commit(count, signal);
  }

  async commitSpoken(
    docId: string,
    transition: Exclude<SpokenTransition, { type: 'read-out' }>,
    { signal, isLastWord }: CommitOptions,
  ): Promise<void> {
    const { documents } = this.#options;
    const write = encodeSpoken(documents.root, docId, this.#uid, transition);
    await documents.commit([write], signal, isLastWord);
  }

  async forgetSpoken(docId: string, { signal, isLastWord }: CommitOptions): Promise<void> {
    const { documents } = this.#options;
    await documents.commit([encodeForgetting(documents.root, docId)], signal, isLastWord);
  }

  async readSpoken(docId: string, signal: AbortSignal): Promise<SpokenDoc | null> {
    // What is missing, what has lapsed and what somebody else has typed first is refused.
    const fields = await this.#options.documents.readUnlessRefused(`${SPOKEN_WORDS}/${docId}`, signal);
    return fields === undefined ? null : this.#parse(fields);
  }

  watchSpoken(docId: string, { onWords, onError }: SpokenObserver, signal: AbortSignal): void {
    const onFields = (fields: unknown) => onWords(fields === null ? null : this.#parse(fields));
    this.#options.documents.listen(`${SPOKEN_WORDS}/${docId}`, { onFields, onError }, signal);
  }

  get #uid(): string {
    const { uid } = this.#options.user;
    if (uid === undefined) throw new CallError('signed-out');
    return uid;
  }

  /** What has to be written before these words are asked for; nothing: they were the last. @throws {CallError} */
  async #count(docId: string, signal: AbortSignal): Promise<RestWrite[]> {
    const { documents, clock } = this.#options;
    const uid = this.#uid;
    const fields = await documents.read(`${SPOKEN_TRIES}/${uid}`, signal);
    const before = fields === undefined ? null : parseStoredCount(fields);
    if (before?.lastCall === docId) return [];
    const count = countCreation(before, docId, clock.now());
    if (count === null) throw new CallError('too-many-tries');
    return [encodeTries(documents.root, SPOKEN_TRIES, uid, before, count)];
  }

  /** @returns null when no version of this program has written it */
  #parse(fields: unknown): SpokenDoc | null {
    return parseStored(parseSpokenDoc, fields, this.#options.onIgnored) ?? null;
  }
}
