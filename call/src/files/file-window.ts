/**
 * How much of files may wait or be under way: what goes in half a second. More would still crowd out sound and picture when the link
 * gets worse, and outlast a wish to stop. Knows no clock.
 */

const WINDOW_MS = 500;
/**
 * Also on a slow link, and before anything is known. Where the other's answer takes longer than {@link WINDOW_MS}, the window itself is what
 * was measured, so it comes down to this.
 */
const MIN_WINDOW_BYTES = 512 * 1024;
/** Enough that a fast link is never idle. */
export const MAX_WINDOW_BYTES = 2 * 1024 * 1024;
/** Short enough to grow soon, long enough to be no chance. */
const MEASURED_MS = 250;

export class FileWindow {
  #bytes = MIN_WINDOW_BYTES;
  #from: { readonly at: number; readonly takenBytes: number } | undefined;

  get bytes(): number {
    return this.#bytes;
  }

  /** @param takenBytes how much the other has taken so far, of all that was said. @param at in milliseconds, of a clock that only goes on */
  noteTaken(takenBytes: number, at: number): void {
    this.#from ??= { at, takenBytes };
    const ms = at - this.#from.at;
    if (ms < MEASURED_MS) return;
    const bytes = Math.round(((takenBytes - this.#from.takenBytes) / ms) * WINDOW_MS);
    this.#bytes = Math.min(MAX_WINDOW_BYTES, Math.max(MIN_WINDOW_BYTES, bytes));
    this.#from = { at, takenBytes };
  }
}
