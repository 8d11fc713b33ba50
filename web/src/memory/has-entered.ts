/** What a call's state says of whether this person is in it. */
import type { CallState } from '@parley/call';

/** Whether this person has pressed Join, be they in the call or still kept from it. */
export function hasEntered(state: CallState): boolean {
  return 'hasEntered' in state && state.hasEntered;
}

/** Whether they are in the call itself: they have a seat, and have come in. */
export function isSeated(state: CallState): boolean {
  return 'role' in state && state.hasEntered;
}

/** Whether the other is in it, and connected with this page. */
export function isTogether(state: CallState): boolean {
  return state.phase === 'connected' && state.peer?.hasEntered === true;
}
