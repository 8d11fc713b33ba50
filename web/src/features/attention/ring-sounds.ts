/** What whoever rings somebody hears: that it rings there, again and again, and once what becomes of it. */
import type { OutgoingRingState } from '@parley/call';
import type { RingSound } from '../../ui/sounds.ts';

/** As telephones have it, about. */
export const RINGS_THERE_MS = 4_000;

export class RingSounds {
  readonly #play: (sound: RingSound) => void;
  #told: RingSound | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(play: (sound: RingSound) => void) {
    this.#play = play;
  }

  /** @param state of the last ring; undefined: none */
  follow(state: OutgoingRingState | undefined): void {
    const sound = soundOf(state);
    if (sound === this.#told) return;
    this.#told = sound;
    clearInterval(this.#timer);
    if (sound === undefined) return;
    this.#play(sound);
    if (sound === 'ringing') this.#timer = setInterval(() => this.#play(sound), RINGS_THERE_MS);
  }
}

/** Undefined: nothing is known yet, or it is told by words alone. */
function soundOf(state: OutgoingRingState | undefined): RingSound | undefined {
  if (state?.phase === 'over') return state.outcome;
  return state?.phase === 'ringing' || state?.phase === 'accepted' ? state.phase : undefined;
}
