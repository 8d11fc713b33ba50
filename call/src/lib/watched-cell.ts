import { Cell, type Readable } from './cell.ts';

/** A value that costs something to follow, and so is followed only while somebody watches. */
export class WatchedCell<T> implements Readable<T> {
  readonly #cell: Cell<T>;
  readonly #atRest: T;
  readonly #follow: (set: (value: T) => void, signal: AbortSignal) => void;
  #following: AbortController | undefined;
  #watcherCount = 0;

  /**
   * @param atRest what it is while nobody watches
   * @param follow sets the value until its signal aborts, which is when the last watcher has gone
   */
  constructor(atRest: T, follow: (set: (value: T) => void, signal: AbortSignal) => void) {
    this.#atRest = atRest;
    this.#cell = new Cell(atRest);
    this.#follow = follow;
  }

  get value(): T {
    return this.#cell.value;
  }

  subscribe(listener: (value: T) => void, signal?: AbortSignal): void {
    if (signal?.aborted) return;
    this.#cell.subscribe(listener, signal);
    this.#watcherCount += 1;
    signal?.addEventListener('abort', () => this.#unwatch(), { once: true });
    if (this.#watcherCount > 1) return;
    const following = new AbortController();
    this.#following = following;
    this.#follow((value) => !following.signal.aborted && this.#cell.set(value), following.signal);
  }

  #unwatch(): void {
    this.#watcherCount -= 1;
    if (this.#watcherCount > 0) return;
    this.#following?.abort();
    this.#cell.set(this.#atRest);
  }
}
