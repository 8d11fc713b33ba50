/** Whoever has come in holds their seat firmly. Until that is written, anybody who joins may take it, so it is said again. */
import type { CallDoc } from '@parley/protocol';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import { backoffAfter } from '../negotiation/setbacks.ts';

export interface FirmSeatOptions {
  /** The document as it is now. */
  readonly call: () => CallDoc | undefined;
  /** Whether that shows this person's seat soft, though they have come in. */
  readonly isSoft: (call: CallDoc) => boolean;
  /** @returns whether it may be said again: it did not get through. Otherwise it is written, or there is news */
  readonly renew: () => Promise<boolean>;
  readonly signal: AbortSignal;
}

export class FirmSeat {
  readonly #options: FirmSeatOptions;
  #isBeingSaid = false;

  constructor(options: FirmSeatOptions) {
    this.#options = options;
  }

  /** Makes it firm if it is not, one write at a time, ever later after each that is lost. */
  hold(): void {
    if (this.#isBeingSaid) return;
    this.#isBeingSaid = true;
    this.#say()
      .catch(ignoreAbort)
      .finally(() => {
        this.#isBeingSaid = false;
      });
  }

  async #say(): Promise<void> {
    const { call: latest, isSoft, renew, signal } = this.#options;
    for (let tryCount = 1; ; tryCount += 1) {
      const call = latest();
      if (call === undefined || !isSoft(call) || !(await renew())) return;
      await delay(backoffAfter(tryCount), signal);
    }
  }
}
