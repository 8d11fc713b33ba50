/** How the other went: by leaving, as their page says before it goes, or with their page, which may just be loaded anew. */
import type { PeerPresence } from '@parley/protocol';

/** Reloads take two or three seconds (docs/faults.md) where the network is quick. */
export const RETURN_MS = 8_000;

export class Farewell {
  /** They are in the call, and their page would say that they leave. */
  #isExpected = false;
  /** When their page went without it; undefined: it is there, or they have left. */
  #missedAt: number | undefined;

  /** They are here, and say so. */
  met({ hasEntered, can }: PeerPresence): void {
    this.#isExpected = hasEntered && can?.includes('goodbye/1') === true;
    this.#missedAt = undefined;
  }

  /** They say that they leave. */
  heard(): void {
    this.#isExpected = false;
  }

  /** They are gone. @returns whether they may be back in a moment, as nobody said goodbye whose page says it */
  went(): boolean {
    const isMissed = this.#isExpected;
    this.#isExpected = false;
    this.#missedAt = isMissed ? performance.now() : undefined;
    return isMissed;
  }

  /** Whoever loads their page anew would be back by now. */
  get isFinal(): boolean {
    return this.#missedAt !== undefined && performance.now() - this.#missedAt >= RETURN_MS;
  }
}
