import type { CallState } from '@parley/call';
import { ADA, connected, waiting } from '../../testing/call-scenes.ts';

/** Every kind of state in which the call looks different, by name. */
export const SCENES: Readonly<Record<string, CallState>> = {
  'the call while arriving': { phase: 'arriving', hasEntered: true },
  'the call before anybody came': waiting(),
  'the call after they left': waiting({ because: 'peer-left' }),
  'the call after they left, with their place kept': waiting({ because: 'peer-left', isSeatKept: true }),
  'the call while they may be back': waiting({ because: 'peer-left', mayBeBack: true }),
  'the call after they were asked to leave': waiting({ because: 'peer-dismissed' }),
  'the call without a route': waiting({ because: 'no-route' }),
  'the call behind a network that blocks it': waiting({ because: 'no-route', cause: 'own-network' }),
  'the call without a relay to hide behind': waiting({ because: 'no-route', cause: 'no-relay' }),
  'the call after they were lost': waiting({ because: 'peer-gone' }),
  'the call while connecting': { phase: 'connecting', role: 'guest', hasEntered: true, peerName: 'Ada' },
  'the call with both': connected(),
  'the call on its way to a new link': {
    ...{ phase: 'reconnecting', role: 'guest', hasEntered: true, peer: ADA },
    isGoingOver: true,
  },
  'the call with both switched off': connected({
    peer: { ...ADA, isCameraOn: false, isMicrophoneOn: false },
  }),
  'the call with a screen of theirs': connected({ peer: { ...ADA, isScreenShared: true } }),
  'the call with the other in the lobby': connected({ peer: { ...ADA, hasEntered: false } }),
  'a stalled call with trouble': connected({ isStalled: true, trouble: 'signaling-unreachable' }),
  'the call while reconnecting': { phase: 'reconnecting', role: 'guest', hasEntered: true, peer: ADA },
};
