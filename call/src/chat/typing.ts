/** Who is writing just now: this person, of which the other is told now and then, and the other, as far as they say so. */
import { Allowance } from '../lib/allowance.ts';
import { Cell, type Readable } from '../lib/cell.ts';

/** Said anew as long as somebody types, and over when it was not for so much longer. */
const TYPING_MS = 3_000;
const TYPING_ENDS_MS = 2 * TYPING_MS;
/** Of notes that somebody types or does not; what is not heard of that time tells. */
const HEEDING = { burst: 5, perSecond: 1 } as const;

export class Typing {
  readonly #say: (isTyping: boolean) => void;
  readonly #isPeerTyping = new Cell(false);
  readonly #heeding = new Allowance(HEEDING);
  #saidAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param say to the other; if it is lost, they learn it by the next or by its absence */
  constructor(say: (isTyping: boolean) => void) {
    this.#say = say;
  }

  get isPeerTyping(): Readable<boolean> {
    return this.#isPeerTyping;
  }

  /** At every key of this person's: said now and then, and once when it ends. */
  set(isTyping: boolean): void {
    const now = performance.now();
    const isNews = isTyping ? now - this.#saidAt >= TYPING_MS : Number.isFinite(this.#saidAt);
    if (!isNews) return;
    this.#saidAt = isTyping ? now : Number.NEGATIVE_INFINITY;
    this.#say(isTyping);
  }

  /** What this person typed goes to the other, which says enough. */
  sent(): void {
    this.#saidAt = Number.NEGATIVE_INFINITY;
  }

  /** The other says so. */
  hear(isTyping: boolean): void {
    // Each is drawn.
    if (this.#heeding.waitMs > 0) return;
    this.#heeding.spend();
    clearTimeout(this.#timer);
    this.#isPeerTyping.set(isTyping);
    if (isTyping) this.#timer = setTimeout(() => this.peerStopped(), TYPING_ENDS_MS);
  }

  /** The other's message is here, or they are gone. */
  peerStopped(): void {
    clearTimeout(this.#timer);
    this.#isPeerTyping.set(false);
  }
}
