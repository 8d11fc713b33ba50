/** Rings until somebody answers: a sound again and again, and once the tab's title and a notification. */
import type { CallPreferences } from '../../memory/preference.ts';
import { endArrival, soundArrival, tellArrival } from './arrival-signs.ts';

const RINGS_MS = 4_000;

export interface Ringing {
  /** Of one ring: another is told anew. */
  readonly id: string;
  readonly title: string;
}

export class Ringer {
  readonly #preferences: () => Pick<CallPreferences, 'sounds' | 'notifications'>;
  #ringing: Ringing | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(preferences: () => Pick<CallPreferences, 'sounds' | 'notifications'>) {
    this.#preferences = preferences;
  }

  /** @param ringing undefined: nobody rings */
  set(ringing: Ringing | undefined): void {
    if (ringing?.id === this.#ringing?.id) return;
    this.#ringing = ringing;
    clearInterval(this.#timer);
    if (ringing === undefined) return endArrival();
    tellArrival(ringing.title, this.#preferences(), '', ringing.id);
    this.#timer = setInterval(() => soundArrival(this.#preferences()), RINGS_MS);
  }
}
