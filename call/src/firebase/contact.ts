/** Whether Firestore tells a listener anything, by where the SDK says that its snapshots come from. */

/**
 * For so long a snapshot from the cache means nothing. The SDK says that it is one, too, while a stream is opened anew, and while it asks whether a
 * document is still there that a query does not have any more: a round trip or two. Whoever is out of reach stays so for longer.
 */
export const ASKING_MS = 5_000;

export class Contact {
  readonly #onLost: () => void;
  readonly #signal: AbortSignal;
  /** The server has said something, and was not lost since. */
  #isHeard = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onLost once each time that it is, and not after `signal` has aborted */
  constructor(onLost: () => void, signal: AbortSignal) {
    this.#onLost = onLost;
    this.#signal = signal;
    signal.addEventListener('abort', () => clearTimeout(this.#timer), { once: true });
  }

  hear(isFromCache: boolean): void {
    if (!isFromCache) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#isHeard = true;
    } else if (this.#isHeard && !this.#signal.aborted)
      this.#timer ??= setTimeout(() => this.#lose(), ASKING_MS);
  }

  #lose(): void {
    this.#timer = undefined;
    this.#isHeard = false;
    this.#onLost();
  }
}
