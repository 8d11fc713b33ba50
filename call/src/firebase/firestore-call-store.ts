/** Calls in Firestore. */
import {
  CALLS,
  type CallDoc,
  type CallTransition,
  type CandidatesPlace,
  CREATORS,
  candidatesPath,
  countCreation,
  ProtocolError,
  parseCallDoc,
  parseCandidatesDoc,
  ROOM_CREATORS,
  welcomeOf,
} from '@parley/protocol';
import type { ServerClock } from '../lib/server-clock.ts';
import { CallError } from '../ports/call-error.ts';
import type { CallObserver, CallStore, CommitOptions } from '../ports/call-store.ts';
import {
  encodeCandidates,
  encodeCount,
  encodeKnock,
  encodeTransition,
  type RestWrite,
} from './encode-transition.ts';
import type { FirestoreDocuments } from './firestore-documents.ts';
import { parseStoredCount } from './parse-stored.ts';
import type { SignedInUser } from './signed-in-user.ts';

export interface FirestoreCallStoreOptions {
  readonly documents: FirestoreDocuments;
  readonly user: Pick<SignedInUser, 'uid'>;
  readonly clock: ServerClock;
  /** Something was there that no version of this program writes. Default: nobody is told. */
  readonly onIgnored?: (cause: unknown) => void;
}

export class FirestoreCallStore implements CallStore {
  readonly #options: FirestoreCallStoreOptions;

  constructor(options: FirestoreCallStoreOptions) {
    this.#options = options;
  }

  async commit(
    docId: string,
    transition: CallTransition,
    { signal, isLastWord }: CommitOptions,
  ): Promise<void> {
    const { documents, user } = this.#options;
    if (user.uid === undefined) throw new CallError('signed-out');
    const write = encodeTransition(documents.root, docId, user.uid, transition);
    const counts = await this.#countsOf(docId, user.uid, transition, signal);
    await documents.commit([write, ...counts, ...this.#wordOf(docId, transition)], signal, isLastWord);
  }

  #wordOf(docId: string, transition: CallTransition): RestWrite[] {
    const welcome = welcomeOf(transition);
    if (welcome === undefined) return [];
    const { uid, knock: session, word } = welcome;
    const reply = { type: 'reply', session, answer: 'admitted', word } as const;
    return [encodeKnock(this.#options.documents.root, docId, uid, reply)];
  }

  /** What has to be written with a new call. @throws {CallError} `too-many-calls`, `too-many-rooms`, and why there is no answer */
  async #countsOf(
    docId: string,
    uid: string,
    transition: CallTransition,
    signal: AbortSignal,
  ): Promise<RestWrite[]> {
    if (transition.type !== 'create') return [];
    const { documents, clock } = this.#options;
    const collections: readonly (typeof CREATORS | typeof ROOM_CREATORS)[] =
      transition.roomName === undefined ? [CREATORS] : [CREATORS, ROOM_CREATORS];
    return Promise.all(
      collections.map(async (collection) => {
        const fields = await documents.read(`${collection}/${uid}`, signal);
        const before = fields === undefined ? null : parseStoredCount(fields, collection);
        const count = countCreation(before, docId, clock.now(), collection);
        if (count === null)
          throw new CallError(collection === CREATORS ? 'too-many-calls' : 'too-many-rooms');
        return encodeCount(documents.root, uid, before, count, collection);
      }),
    );
  }

  async addCandidates(place: CandidatesPlace, sealed: Uint8Array, expiresAt: number, signal: AbortSignal) {
    const { documents } = this.#options;
    await documents.commit([encodeCandidates(documents.root, place, sealed, expiresAt)], signal);
  }

  async readCall(docId: string, signal: AbortSignal): Promise<CallDoc> {
    const fields = await this.#options.documents.read(`${CALLS}/${docId}`, signal);
    if (fields === undefined) throw new CallError('no-such-call');
    try {
      return parseCallDoc(fields);
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      this.#options.onIgnored?.(cause);
      throw new CallError(cause.code === 'newer' ? 'outdated-page' : 'no-such-call', { cause });
    }
  }

  listenAnew(): void {
    this.#options.documents.listenAnew();
  }

  watchCall(docId: string, { onCall, onError }: CallObserver, signal: AbortSignal): void {
    // Whoever finds an offer there answers it.
    this.#options.documents.prepareToWrite(signal);
    const onFields = (fields: unknown) => {
      if (fields === null) return onError(new CallError('no-such-call'));
      this.#ifWellFormed(() => parseCallDoc(fields), onCall, onError);
    };
    this.#options.documents.listen(`${CALLS}/${docId}`, { onFields, onError }, signal);
  }

  watchCandidates(place: CandidatesPlace, onBatch: (sealed: Uint8Array) => void, signal: AbortSignal): void {
    const onFields = (fields: unknown) => {
      if (fields !== null) this.#ifWellFormed(() => parseCandidatesDoc(fields, place).sealed, onBatch);
    };
    const path = [CALLS, place.docId, ...candidatesPath(place)].join('/');
    // The call's own listener meets the same fate and reports it.
    this.#options.documents.listen(path, { onFields, onError: () => {} }, signal);
  }

  #ifWellFormed<T>(
    parse: () => T,
    use: (value: T) => void,
    onNewer: (error: CallError) => void = () => {},
  ): void {
    let value: T;
    try {
      value = parse();
    } catch (cause) {
      if (cause instanceof ProtocolError && cause.code === 'newer')
        return onNewer(new CallError('outdated-page', { cause }));
      this.#options.onIgnored?.(cause);
      return;
    }
    use(value);
  }
}
