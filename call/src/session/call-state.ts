/**
 * The states of a call as one person has it, and how one leads to the next.
 *
 *   arriving ──seated──► waiting ◄──peer-left, peer-gone,──┐
 *      │  │                 │ ▲       no-route             │
 *      │ ├─early─► early    │ │                            │
 *      │ └◄─admitted─┘      │ │                            │
 *      │               negotiating                         │
 *      │                    ▼                              │
 *      │               connecting ──linked──► connected ───┤
 *      │                                        │   ▲      │
 *      │                              link-lost │   │ linked
 *      │                                        ▼   │      │
 *      │                                     reconnecting ─┘
 *      └── any of them ──ended / failed──► ended · failed   (final)
 *
 * Whoever only looks, or is put out, may be put before the door again, by `unseated`: arriving, from any of them but the final ones.
 *
 * Arriving takes a seat and connects; entering, at any time after that, begins to show and hear. The lobby is every
 * state in which `hasEntered` is false.
 */
import type { PeerPresence, Role } from '@parley/protocol';
import { type DoorReason, isTurnedAway } from '../door/door-reason.ts';
import type { CallErrorCode } from '../ports/call-error.ts';

/**
 * How a call stands for this person. `ended` and `failed` are final. Whoever is in a call that is moved to another time
 * arrives again: the state of a `Call` is never `ended` because `moved`.
 */
export type CallState =
  /** Signing in, reading the call, choosing a seat. */
  | { readonly phase: 'arriving'; readonly hasEntered: boolean }
  /** Before the door: no seat is taken yet. */
  | {
      readonly phase: 'early';
      readonly hasEntered: boolean;
      readonly because: EarlyReason;
      /** In another tab of this browser one has one seat, and may have the other here. */
      readonly canSitBeside?: boolean;
      /** What the host says to whoever waits at the door; absent: nothing. */
      readonly word?: string;
      /** Of `rung-enough`: when one may ask again at the latest, by `Call.now()`. */
      readonly mayAskAt?: number;
    }
  /** Seated, and the other is not here. */
  | (Seated & {
      readonly phase: 'waiting';
      readonly because: WaitingReason;
      /** Of `no-route`, where it is known. */
      readonly cause?: NoRouteCause;
      /**
       * Of `peer-left`: their page has gone without their leaving. Whoever loads it anew is back within seconds; when those are over
       * this is absent again.
       */
      readonly mayBeBack?: true;
      /** To the host: the guest's seat is kept for whoever has left it, and nobody else gets in meanwhile. */
      readonly isSeatKept?: true;
    })
  /** The other is here, and the two browsers are finding a way to each other. */
  | (Seated & {
      readonly phase: 'connecting';
      /** What they want to be called; empty if nothing. */
      readonly peerName: string;
    })
  | (Seated & {
      readonly phase: 'connected';
      /** Undefined until the other's first message, an instant after connecting. */
      readonly peer?: PeerPresence;
      /** What they want to be called, as far as it was known before that message; absent: it was not, or the message is here. */
      readonly peerName?: string;
      /** Nothing has arrived for some seconds, but the link has not been given up. */
      readonly isStalled: boolean;
    })
  /** The link broke and is being repaired; or the call has a new one for people, and the two are on their way to where that leads. */
  | (Seated & {
      readonly phase: 'reconnecting';
      readonly peer?: PeerPresence;
      readonly isGoingOver?: true;
    })
  /** Over for this page. */
  | { readonly phase: 'ended'; readonly reason: EndReason }
  /** Cannot go on, through no wish of either. */
  | { readonly phase: 'failed'; readonly error: CallErrorCode };

interface Seated {
  readonly role: Role;
  /** Whether this person has pressed Join; until then the other neither sees nor hears them. */
  readonly hasEntered: boolean;
  /** What is wrong with signaling while the call goes on regardless; undefined: nothing. */
  readonly trouble?: CallErrorCode;
  /** The guest is another user than the one who was here before, and the host has not taken note of that yet. */
  readonly isOtherGuest?: true;
}

/**
 * Why nobody else is here: nobody came yet; they left; this person, who is the host, has asked them to leave; they vanished without a
 * word; or they are there, but no way
 * was found between the two networks.
 */
export type WaitingReason = 'nobody-came' | 'peer-left' | 'peer-dismissed' | 'peer-gone' | 'no-route';

/**
 * Why there is no way: this person's own network lets no UDP out; or their address is to be hidden, and there is no relay. Absent: the
 * two networks do not fit together, or the other's is the reason.
 */
export type NoRouteCause = 'own-network' | 'no-relay';

/**
 * Why one has no seat yet: it is not open; the host goes first, and is not there; somebody has just left the seat, which
 * is kept for them for a while; somebody else only looks from it, and whoever presses Join may have it; the host's is
 * taken on another device, until somebody with the host link joins; one's own is, by this user, until they join here, or it was by a
 * page that has vanished without a word; one is in the call in another tab; one has
 * just left oneself, and the seat waits for one's Join; one wants to connect only when joining; or there is a door:
 * see {@link DoorReason}.
 */
export type EarlyReason =
  | 'not-open'
  | 'host-absent'
  | 'kept'
  | 'looked-at'
  | 'host-elsewhere'
  | 'elsewhere'
  | 'other-tab'
  | 'kept-for-you'
  | 'not-joined'
  | DoorReason;

/**
 * Why it is over here: this person left; the host ended it for both; it was cancelled before it was to start; it was moved to
 * another time while this person was in it; it lapsed while
 * nobody gave a sign of life; its time is over; another tab or device of theirs took the seat; or the host has asked them to leave.
 */
export type EndReason =
  | 'left'
  | 'host-ended'
  | 'cancelled'
  | 'moved'
  | 'lapsed'
  | 'time-over'
  | 'taken-over'
  | 'dismissed';

/** Whether it has failed, and the next try may go on with it: a failure leaves the call as it was, but where there is none any more. */
export function mayGoOn(state: CallState): boolean {
  return state.phase === 'failed' && state.error !== 'no-such-call';
}

/** What can happen to a call. Facts, in the past tense. */
export type CallEvent =
  | {
      readonly type: 'early';
      readonly because: EarlyReason;
      readonly canSitBeside?: boolean;
      readonly word?: string;
      readonly mayAskAt?: number;
    }
  /** A seat stands open, and is being taken. */
  | { readonly type: 'admitted' }
  | { readonly type: 'seated'; readonly role: Role }
  /** The seat is lost, and this person is before the door again. */
  | { readonly type: 'unseated' }
  | { readonly type: 'entered' }
  /** Offer and answer are both there: the two browsers have begun to look for each other. */
  | { readonly type: 'negotiating'; readonly peerName: string }
  | { readonly type: 'linked' }
  | { readonly type: 'presence-received'; readonly peer: PeerPresence }
  | { readonly type: 'stalled' }
  | { readonly type: 'unstalled' }
  | { readonly type: 'link-lost' }
  /** @property mayBeBack their page went, and they have not said that they leave */
  | { readonly type: 'peer-left'; readonly mayBeBack?: boolean }
  | { readonly type: 'peer-dismissed' }
  | { readonly type: 'peer-gone' }
  /** Also when more is known of the cause. */
  | { readonly type: 'no-route'; readonly cause?: NoRouteCause }
  /** This person has asked for another try. */
  | { readonly type: 'tried-again' }
  | { readonly type: 'seat-noted'; readonly isKept: boolean }
  | { readonly type: 'other-guest-came' }
  | { readonly type: 'other-guest-noted' }
  | { readonly type: 'trouble-began'; readonly error: CallErrorCode }
  | { readonly type: 'trouble-ended' }
  | { readonly type: 'ended'; readonly reason: EndReason }
  | { readonly type: 'failed'; readonly error: CallErrorCode };

export const INITIAL_CALL_STATE: CallState = { phase: 'arriving', hasEntered: false };

/** Whether the call is over for this page, one way or another. */
export function isFinal(state: CallState): state is Extract<CallState, { phase: 'ended' | 'failed' }> {
  return state.phase === 'ended' || state.phase === 'failed';
}

/** The other, who is in the call; undefined: nobody is, as far as they have said. */
export function peerInside(state: CallState): PeerPresence | undefined {
  return 'peer' in state && state.peer?.hasEntered === true ? state.peer : undefined;
}

/** The next state. Total: an event that means nothing in a state leaves it as it is (the same object). */
export function transition(state: CallState, event: CallEvent): CallState {
  if (isFinal(state)) return state;
  switch (event.type) {
    case 'ended':
      return { phase: 'ended', reason: event.reason };
    case 'failed':
      return { phase: 'failed', error: event.error };
    case 'entered':
      return state.hasEntered ? state : { ...state, hasEntered: true };
    case 'early':
      return isOutside(state) && !isSameEarly(state, event)
        ? {
            ...{ phase: 'early', because: event.because },
            // Nor do two tabs ring by turns.
            hasEntered: state.hasEntered && !isTurnedAway(event.because),
            ...(event.canSitBeside && { canSitBeside: true }),
            ...(event.word && { word: event.word }),
            ...(event.mayAskAt !== undefined && { mayAskAt: event.mayAskAt }),
          }
        : state;
    case 'unseated':
      return isOutside(state) ? state : { phase: 'arriving', hasEntered: state.hasEntered };
    case 'admitted':
      return state.phase === 'early' ? { phase: 'arriving', hasEntered: state.hasEntered } : state;
    case 'seated':
      return isOutside(state)
        ? { phase: 'waiting', role: event.role, hasEntered: state.hasEntered, because: 'nobody-came' }
        : state;
    default:
      return isOutside(state) ? state : transitionSeated(state, event);
  }
}

function isSameEarly(
  state: CallState,
  { because, canSitBeside, word, mayAskAt }: Extract<CallEvent, { type: 'early' }>,
): boolean {
  return (
    state.phase === 'early' &&
    state.because === because &&
    (state.word ?? '') === (word ?? '') &&
    state.mayAskAt === mayAskAt &&
    (state.canSitBeside === true) === (canSitBeside === true)
  );
}

type SeatedState = Extract<CallState, Seated>;
type SeatedEvent = Exclude<
  CallEvent,
  { type: 'ended' | 'failed' | 'entered' | 'early' | 'admitted' | 'seated' | 'unseated' }
>;

function isOutside(state: CallState): state is Extract<CallState, { phase: 'arriving' | 'early' }> {
  return state.phase === 'arriving' || state.phase === 'early';
}

function transitionSeated(state: SeatedState, event: SeatedEvent): CallState {
  const seated = seatedPart(state);
  switch (event.type) {
    case 'negotiating': {
      // While a way is looked for again and again, it is as true as before that there is none.
      const isWayMissed = state.phase === 'waiting' && state.because === 'no-route';
      return state.phase === 'waiting' && !isWayMissed
        ? { ...seated, phase: 'connecting', peerName: event.peerName }
        : state;
    }
    case 'tried-again':
      if (state.phase !== 'waiting') return state;
      // Only of one of them is it known that the other is there.
      if (state.because === 'no-route') return { ...seated, phase: 'connecting', peerName: '' };
      return state.because === 'peer-gone' ? { ...seated, phase: 'reconnecting' } : state;
    case 'linked':
      return state.phase === 'connected'
        ? state
        : { ...seated, phase: 'connected', isStalled: false, ...peerOf(state), ...peerNameOf(state) };
    case 'presence-received': {
      if (state.phase === 'reconnecting') return { ...state, peer: event.peer };
      if (state.phase !== 'connected') return state;
      const { peerName: _, ...rest } = state;
      return { ...rest, peer: event.peer };
    }
    case 'stalled':
      return state.phase === 'connected' && !state.isStalled ? { ...state, isStalled: true } : state;
    case 'unstalled':
      return state.phase === 'connected' && state.isStalled ? { ...state, isStalled: false } : state;
    case 'link-lost':
      return state.phase === 'connected' ? { ...seated, phase: 'reconnecting', ...peerOf(state) } : state;
    case 'no-route':
      return state.phase === 'waiting' && state.because === event.type && state.cause === event.cause
        ? state
        : { ...seated, phase: 'waiting', because: event.type, ...(event.cause && { cause: event.cause }) };
    case 'peer-left':
      return peerLeft(state, event.mayBeBack === true);
    case 'peer-dismissed':
    case 'peer-gone':
      return state.phase === 'waiting' && state.because === event.type
        ? state
        : { ...seated, phase: 'waiting', because: event.type };
    case 'seat-noted': {
      if (state.phase !== 'waiting' || (state.isSeatKept === true) === event.isKept) return state;
      const { isSeatKept: _, ...rest } = state;
      return event.isKept ? { ...rest, isSeatKept: true } : rest;
    }
    case 'other-guest-came':
      return state.isOtherGuest === true ? state : { ...state, isOtherGuest: true };
    case 'other-guest-noted': {
      if (state.isOtherGuest === undefined) return state;
      const { isOtherGuest: _, ...rest } = state;
      return rest;
    }
    case 'trouble-began':
      return state.trouble === event.error ? state : { ...state, trouble: event.error };
    case 'trouble-ended': {
      if (state.trouble === undefined) return state;
      const { trouble: _, ...rest } = state;
      return rest;
    }
  }
}

/** Whoever was waited for in vain has left; nobody is waited for who has left. */
function peerLeft(state: SeatedState, mayBeBack: boolean): CallState {
  if (state.phase !== 'waiting' || state.because !== 'peer-left')
    return {
      ...seatedPart(state),
      phase: 'waiting',
      because: 'peer-left',
      ...(mayBeBack && { mayBeBack: true }),
    };
  if (mayBeBack || state.mayBeBack === undefined) return state;
  const { mayBeBack: _, ...rest } = state;
  return rest;
}

function seatedPart({ role, hasEntered, trouble, isOtherGuest }: SeatedState): Seated {
  return { role, hasEntered, ...(trouble && { trouble }), ...(isOtherGuest && { isOtherGuest }) };
}

function peerOf(state: SeatedState): { peer?: PeerPresence } {
  return 'peer' in state && state.peer !== undefined ? { peer: state.peer } : {};
}

function peerNameOf(state: SeatedState): { peerName?: string } {
  return state.phase === 'connecting' && state.peerName !== '' ? { peerName: state.peerName } : {};
}
