/**
 * Sees to it that a scheduled call ends in time, and on the word of more than one clock: the server is asked first, which
 * also puts this page's own clock right.
 */
import { delay, every, ignoreAbort } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import { CallError } from '../ports/call-error.ts';

/** How often to look: timers of hours would be late after a laptop has slept. */
const CHECK_MS = 1_000;
/** How long after the server could not be asked for the time it is asked again. */
const RETRY_MS = 5_000;

/** What the time may do to a call: its time is over, or it was moved ahead and is not open any more. */
export type TimeEnding = 'time-over' | 'moved';

export interface TimeCheckOptions {
  readonly clock: ServerClock;
  /** Asks the server, also for the time. @throws {CallError} */
  readonly ask: () => Promise<void>;
  /** What the clock says now; undefined: nothing. */
  readonly ending: () => TimeEnding | undefined;
  readonly onEnding: (ending: TimeEnding) => void;
  readonly signal: AbortSignal;
}

export class TimeCheck {
  readonly #options: TimeCheckOptions;
  #isConfirming = false;

  constructor(options: TimeCheckOptions) {
    this.#options = options;
    every(CHECK_MS, () => this.look(), options.signal);
  }

  look(): void {
    const { clock, ending, signal } = this.#options;
    if (this.#isConfirming || signal.aborted || (!clock.isInDoubt && ending() === undefined)) return;
    this.#isConfirming = true;
    this.#confirm().then(() => {
      this.#isConfirming = false;
    }, ignoreAbort);
  }

  async #confirm(): Promise<void> {
    const { clock, ask, ending, onEnding, signal } = this.#options;
    try {
      await ask();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof CallError)) throw error;
      // Out of reach: two clocks that have not moved against each other since the server was heard will do.
      if (clock.isInDoubt) return delay(RETRY_MS, signal);
    }
    const confirmed = ending();
    if (confirmed !== undefined && !signal.aborted) onEnding(confirmed);
  }
}
