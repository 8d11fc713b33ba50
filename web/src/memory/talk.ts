/** With whom one talks in a call, and for how long: what its states come to. */
import type { CallState } from '@parley/call';

export interface TalkFacts {
  /** Undefined: not known. */
  readonly peerName?: string | undefined;
  /**
   * When they agreed on it by ringing, where that was just now and they have not met in it yet: whoever is alone is waited for, or waits
   * for this one. Milliseconds since the epoch.
   */
  readonly rungAt?: number | undefined;
  /** For how long both were in the call; undefined: they never were. */
  readonly talkedMs?: number | undefined;
}

/** So long after an answer both are taken to come; whoever rings takes it for as long. */
const AWAITED_MS = 5 * 60_000;

export class Talk {
  readonly #now: () => number;
  #peerName: string | undefined;
  #rungAt: number | undefined;
  /** Of before, without what is going on. */
  #talkedMs: number | undefined;
  #since: number | undefined;

  constructor(now: () => number, before: TalkFacts = {}) {
    this.#now = now;
    this.#peerName = before.peerName;
    this.#rungAt = before.rungAt;
    this.#talkedMs = before.talkedMs;
  }

  get facts(): TalkFacts {
    const running = this.#since === undefined ? 0 : this.#now() - this.#since;
    const talkedMs =
      this.#talkedMs === undefined ? undefined : this.#talkedMs + Math.max(0, Math.round(running));
    const isAwaited = this.#rungAt !== undefined && this.#now() - this.#rungAt < AWAITED_MS;
    const rungAt = isAwaited && talkedMs === undefined ? this.#rungAt : undefined;
    return { peerName: this.#peerName, rungAt, talkedMs };
  }

  /** The call has another link: who has answered comes by the old one. */
  forgetRing(): void {
    this.#rungAt = undefined;
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
