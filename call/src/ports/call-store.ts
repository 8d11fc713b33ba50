import type { CallDoc, CallTransition, CandidatesPlace } from '@parley/protocol';
import type { CallError } from './call-error.ts';

/** What a call needs of a database: a document that everybody sees and that a referee guards. */
export interface CallStore {
  /**
   * Asks the referee for one transition. Resolves when the server has accepted it, rejects when it has refused it
   * (`refused`), could not get to it for others who hold the document (`contended`), or may not have heard it
   * (`signaling-unreachable`); never queues.
   * @throws {CallError}
   */
  commit(docId: string, transition: CallTransition, options: CommitOptions): Promise<void>;

  /**
   * The document as the server has it at this moment, asked for where writes go. Teaches the time.
   * @throws {CallError} `no-such-call`, `outdated-page`, and why there is no answer
   */
  readCall(docId: string, signal: AbortSignal): Promise<CallDoc>;

  /** Opens the listeners' channel anew: it has been silent about something that the server has. */
  listenAnew(): void;

  /** Follows the call's document until `signal` aborts or `onError` is called, whichever is first. */
  watchCall(docId: string, observer: CallObserver, signal: AbortSignal): void;

  /** Leaves one sealed batch of candidates. @throws {CallError} */
  addCandidates(
    place: CandidatesPlace,
    sealed: Uint8Array,
    expiresAt: number,
    signal: AbortSignal,
  ): Promise<void>;

  /** Waits for one batch, which may come at once, later or never. */
  watchCandidates(place: CandidatesPlace, onBatch: (sealed: Uint8Array) => void, signal: AbortSignal): void;
}

export interface CommitOptions {
  readonly signal: AbortSignal;
  /** Written as the page goes away: must be sent even though nobody will be there to hear the answer. */
  readonly isLastWord?: boolean;
}

export interface CallObserver {
  /** The document as the server has it: never a local echo, never a malformed one. May skip versions, may repeat one. */
  onCall(call: CallDoc): void;
  /** There is no such call (any more), it may not be read, or this page is too old to read it. Final. */
  onError(error: CallError): void;
}
