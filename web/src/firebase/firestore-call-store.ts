/**
 * Calls in Firestore. Reading is the SDK's: its listeners know how to stay connected. Writing is one REST request: the
 * SDK would queue what cannot be sent and send it minutes later, echo it to our own listener before the rules have
 * judged it, and open a second stream for it first; and a page that goes away can only write like this anyhow.
 */
import {
  CALLS,
  type CallDoc,
  type CallTransition,
  type CandidatesPlace,
  CREATORS,
  type CreatorDoc,
  candidatesPath,
  countCreation,
  ProtocolError,
  parseCallDoc,
  parseCandidatesDoc,
  parseCreatorDoc,
} from '@parley/protocol';
import type { FirebaseApp } from 'firebase/app';
import {
  connectFirestoreEmulator,
  type DocumentReference,
  type DocumentSnapshot,
  disableNetwork,
  doc,
  enableNetwork,
  type Firestore,
  initializeFirestore,
  onSnapshot,
} from 'firebase/firestore';
import { CallError } from '../call/call-error.ts';
import type { CallObserver, CallStore, CommitOptions } from '../call/call-store.ts';
import type { ServerClock } from '../call/server-clock.ts';
import { delay } from '../lib/lifetime.ts';
import type { Attestation } from './app-check.ts';
import { encodeCandidates, encodeCount, encodeTransition, type RestWrite } from './encode-transition.ts';
import { translateCommitStatus, translateListenError, translateReadStatus } from './firebase-error.ts';
import type { FirebaseIdentity } from './firebase-identity.ts';
import type { Address } from './firebase-settings.ts';
import { fromRestFields, fromSdkValue } from './firestore-value.ts';

/** A request that takes longer has failed, as far as a waiting person is concerned. */
const REQUEST_TIMEOUT_MS = 10_000;
/**
 * A write that met others is tried again after about so long, then twice as long, and so on; for so long altogether,
 * since each try may be kept waiting too, and whoever asked for it wants to know.
 */
const CONTENTION_BACKOFF_MS = 100;
const MAX_CONTENDED_MS = 5_000;

/** https://firebase.google.com/docs/firestore/reference/rest/v1/projects.databases.documents/batchGet */
interface BatchGetAnswer {
  /** Absent: there is no such document. */
  readonly found?: { readonly fields?: Record<string, unknown> };
  readonly readTime?: string;
}

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
  /** What a method's name is put behind. */
  readonly #documentsUrl: string;

  constructor(options: FirestoreCallStoreOptions) {
    this.#options = options;
    const { app, emulator } = options;
    this.#firestore = initializeFirestore(app, {});
    if (emulator !== undefined) connectFirestoreEmulator(this.#firestore, emulator.host, emulator.port);
    this.#root = `projects/${app.options.projectId}/databases/(default)/documents`;
    const origin = emulator ? `http://${emulator.host}:${emulator.port}` : 'https://firestore.googleapis.com';
    this.#documentsUrl = `${origin}/v1/${this.#root}`;
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

  /** What has to be written with a new call. @throws {CallError} `too-many-calls`, and why there is no answer */
  async #count(docId: string, uid: string, signal: AbortSignal): Promise<RestWrite> {
    const fields = await this.#read(`${CREATORS}/${uid}`, signal);
    const before = fields === undefined ? null : readCount(fields);
    const count = countCreation(before, docId, this.#options.clock.now());
    if (count === null) throw new CallError('too-many-calls');
    return encodeCount(this.#root, uid, before, count);
  }

  async addCandidates(place: CandidatesPlace, sealed: Uint8Array, expiresAt: number, signal: AbortSignal) {
    await this.#write([encodeCandidates(this.#root, place, sealed, expiresAt)], signal);
  }

  async readCall(docId: string, signal: AbortSignal): Promise<CallDoc> {
    const fields = await this.#read(`${CALLS}/${docId}`, signal);
    if (fields === undefined) throw new CallError('no-such-call');
    try {
      return parseCallDoc(fields);
    } catch (cause) {
      if (!(cause instanceof ProtocolError)) throw cause;
      this.#options.onIgnored?.(cause);
      throw new CallError(cause.code === 'newer' ? 'outdated-page' : 'no-such-call', { cause });
    }
  }

  /** A document where writes go, and the time with it; undefined: there is none. */
  async #read(path: string, signal: AbortSignal): Promise<Record<string, unknown> | undefined> {
    const learn = this.#options.clock.measure();
    const response = await this.#post('batchGet', { documents: [`${this.#root}/${path}`] }, signal);
    if (!response.ok) throw translateReadStatus(response.status);
    const [answer] = await readJson<BatchGetAnswer[]>(response);
    if (answer?.readTime !== undefined) learn(Date.parse(answer.readTime));
    return answer?.found === undefined ? undefined : fromRestFields(answer.found.fields);
  }

  listenAnew(): void {
    // Of no effect where the network is switched off meanwhile, which nobody does.
    disableNetwork(this.#firestore).then(
      () => enableNetwork(this.#firestore),
      () => {},
    );
  }

  watchCall(docId: string, observer: CallObserver, signal: AbortSignal): void {
    const onNext = (snapshot: DocumentSnapshot) => {
      // What the SDK remembers of an earlier listener may have been overwritten since, by ourselves over REST.
      if (snapshot.metadata.fromCache) return;
      if (!snapshot.exists()) return observer.onError(new CallError('no-such-call'));
      const parse = () => parseCallDoc(fromSdkValue(snapshot.data()));
      this.#ifWellFormed(parse, observer.onCall, observer.onError);
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

  /** Whoever reads in a transaction holds a document for a while, which is no verdict about what is written to it. */
  async #write(writes: readonly RestWrite[], signal: AbortSignal, isLastWord = false): Promise<void> {
    const beganAt = performance.now();
    for (let tryCount = 1; ; tryCount += 1) {
      const { clock } = this.#options;
      const learn = clock.measure();
      const response = await this.#post('commit', { writes }, signal, isLastWord);
      if (response.ok) {
        const { commitTime } = await readJson<{ commitTime?: string }>(response);
        if (commitTime !== undefined) learn(Date.parse(commitTime));
        return;
      }
      const error = translateCommitStatus(response.status, await reasonIn(response));
      const isOver = performance.now() - beganAt > MAX_CONTENDED_MS;
      if (error.code !== 'contended' || isLastWord || isOver) throw error;
      await delay(CONTENTION_BACKOFF_MS * 2 ** (tryCount - 1), signal);
    }
  }

  /** @throws {CallError} when there was no answer */
  async #post(method: string, body: unknown, signal: AbortSignal, isLastWord = false): Promise<Response> {
    const headers = await this.#headers(isLastWord);
    const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    try {
      return await fetch(`${this.#documentsUrl}:${method}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        keepalive: isLastWord,
        signal: AbortSignal.any([signal, timeout]),
      });
    } catch (cause) {
      signal.throwIfAborted();
      throw new CallError('signaling-unreachable', { cause });
    }
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

/** @throws {CallError} when it was not Firestore that answered: some networks put a page of their own in between */
async function readJson<Answer>(response: Response): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    throw new CallError('signaling-unreachable', { cause });
  }
}

/** The name of what went wrong, where the answer has one. */
async function reasonIn(response: Response): Promise<string | undefined> {
  try {
    const { error } = (await response.json()) as { error?: { status?: string } };
    return error?.status;
  } catch {
    return undefined;
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
