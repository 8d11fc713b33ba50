/** How fast a file goes, by when how much of it was done. Knows no clock. */

/** Long enough that the figure does not tremble. */
const WINDOW_MS = 5_000;
/** By less than that nobody can say. */
const LEAST_MS = 500;

interface Sample {
  /** In milliseconds, of a clock that only goes on. */
  readonly at: number;
  readonly doneBytes: number;
}

export class TransferSpeed {
  #samples: readonly Sample[] = [];

  /** It does not flow. */
  clear(): void {
    this.#samples = [];
  }

  /** The same once more is no news. What is less than before was begun anew. */
  note(sample: Sample): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && sample.doneBytes < last.doneBytes) this.clear();
    else if (sample.doneBytes === last?.doneBytes) return;
    // Where news are rare, the one before counts, however old it is.
    const known = this.#samples.filter((each) => each === last || sample.at - each.at < WINDOW_MS);
    this.#samples = [...known, sample];
  }

  /** @returns 0: not known yet, or not any more, since nothing came for longer than it should take */
  bytesPerSecond(at: number): number {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (first === undefined || last === undefined) return 0;
    const tookMs = last.at - first.at;
    if (tookMs < LEAST_MS) return 0;
    const usualMs = tookMs / (this.#samples.length - 1);
    const sinceMs = at - last.at;
    if (sinceMs > Math.max(WINDOW_MS, 2 * usualMs)) return 0;
    // What is late already is slower than it was.
    const lateMs = Math.max(0, sinceMs - usualMs);
    return ((last.doneBytes - first.doneBytes) / (tookMs + lateMs)) * 1_000;
  }
}
