/** Often enough for a progress that moves. */
const SHOWN_EVERY_MS = 250;

/** How much of one file the other has taken, by how much had been said when each part of it was. */
export class FileProgress {
  readonly #marks: { readonly saidCount: number; readonly bytes: number }[] = [];
  #shownAt = Number.NEGATIVE_INFINITY;
  /** What had been said when its end was; undefined: it was not yet. */
  #endMark: number | undefined;

  /** @param bytes how much of it has been said with that */
  said(saidCount: number, bytes: number): void {
    this.#marks.push({ saidCount, bytes });
  }

  ended(saidCount: number): void {
    this.#endMark = saidCount;
  }

  get hasEnded(): boolean {
    return this.#endMark !== undefined;
  }

  /** The other has all of it. @param takenCount of all that was said, as below */
  isWhole(takenCount: number): boolean {
    return this.#endMark !== undefined && this.#endMark <= takenCount;
  }

  /** @param at in milliseconds, of a clock that only goes on. @returns how many bytes to show; undefined: nothing now */
  taken(takenCount: number, at: number): number | undefined {
    let bytes: number | undefined;
    while (this.#marks[0] !== undefined && this.#marks[0].saidCount <= takenCount)
      bytes = this.#marks.shift()?.bytes;
    // Whatever is drawn costs a page more than a chunk does.
    const isDue = at - this.#shownAt >= SHOWN_EVERY_MS || this.#marks.length === 0;
    if (bytes === undefined || !isDue) return undefined;
    this.#shownAt = at;
    return bytes;
  }
}
