/**
 * Calls in Firestore. Reading is the SDK's: its listeners know how to stay connected. Writing is one REST request: the
 * SDK would queue what cannot be sent and send it minutes later, echo it to our own listener before the rules have
 * judged it, and open a second stream for it first; and a page that goes away can only write like this anyhow.
 */
import {
  CALLS,
  type CallTransition,
  type CandidatesPlace,
  CREATORS,
  type CreatorDoc,
  candidatesPath,
  countCreation,
  parseCallDoc,
  parseCandidatesDoc,
  parseCreatorDoc,
} from '@parley/protocol';
import type { FirebaseApp } from 'firebase/app';
import {
  connectFirestoreEmulator,
  type DocumentReference,
  type DocumentSnapshot,
  doc,
  type Firestore,
  initializeFirestore,
  onSnapshot,
} from 'firebase/firestore';
import { CallError } from '../call/call-error.ts';
import type { CallObserver, CallStore, CommitOptions } from '../call/call-store.ts';
import type { ServerClock } from '../call/server-clock.ts';
import type { Attestation } from './app-check.ts';
import { encodeCandidates, encodeCount, encodeTransition, type RestWrite } from './encode-transition.ts';
import { translateCommitStatus, translateListenError } from './firebase-error.ts';
import type { FirebaseIdentity } from './firebase-identity.ts';
import type { Address } from './firebase-settings.ts';
import { fromSdkValue } from './firestore-value.ts';
import { readDocument } from './read-document.ts';

/** A write that takes longer has failed, as far as a waiting person is concerned. */
const COMMIT_TIMEOUT_MS = 10_000;

export interface FirestoreCallStoreOptions {
  readonly app: FirebaseApp;
  readonly identity: Pick<FirebaseIdentity, 'token' | 'currentToken' | 'uid'>;
  /** Undefined: this site does not use App Check. */
  readonly attestation?: Attestation | undefined;
  readonly clock: ServerClock;
  /** Undefined: the real service. */
  readonly emulator: Address | undefined;
  /** Something was there that no version of this program writes. Default: nobody is told. */
  readonly onIgnored?: (cause: unknown) => void;
}

export class FirestoreCallStore implements CallStore {
  readonly #options: FirestoreCallStoreOptions;
  readonly #firestore: Firestore;
  /** `projects/P/databases/(default)/documents` */
  readonly #root: string;
  readonly #origin: string;
  readonly #commitUrl: string;

  constructor(options: FirestoreCallStoreOptions) {
    this.#options = options;
    const { app, emulator } = options;
    this.#firestore = initializeFirestore(app, {});
    if (emulator !== undefined) connectFirestoreEmulator(this.#firestore, emulator.host, emulator.port);
    this.#root = `projects/${app.options.projectId}/databases/(default)/documents`;
    this.#origin = emulator ? `http://${emulator.host}:${emulator.port}` : 'https://firestore.googleapis.com';
    this.#commitUrl = `${this.#origin}/v1/${this.#root}:commit`;
  }

  async commit(
    docId: string,
    transition: CallTransition,
    { signal, isLastWord }: CommitOptions,
  ): Promise<void> {
    const { uid } = this.#options.identity;
    if (uid === undefined) throw new CallError('signed-out');
    const write = encodeTransition(this.#root, docId, uid, transition);
    const count = transition.type === 'create' ? [await this.#count(docId, uid, signal)] : [];
    await this.#write([write, ...count], signal, isLastWord);
  }

  /** What has to be written with a new call. @throws {CallError} `too-many-calls` */
  async #count(docId: string, uid: string, signal: AbortSignal): Promise<RestWrite> {
    const url = `${this.#origin}/v1/${this.#root}/${CREATORS}/${uid}`;
    const headers = await this.#headers(false);
    const fields = await readDocument(url, headers, signal, COMMIT_TIMEOUT_MS);
    const before = fields === null ? null : readCount(fields);
    const count = countCreation(before, docId, this.#options.clock.now());
    if (count === null) throw new CallError('too-many-calls');
    return encodeCount(this.#root, uid, before, count);
  }

  async addCandidates(place: CandidatesPlace, sealed: Uint8Array, expiresAt: number, signal: AbortSignal) {
    await this.#write([encodeCandidates(this.#root, place, sealed, expiresAt)], signal);
  }

  watchCall(docId: string, observer: CallObserver, signal: AbortSignal): void {
    const onNext = (snapshot: DocumentSnapshot) => {
      // What the SDK remembers of an earlier listener may have been overwritten since, by ourselves over REST.
      if (snapshot.metadata.fromCache) return;
      if (!snapshot.exists()) return observer.onError(new CallError('no-such-call'));
      this.#ifWellFormed(() => parseCallDoc(fromSdkValue(snapshot.data())), observer.onCall);
    };
    this.#listen(doc(this.#firestore, CALLS, docId), onNext, observer.onError, signal);
  }

  watchCandidates(place: CandidatesPlace, onBatch: (sealed: Uint8Array) => void, signal: AbortSignal): void {
    const onNext = (snapshot: DocumentSnapshot) => {
      if (!snapshot.exists() || snapshot.metadata.fromCache) return;
      this.#ifWellFormed(() => parseCandidatesDoc(fromSdkValue(snapshot.data()), place).sealed, onBatch);
    };
    const reference = doc(this.#firestore, CALLS, place.docId, ...candidatesPath(place));
    // The call's own listener meets the same fate and reports it.
    this.#listen(reference, onNext, () => {}, signal);
  }

  #listen(
    reference: DocumentReference,
    onNext: (snapshot: DocumentSnapshot) => void,
    onError: (error: CallError) => void,
    signal: AbortSignal,
  ): void {
    if (signal.aborted) return;
    const stop = onSnapshot(
      reference,
      // Otherwise nothing would tell that the server has confirmed what was remembered.
      { includeMetadataChanges: true },
      (snapshot) => {
        if (!signal.aborted) onNext(snapshot);
      },
      (error) => {
        if (!signal.aborted) onError(translateListenError(error, this.#options.identity.uid !== undefined));
      },
    );
    signal.addEventListener('abort', stop, { once: true });
  }

  #ifWellFormed<T>(parse: () => T, use: (value: T) => void): void {
    let value: T;
    try {
      value = parse();
    } catch (cause) {
      this.#options.onIgnored?.(cause);
      return;
    }
    use(value);
  }

  async #write(writes: readonly RestWrite[], signal: AbortSignal, isLastWord = false): Promise<void> {
    const { clock } = this.#options;
    const headers = await this.#headers(isLastWord);
    const timeout = AbortSignal.timeout(COMMIT_TIMEOUT_MS);
    const sentAt = Date.now();
    let response: Response;
    try {
      response = await fetch(this.#commitUrl, {
        method: 'POST',
        headers,
        body: JSON.stringify({ writes }),
        keepalive: isLastWord,
        signal: AbortSignal.any([signal, timeout]),
      });
    } catch (cause) {
      signal.throwIfAborted();
      throw new CallError('signaling-unreachable', { cause });
    }
    if (!response.ok) throw translateCommitStatus(response.status);
    const { commitTime } = (await response.json()) as { commitTime?: string };
    if (commitTime !== undefined) clock.observe(Date.parse(commitTime), sentAt, Date.now());
  }

  async #headers(isLastWord: boolean): Promise<Record<string, string>> {
    const { identity, attestation } = this.#options;
    // A last word is said while the page is being torn down: there is no later in which to fetch newer tokens.
    const token = (isLastWord ? identity.currentToken : undefined) ?? (await identity.token());
    const proof = isLastWord ? attestation?.currentToken : await attestation?.token();
    return {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      ...(proof !== undefined && { 'X-Firebase-AppCheck': proof }),
    };
  }
}

/** No browser could have written one that does not parse, so a later version of this program has. */
function readCount(fields: unknown): CreatorDoc {
  try {
    return parseCreatorDoc(fields);
  } catch (cause) {
    throw new CallError('refused', { cause });
  }
}
