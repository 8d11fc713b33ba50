/**
 * Firestore's documents, as the user who is signed in. Listening is the SDK's: its listeners know how to stay connected.
 * The rest is one REST request each: the SDK would queue what cannot be sent and send it minutes later, echo it to our own
 * listener before the rules have judged it, and open a second stream for it first; and a page that goes away can only
 * write like this anyhow.
 */
import type { FirebaseApp } from 'firebase/app';
import {
  collection,
  connectFirestoreEmulator,
  disableNetwork,
  doc,
  enableNetwork,
  type Firestore,
  initializeFirestore,
  limit,
  onSnapshot,
  orderBy,
  query,
  where,
} from 'firebase/firestore';
import { delay } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import { CallError } from '../ports/call-error.ts';
import { Contact } from './contact.ts';
import type { RestDeletion, RestWrite } from './encode-transition.ts';
import { translateCommitStatus, translateListenError, translateReadStatus } from './firebase-error.ts';
import type { Address } from './firebase-settings.ts';
import { fromRestFields, fromSdkValue } from './firestore-value.ts';
import type { SignedInUser } from './signed-in-user.ts';

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

export interface FirestoreDocumentsOptions {
  readonly app: FirebaseApp;
  readonly user: Pick<SignedInUser, 'post' | 'uid'>;
  /** Learns the time from what the server answers. */
  readonly clock: ServerClock;
  /** Undefined: the real service. */
  readonly emulator: Address | undefined;
}

/** https://firebase.google.com/docs/firestore/reference/rest/v1/projects.databases.documents/runQuery */
interface RunQueryAnswer {
  /** Absent: nothing more was found. */
  readonly document?: { readonly name: string; readonly fields?: Record<string, unknown> };
  readonly readTime?: string;
}

/** The latest documents of a collection, by a time in them. */
export interface LatestQuery {
  /** Of the document that the collection is beneath; empty: of none. */
  readonly parent: string;
  readonly collectionId: string;
  /** Only those that have this in a field. Default: all. */
  readonly where?: { readonly field: string; readonly value: string };
  readonly timeField: string;
  readonly limit: number;
}

/** A document of a collection: its ID, and its fields for the parsers. */
export type ListedDocument = readonly [id: string, fields: unknown];

export interface LatestObserver {
  /** As the server has them. */
  onDocuments(documents: readonly ListedDocument[]): void;
  /** The server is out of reach, as the SDK found out some seconds ago, after it has said something. Undefined: nobody is told. */
  onLost?: (() => void) | undefined;
  /** They may not be read, or no longer. Final. */
  onError(error: CallError): void;
}

export interface DocumentObserver {
  /** The document as the server has it, for the parsers; null: there is none. */
  onFields(fields: unknown): void;
  /** It may not be read, or no longer. Final. */
  onError(error: CallError): void;
}

export class FirestoreDocuments {
  /** `projects/P/databases/(default)/documents`: what the name of every document begins with. */
  readonly root: string;
  readonly #user: FirestoreDocumentsOptions['user'];
  readonly #clock: ServerClock;
  readonly #firestore: Firestore;
  /** What a method's name is put behind. */
  readonly #url: string;
  #isReadyToWrite = false;

  constructor({ app, user, clock, emulator }: FirestoreDocumentsOptions) {
    this.#user = user;
    this.#clock = clock;
    this.#firestore = initializeFirestore(app, {});
    if (emulator !== undefined) connectFirestoreEmulator(this.#firestore, emulator.host, emulator.port);
    this.root = `projects/${app.options.projectId}/databases/(default)/documents`;
    const origin = emulator ? `http://${emulator.host}:${emulator.port}` : 'https://firestore.googleapis.com';
    this.#url = `${origin}/v1/${this.root}`;
  }

  /**
   * All of these writes, or none. Whoever reads in a transaction holds a document for a while, which is no verdict about
   * what is written to it.
   * @throws {CallError}
   */
  async commit(
    writes: readonly (RestWrite | RestDeletion)[],
    signal: AbortSignal,
    isLastWord = false,
  ): Promise<void> {
    this.#isReadyToWrite = true;
    const beganAt = performance.now();
    for (let tryCount = 1; ; tryCount += 1) {
      const learn = this.#clock.measure();
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

  /**
   * Whoever is about to write asks for leave meanwhile: a browser asks another site's server before it sends a token there (a CORS
   * preflight), and remembers the answer for the address, which is that of all writes. So this writes nothing, which is paid for by nobody,
   * and is told the time. It comes to nothing where it fails: the write asks again.
   */
  prepareToWrite(signal: AbortSignal): void {
    if (this.#isReadyToWrite) return;
    this.commit([], signal).catch(() => {});
  }

  /**
   * A document where writes go, for the parsers; undefined: there is none.
   * @throws {CallError} why there is no answer
   */
  async read(path: string, signal: AbortSignal): Promise<Record<string, unknown> | undefined> {
    const learn = this.#clock.measure();
    const response = await this.#post('batchGet', { documents: [`${this.root}/${path}`] }, signal);
    if (!response.ok) throw translateReadStatus(response.status);
    const [answer] = await readJson<BatchGetAnswer[]>(response);
    if (answer?.readTime !== undefined) learn(Date.parse(answer.readTime));
    return answer?.found === undefined ? undefined : fromRestFields(answer.found.fields);
  }

  /** As {@link read}, where what may not be seen is as good as missing. */
  async readUnlessRefused(path: string, signal: AbortSignal): Promise<Record<string, unknown> | undefined> {
    try {
      return await this.read(path, signal);
    } catch (error) {
      if (error instanceof CallError && error.code === 'no-such-call') return undefined;
      throw error;
    }
  }

  /** Follows a document until `signal` aborts or `onError` is called, whichever is first. */
  listen(path: string, observer: DocumentObserver, signal: AbortSignal): void {
    if (signal.aborted) return;
    const stop = onSnapshot(
      doc(this.#firestore, path),
      // Otherwise nothing would tell that the server has confirmed what was remembered.
      { includeMetadataChanges: true },
      (snapshot) => {
        // What the SDK remembers of an earlier listener may have been overwritten since, by ourselves over REST.
        if (signal.aborted || snapshot.metadata.fromCache) return;
        observer.onFields(snapshot.exists() ? fromSdkValue(snapshot.data()) : null);
      },
      (error) => {
        if (!signal.aborted) observer.onError(translateListenError(error, this.#user.uid !== undefined));
      },
    );
    signal.addEventListener('abort', stop, { once: true });
  }

  /** The latest documents of a collection, where writes go. @throws {CallError} why there is no answer */
  async readLatest(
    { parent, collectionId, timeField, limit: most }: LatestQuery,
    signal: AbortSignal,
  ): Promise<readonly ListedDocument[]> {
    const structuredQuery = {
      from: [{ collectionId }],
      orderBy: [{ field: { fieldPath: timeField }, direction: 'DESCENDING' }],
      limit: most,
    };
    const options = { signal, timeoutMs: REQUEST_TIMEOUT_MS };
    const response = await this.#user.post(`${this.#url}/${parent}:runQuery`, { structuredQuery }, options);
    if (!response.ok) throw translateReadStatus(response.status);
    const answers = await readJson<RunQueryAnswer[]>(response);
    return answers.flatMap(({ document }): ListedDocument[] =>
      document === undefined
        ? []
        : [[document.name.slice(document.name.lastIndexOf('/') + 1), fromRestFields(document.fields)]],
    );
  }

  /** Follows the latest documents of a collection, likewise. */
  listenToLatest(
    { parent, collectionId, where: only, timeField, limit: most }: LatestQuery,
    { onDocuments, onLost = () => {}, onError }: LatestObserver,
    signal: AbortSignal,
  ): void {
    if (signal.aborted) return;
    const contact = new Contact(onLost, signal);
    const all = collection(this.#firestore, parent === '' ? collectionId : `${parent}/${collectionId}`);
    const filters = only === undefined ? [] : [where(only.field, '==', only.value)];
    const stop = onSnapshot(
      query(all, ...filters, orderBy(timeField, 'desc'), limit(most)),
      { includeMetadataChanges: true },
      ({ metadata, docs }) => {
        if (signal.aborted) return;
        contact.hear(metadata.fromCache);
        if (metadata.fromCache) return;
        onDocuments(docs.map((found): ListedDocument => [found.id, fromSdkValue(found.data())]));
      },
      (error) => {
        if (!signal.aborted) onError(translateListenError(error, this.#user.uid !== undefined));
      },
    );
    signal.addEventListener('abort', stop, { once: true });
  }

  /** Opens the listeners' channel anew. */
  listenAnew(): void {
    // Of no effect where the network is switched off meanwhile, which nobody does.
    disableNetwork(this.#firestore).then(
      () => enableNetwork(this.#firestore),
      () => {},
    );
  }

  #post(method: string, body: unknown, signal: AbortSignal, isLastWord = false): Promise<Response> {
    const options = { signal, timeoutMs: REQUEST_TIMEOUT_MS, isLastWord };
    return this.#user.post(`${this.#url}:${method}`, body, options);
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
