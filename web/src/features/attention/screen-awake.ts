/** Keeps the screen on while it is wished; the browser lets go whenever the page is hidden, and is asked again after that. */

type WakeLocks = Pick<WakeLock, 'request'>;

/** @param locks undefined: the browser has none, and the screen sleeps when it wants */
export class ScreenAwake {
  readonly #locks: WakeLocks | undefined;
  #isWished = false;
  #lock: WakeLockSentinel | undefined;
  #isAsking = false;

  constructor(signal: AbortSignal, locks: WakeLocks | undefined) {
    this.#locks = locks;
    document.addEventListener('visibilitychange', () => void this.#look(), { signal });
    signal.addEventListener('abort', () => this.set(false), { once: true });
  }

  set(isWished: boolean): void {
    this.#isWished = isWished;
    void this.#look();
  }

  async #look(): Promise<void> {
    const isHeld = this.#lock?.released === false;
    if (!this.#isWished) {
      const lock = this.#lock;
      this.#lock = undefined;
      await lock?.release().catch(() => {});
      return;
    }
    if (isHeld || this.#isAsking || document.visibilityState !== 'visible') return;
    this.#isAsking = true;
    // Refused where the battery is low or the page may not; then it sleeps when it wants.
    this.#lock = await this.#locks?.request('screen').catch(() => undefined);
    this.#isAsking = false;
    // It may have become unwished meanwhile.
    if (!this.#isWished) await this.#look();
  }
}
