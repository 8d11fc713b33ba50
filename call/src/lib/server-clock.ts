/** Where a device's two clocks have moved apart by more than this, one was set or stood still. */
const JUMP_MS = 2_000;

/**
 * The server's time as far as this browser can tell. Device clocks are wrong by minutes and sometimes by days, and are
 * set right in the middle of a call; times that the rules check must be the server's.
 *
 * It goes by `performance.now()`, which does not jump. But in some browsers that stands still while a laptop sleeps, so
 * what the device's clock says beside it tells when to doubt: then one of the two has moved without the other, and only
 * the server knows which.
 */
export class ServerClock {
  /** What the server's time is ahead of `performance.now()`. Until something was observed, by the device's own time. */
  #offsetMs = differenceOfClocks();
  /** What the device's clock was ahead of `performance.now()` when that was learnt. */
  #differenceMs = this.#offsetMs;

  /** Whole milliseconds since the epoch. */
  now(): number {
    return Math.round(performance.now() + this.#offsetMs);
  }

  /** The device's clock was set, or the device has slept, since the server was last heard: `now()` may be wrong. */
  get isInDoubt(): boolean {
    return Math.abs(differenceOfClocks() - this.#differenceMs) > JUMP_MS;
  }

  /**
   * Begins an exchange with the server.
   * @returns what to call with the time that the server stated during it, in milliseconds since the epoch. The middle of
   *   the exchange is the best guess.
   */
  measure(): (serverTime: number) => void {
    const sentAt = performance.now();
    return (serverTime) => {
      this.#offsetMs = serverTime - (sentAt + performance.now()) / 2;
      this.#differenceMs = differenceOfClocks();
    };
  }
}

function differenceOfClocks(): number {
  return Date.now() - performance.now();
}
