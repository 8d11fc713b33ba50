/** With whom one talks in a call, and for how long: what its states come to. */
import type { CallState } from '@parley/call';

export interface TalkFacts {
  /** Undefined: not known. */
  readonly peerName?: string | undefined;
  /** They have agreed on it by ringing, and nobody has met in it yet: whoever is alone is waited for, or waits for this one. */
  readonly isRung?: true | undefined;
  /** For how long both were in the call; undefined: they never were. */
  readonly talkedMs?: number | undefined;
}

export class Talk {
  readonly #now: () => number;
  #peerName: string | undefined;
  readonly #isRung: true | undefined;
  /** Of before, without what is going on. */
  #talkedMs: number | undefined;
  #since: number | undefined;

  constructor(now: () => number, before: TalkFacts = {}) {
    this.#now = now;
    this.#peerName = before.peerName;
    this.#isRung = before.isRung;
    this.#talkedMs = before.talkedMs;
  }

  get facts(): TalkFacts {
    const running = this.#since === undefined ? 0 : this.#now() - this.#since;
    const talkedMs =
      this.#talkedMs === undefined ? undefined : this.#talkedMs + Math.max(0, Math.round(running));
    const isRung = talkedMs === undefined ? this.#isRung : undefined;
    return { peerName: this.#peerName, isRung, talkedMs };
  }

  /** While the link is mended the two are still talking to each other; so they see it themselves. */
  follow(state: CallState): void {
    const isTalking = 'peer' in state && state.hasEntered && state.peer?.hasEntered === true;
    if (isTalking && state.peer?.name) this.#peerName = state.peer.name;
    if (isTalking === (this.#since !== undefined)) return;
    this.#talkedMs = this.facts.talkedMs ?? 0;
    this.#since = isTalking ? this.#now() : undefined;
  }
}
