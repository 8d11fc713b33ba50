/** Whether the other speaks, by how loud they are. */
import { Cell } from '../lib/cell.ts';
import { every } from '../lib/lifetime.ts';
import type { Link } from '../link/link.ts';
import type { LinkFeature } from './link-feature.ts';

/** Often enough for a ring that follows a voice, seldom enough to cost nothing. */
const LOOK_MS = 150;
/** -40 dBov, between a quiet room after noise suppression and a quiet voice. */
const SPEAKING_LEVEL = 0.01;
/** Longer than the pauses between words. */
const PAUSE_MS = 700;

export class SpeakingFeature implements LinkFeature {
  readonly isSpeaking = new Cell(false);
  #lifetime = new AbortController();
  #heardAt = Number.NEGATIVE_INFINITY;

  begin(link: Link): void {
    this.#lifetime = new AbortController();
    every(LOOK_MS, () => this.#look(link.soundLevel()), this.#lifetime.signal);
  }

  end(): void {
    this.#lifetime.abort();
    this.#heardAt = Number.NEGATIVE_INFINITY;
    this.isSpeaking.set(false);
  }

  #look(level: number): void {
    const now = performance.now();
    if (level >= SPEAKING_LEVEL) this.#heardAt = now;
    this.isSpeaking.set(now - this.#heardAt < PAUSE_MS);
  }
}
