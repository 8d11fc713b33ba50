import type { CallState } from '@parley/call';

/** Whether this person has pressed Join, be they in the call or still kept from it. */
export function hasEntered(state: CallState): boolean {
  return 'hasEntered' in state && state.hasEntered;
}
