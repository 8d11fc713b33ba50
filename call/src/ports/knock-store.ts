import type { KnockDoc, KnockTransition } from '@parley/protocol';
import type { CallError } from './call-error.ts';
import type { CommitOptions } from './call-store.ts';

/** A knock, and whose it is. */
export interface ListedKnock extends KnockDoc {
  readonly uid: string;
}

/** What a call behind a door needs of a database: a knock of each who asks to be let in, which the two see who are concerned. */
export interface KnockStore {
  /**
   * Asks the referee for one write of that user's knock.
   * @throws {CallError} `refused`, `contended`, `signaling-unreachable` and so on, as `CallStore.commit`
   */
  commitKnock(
    docId: string,
    knocker: string,
    transition: KnockTransition,
    options: CommitOptions,
  ): Promise<void>;

  /**
   * One's own knock, as the server has it at this moment; null: there is none, but a door to knock at.
   * @throws {CallError} `no-such-call` when there is no door to knock at, or one may walk in; and why there is no answer
   */
  readKnock(docId: string, uid: string, signal: AbortSignal): Promise<KnockDoc | null>;

  /** Whether this user was asked to leave that call, which they see nothing of. @throws {CallError} why there is no answer */
  wasDismissed(docId: string, uid: string, signal: AbortSignal): Promise<boolean>;

  /** Follows one's own knock until `signal` aborts or `onError` is called, whichever is first. */
  watchKnock(docId: string, uid: string, observer: KnockObserver, signal: AbortSignal): void;

  /** The latest knocks, for the host alone. @throws {CallError} */
  readKnocks(docId: string, signal: AbortSignal): Promise<readonly ListedKnock[]>;

  /** Follows them, likewise. */
  watchKnocks(docId: string, observer: KnocksObserver, signal: AbortSignal): void;
}

export interface KnockObserver {
  onKnock(knock: KnockDoc): void;
  /** Final. */
  onError(error: CallError): void;
}

export interface KnocksObserver {
  onKnocks(knocks: readonly ListedKnock[]): void;
  /** Final. */
  onError(error: CallError): void;
}
