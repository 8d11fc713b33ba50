/** Acts at once, and then at most once in so long: of what comes meanwhile, on the latest. */
export class Throttle<T> {
  readonly #intervalMs: number;
  readonly #act: (value: T) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: { readonly value: T } | undefined;

  constructor(intervalMs: number, act: (value: T) => void) {
    this.#intervalMs = intervalMs;
    this.#act = act;
  }

  get isWaiting(): boolean {
    return this.#waiting !== undefined;
  }

  push(value: T): void {
    if (this.#timer === undefined) this.#perform(value);
    else this.#waiting = { value };
  }

  /** What waits is not acted on any more. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = undefined;
  }

  #perform(value: T): void {
    this.#timer = setTimeout(() => {
      const waiting = this.#waiting;
      this.clear();
      if (waiting !== undefined) this.#perform(waiting.value);
    }, this.#intervalMs);
    this.#act(value);
  }
}
