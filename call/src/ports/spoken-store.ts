import type { SpokenDoc, SpokenTransition } from '@parley/protocol';
import type { CallError } from './call-error.ts';
import type { CommitOptions } from './call-store.ts';

/** What words that are read out need of a database. */
export interface SpokenStore {
  /**
   * Makes the place that new words lead to, and counts them.
   * @throws {CallError} `too-many-tries`, and as `CallStore.commit`
   */
  readOut(docId: string, place: Pick<SpokenDoc, 'key' | 'expiresAt'>, signal: AbortSignal): Promise<void>;

  /** Counts one more try, without which nothing of these words may be read. @throws {CallError} likewise */
  tryWords(docId: string, signal: AbortSignal): Promise<void>;

  /** Asks the referee for one write. @throws {CallError} as `CallStore.commit` */
  commitSpoken(
    docId: string,
    transition: Exclude<SpokenTransition, { type: 'read-out' }>,
    options: CommitOptions,
  ): Promise<void>;

  /** Takes the place away, which only its host may. @throws {CallError} as `CallStore.commit` */
  forgetSpoken(docId: string, options: CommitOptions): Promise<void>;

  /** Where they lead, as the server has it at this moment; null: nowhere, or not for this user. @throws {CallError} */
  readSpoken(docId: string, signal: AbortSignal): Promise<SpokenDoc | null>;

  /** Follows it until `signal` aborts or `onError` is called, whichever is first. */
  watchSpoken(docId: string, observer: SpokenObserver, signal: AbortSignal): void;
}

export interface SpokenObserver {
  /** Null: it is gone. */
  onWords(words: SpokenDoc | null): void;
  /** Final. */
  onError(error: CallError): void;
}
