/** What does not work between this page and the database. A call that could go on tells and survives it. */
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import { type CallErrorCode, isPassing } from '../ports/call-error.ts';
import type { CallEvent, CallState } from './call-state.ts';

/** How long the database may take to say whether there is such a call. */
export const ARRIVAL_TIMEOUT_MS = 12_000;

export interface SignalingTroubleOptions {
  readonly state: () => CallState;
  readonly dispatch: (event: CallEvent) => void;
}

export class SignalingTrouble {
  readonly #options: SignalingTroubleOptions;
  #latest: CallErrorCode | undefined;

  constructor(options: SignalingTroubleOptions) {
    this.#options = options;
  }

  /** Why the call could not be read or written lately; undefined: it could. */
  get latest(): CallErrorCode | undefined {
    return this.#latest;
  }

  meet(error: CallErrorCode): void {
    const { state, dispatch } = this.#options;
    this.#latest = error;
    // It is tried again, and `giveUpArrivingLater` sees to it that this does not go on for ever.
    if (state().phase !== 'arriving') dispatch({ type: 'trouble-began', error });
    else if (!isPassing(error)) dispatch({ type: 'failed', error });
  }

  end(): void {
    this.#latest = undefined;
    this.#options.dispatch({ type: 'trouble-ended' });
  }

  giveUpArrivingLater(signal: AbortSignal): void {
    delay(ARRIVAL_TIMEOUT_MS, signal).then(() => this.#giveUpArriving(signal), ignoreAbort);
  }

  #giveUpArriving(signal: AbortSignal): void {
    const { state, dispatch } = this.#options;
    if (state().phase !== 'arriving') return;
    // The server is there, and somebody else is at the document, for as long as they please: that says nothing final.
    if (this.#latest === 'contended') return this.giveUpArrivingLater(signal);
    dispatch({ type: 'failed', error: this.#latest ?? 'signaling-unreachable' });
  }
}
