/** The short time in which two people go over to where a new link leads: that each of them arrives there is no news to either. */
import type { PeerPresence } from '@parley/protocol';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import type { CallState } from '../session/call-state.ts';

/** The other, who is on the way as well. */
export interface Along {
  /** To the host, who lets them in; undefined: it is the host. */
  readonly guestUid: string | undefined;
  readonly peer: PeerPresence;
}

/** Where the other has not come by then, it is told how things stand. */
const GOING_OVER_MS = 15_000;

/** At the host's door until they see who it is, and before them where the host goes first. */
const ON_THE_WAY = ['host-absent', 'at-door', 'ringing', 'rung'];

export class GoingOver {
  #isOver = false;

  /** @param onLate they have not met in time */
  constructor(onLate: () => void, signal: AbortSignal) {
    delay(GOING_OVER_MS, signal).then(() => {
      if (this.#isOver) return;
      this.#isOver = true;
      onLate();
    }, ignoreAbort);
  }

  /** Whether nothing is to be said of this state. */
  covers(state: CallState): boolean {
    this.#isOver ||= !isOnTheWay(state);
    return !this.#isOver;
  }
}

function isOnTheWay(state: CallState): boolean {
  switch (state.phase) {
    case 'arriving':
    case 'connecting':
      return true;
    case 'early':
      return ON_THE_WAY.includes(state.because);
    case 'waiting':
      return state.because === 'nobody-came';
    default:
      return false;
  }
}
