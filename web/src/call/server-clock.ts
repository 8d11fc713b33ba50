/**
 * The server's time as far as this browser can tell. Device clocks are wrong by minutes and sometimes by days, and
 * times that the rules check must be the server's.
 */
export class ServerClock {
  #offsetMs = 0;

  /** Milliseconds since the epoch. Until something was observed, the device's own time. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Learns from a time that the server stated during an exchange. The middle of the exchange is the best guess. */
  observe(serverTime: number, sentAt: number, receivedAt: number): void {
    this.#offsetMs = serverTime - (sentAt + receivedAt) / 2;
  }
}
