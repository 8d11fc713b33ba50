/** Whether a round may begin now, by the pace of rounds and by the referee's; if not, it says when there is another chance. */
import { childLifetime, delay, ignoreAbort } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import { RoundPace } from './round-pace.ts';
import { MAX_BACKOFF_MS } from './setbacks.ts';

export interface RoundGateOptions {
  readonly clock: ServerClock;
  /** It may be tried now. */
  readonly onOpen: () => void;
  readonly signal: AbortSignal;
}

/** Who would be at the other end of the round; undefined: nobody who has come in. */
export type RoundPeer = { readonly uid: string } | undefined;

export class RoundGate {
  readonly #options: RoundGateOptions;
  #pace = new RoundPace();
  /** The last user who has come in on the other side. */
  #pacedUid: string | undefined;
  /** Of the chance that is waited for: however often it is asked, there is one. */
  #waiting: AbortController | undefined;

  constructor(options: RoundGateOptions) {
    this.#options = options;
  }

  roundOffered(): void {
    this.#pace.roundOffered();
  }

  roundBegan(): void {
    this.#pace.roundBegan();
  }

  connected(): void {
    this.#pace.connected();
  }

  /**
   * @param earliestAt when the referee takes a round, by the server's clock
   * @returns `never`: they begin rounds for nothing, and there should be no more with them
   */
  pass(peer: RoundPeer, isConnected: boolean, earliestAt: number): 'now' | 'later' | 'never' {
    const { clock, signal, onOpen } = this.#options;
    this.#waiting?.abort();
    if (peer !== undefined) this.paceFor(peer.uid);
    const pauseMs = this.#pace.waitMs(isConnected);
    if (pauseMs === undefined && peer !== undefined) return 'never';
    // Whoever only looks ends nothing here: the one who is waited for may still come.
    const waitMs = Math.max(pauseMs ?? MAX_BACKOFF_MS, earliestAt - clock.now());
    if (waitMs <= 0) return 'now';
    this.#waiting = childLifetime(signal);
    delay(waitMs, this.#waiting.signal).then(onOpen, ignoreAbort);
    return 'later';
  }

  /** Who comes in does not pay for rounds of somebody else. A seat that was entered is kept, so this happens seldom. */
  paceFor(uid: string): void {
    if (uid !== this.#pacedUid) this.#pace = new RoundPace();
    this.#pacedUid = uid;
  }
}
