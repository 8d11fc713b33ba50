/** What writes that came to nothing teach, and when the next may be tried. */
import { type CallDoc, CLOCK_TOLERANCE_MS } from '@parley/protocol';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import { CallError } from '../ports/call-error.ts';

/** Refusals in a row that nothing explains are told. It goes on trying, since what is behind them may pass. */
const MAX_UNTOLD_REFUSALS = 3;
/** After a write that came to nothing: ever slower. */
const FIRST_BACKOFF_MS = 1_000;
export const MAX_BACKOFF_MS = 15_000;

export interface SetbacksOptions {
  readonly clock: ServerClock;
  /** The document as it is now. */
  readonly call: () => CallDoc | undefined;
  /** Asks the server for the document and the time. */
  readonly ask: () => Promise<void>;
  readonly onTrouble: (error: CallError) => void;
  /** It may be tried again. */
  readonly onRetry: () => void;
  readonly signal: AbortSignal;
}

export class Setbacks {
  readonly #options: SetbacksOptions;
  /** The latest snapshot when a write failed: until there is another, nothing is tried again before its time. */
  #failedOn: CallDoc | undefined;
  #count = 0;

  constructor(options: SetbacksOptions) {
    this.#options = options;
  }

  /** Nothing may be tried on this snapshot yet. */
  isResting(call: CallDoc): boolean {
    return call === this.#failedOn;
  }

  /** Whatever was behind the last failure may be past. */
  forget(): void {
    this.#failedOn = undefined;
    this.#count = 0;
  }

  succeeded(): void {
    this.#count = 0;
  }

  /** @returns whether there is something to decide again at once */
  async recoverFrom(error: CallError, call: CallDoc): Promise<boolean> {
    const { signal, onTrouble, onRetry } = this.#options;
    this.#count += 1;
    if (error.code === 'refused' && (await this.#learnsWhy(call))) return true;
    if (error.code !== 'refused' || this.#count > MAX_UNTOLD_REFUSALS) onTrouble(error);
    const failedOn = this.#options.call();
    this.#failedOn = failedOn;
    const retry = () => {
      if (this.#failedOn === failedOn) this.#failedOn = undefined;
      onRetry();
    };
    delay(backoffAfter(this.#count), signal).then(retry, ignoreAbort);
    return false;
  }

  /**
   * The referee knows something that this page does not: the document as it is now, or the time. Its news may take long
   * on the listener's channel, so it is asked where the write went.
   */
  async #learnsWhy(call: CallDoc): Promise<boolean> {
    const { clock, ask, signal } = this.#options;
    if (this.#options.call() !== call) return true;
    const before = clock.now() - performance.now();
    try {
      await ask();
    } catch (error) {
      if (signal.aborted) return false;
      if (!(error instanceof CallError)) throw error;
      return false;
    }
    const after = clock.now() - performance.now();
    return this.#options.call() !== call || Math.abs(after - before) > CLOCK_TOLERANCE_MS / 2;
  }
}

export function backoffAfter(count: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** (count - 1), MAX_BACKOFF_MS);
}
