import type { CallState } from '@parley/call';
import { ADA, connected, waiting } from '../../testing/call-scenes.ts';

/** Every kind of state in which the lobby looks different, by name. */
export const SCENES: Readonly<Record<string, CallState>> = {
  'the lobby while arriving': { phase: 'arriving', hasEntered: false },
  'the lobby of an empty call': waiting({ hasEntered: false }),
  'the lobby with trouble': waiting({ hasEntered: false, trouble: 'signaling-unreachable' }),
  'the lobby of a call with somebody in it': connected({ hasEntered: false }),
  'the lobby of a call with somebody without a name': connected({
    hasEntered: false,
    peer: { ...ADA, name: '' },
  }),
  'the lobby before it opens': { phase: 'early', hasEntered: false, because: 'not-open' },
  'the lobby before it opens, ready': { phase: 'early', hasEntered: true, because: 'not-open' },
  'the lobby at a door': { phase: 'early', hasEntered: false, because: 'at-door' },
  'the lobby at a door, having knocked': { phase: 'early', hasEntered: true, because: 'rung' },
  'the lobby at a door, turned away': {
    ...{ phase: 'early', hasEntered: false, because: 'declined', word: 'Tomorrow at nine, please' },
  },
  'the lobby at a door, asked for a moment': { phase: 'early', hasEntered: true, because: 'one-moment' },
  'the lobby of a call in another tab': { phase: 'early', hasEntered: false, because: 'other-tab' },
  'the lobby before the host': { phase: 'early', hasEntered: false, because: 'host-absent' },
};
