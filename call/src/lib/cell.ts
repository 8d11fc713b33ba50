/** A value that changes, for whoever wants to hear of it. */
export interface Readable<T> {
  /** As it is now. */
  readonly value: T;
  /**
   * Calls the listener with the value as it is, at once, and with each that takes its place, until `signal` aborts. What
   * a listener throws is reported and keeps nobody else from hearing.
   */
  subscribe(listener: (value: T) => void, signal?: AbortSignal): void;
}

/** A value that its owner sets; whoever else is given it should get it as {@link Readable}. */
export class Cell<T> implements Readable<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  /** The same value once more is no news. */
  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    // Whoever sets it again from in here is heard last; then this value is past.
    // It may have unsubscribed since, because of what another heard.
    for (const listener of [...this.#listeners])
      if (this.#listeners.has(listener) && Object.is(value, this.#value)) tell(listener, value);
  }

  subscribe(listener: (value: T) => void, signal?: AbortSignal): void {
    if (signal?.aborted) return;
    // A function of its own, since the same listener may subscribe twice.
    const own = (value: T) => listener(value);
    this.#listeners.add(own);
    signal?.addEventListener('abort', () => this.#listeners.delete(own), { once: true });
    tell(own, this.#value);
  }
}

function tell<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value);
  } catch (error) {
    // As an event's listener: the page hears of it as of an error that nobody caught.
    queueMicrotask(() => {
      throw error;
    });
  }
}
