/** What whoever rings somebody hears: that it rings there, again and again, and once what becomes of it. */
import type { OutgoingRingState, RingOutcome } from '@parley/call';
import { type Melody, PITCH_HZ, QUIET } from '../../ui/sounds.ts';

type RingSound = 'ringing' | 'accepted' | RingOutcome;

const { deep, low, high, top } = PITCH_HZ;

/** Each thing that can become of a ring has one of its own, which rises only where they come, or wait. */
export const RING_SOUNDS: Readonly<Record<RingSound, Melody>> = {
  ringing: { notes: [low, low], volume: QUIET / 2 },
  accepted: { notes: [low, high, top], volume: QUIET },
  declined: { notes: [high, low, deep], volume: QUIET },
  busy: { notes: [low, low, low, low], volume: QUIET },
  'no-answer': { notes: [low, low, deep], volume: QUIET },
  'not-reachable': { notes: [deep, deep], volume: QUIET },
  cancelled: { notes: [deep], volume: QUIET },
  answered: { notes: [deep, low, high], volume: QUIET },
};

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
