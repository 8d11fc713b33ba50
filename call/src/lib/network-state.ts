/** What this browser says of its network. */
import { Cell, type Readable } from './cell.ts';

export class NetworkState {
  readonly #isOnline = new Cell(navigator.onLine);

  /** @param onChange it is online again or on another network: an old path may be dead */
  constructor(onChange: () => void, signal: AbortSignal) {
    const back = () => {
      this.#isOnline.set(true);
      onChange();
    };
    addEventListener('online', back, { signal });
    addEventListener('offline', () => this.#isOnline.set(false), { signal });
    // Not in every browser: https://developer.mozilla.org/docs/Web/API/NetworkInformation
    const { connection } = navigator as Navigator & { connection?: EventTarget & { type?: string } };
    let type = connection?.type;
    const check = () => {
      // The event for it may have got lost.
      if (navigator.onLine) this.#isOnline.set(true);
      // Most of these events tell only of a new estimate of the same network's speed.
      if (connection?.type === type) return;
      type = connection?.type;
      if (type !== 'none') onChange();
    };
    connection?.addEventListener('change', check, { signal });
  }

  /** False: the browser is sure that there is no network. True proves nothing. */
  get isOnline(): Readable<boolean> {
    return this.#isOnline;
  }
}
