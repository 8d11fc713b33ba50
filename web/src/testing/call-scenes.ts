import type { CallId, PeerPresence } from '@parley/protocol';
import type { ArrangedTime } from '../call/arranged-time.ts';
import type { CallState } from '../call/call-state.ts';
import type { LocalMediaView } from '../components/local-media-view.ts';

export const CALL_ID = '7K3MD2P9XWQ4ZT8B1HVN' as CallId;
export const FORMATTED_CALL_ID = '7k3md-2p9xw-q4zt8-b1hvn';
export const JOIN_URL = `https://parley.example/call#${FORMATTED_CALL_ID}`;

export const MEDIA_ON: LocalMediaView = {
  stream: null,
  microphone: { status: 'on' },
  camera: { status: 'on' },
};
export const MEDIA_NONE: LocalMediaView = {
  stream: null,
  microphone: { status: 'unavailable', problem: 'permission-denied' },
  camera: { status: 'unavailable', problem: 'not-found' },
};

export const ADA: PeerPresence = {
  type: 'presence',
  name: 'Ada',
  hasEntered: true,
  isMicrophoneOn: true,
  isCameraOn: true,
};

/** An hour on a winter afternoon, arranged far away, that opens ten minutes from `NOW`. */
export const NOW = Date.UTC(2030, 0, 17, 13, 45);
export const ARRANGED_TIME: ArrangedTime = {
  ...{ revision: 0, opensAt: NOW + 600_000, startsAt: NOW + 900_000, endsAt: NOW + 4_500_000 },
  ...{ admission: 'anyone', title: 'Contract, second reading', timeZone: 'Asia/Kathmandu', isHost: false },
};

type Phase<P extends CallState['phase']> = Extract<CallState, { phase: P }>;

export function waiting(state: Partial<Phase<'waiting'>> = {}): CallState {
  return { phase: 'waiting', role: 'host', hasEntered: true, because: 'nobody-came', ...state };
}

export function connected(state: Partial<Phase<'connected'>> = {}): CallState {
  return { phase: 'connected', role: 'host', hasEntered: true, isStalled: false, peer: ADA, ...state };
}

/** One of every kind of state that looks different, by name. */
export const SCENES: Readonly<Record<string, CallState>> = {
  'the lobby while arriving': { phase: 'arriving', hasEntered: false },
  'the lobby of an empty call': waiting({ hasEntered: false }),
  'the lobby with trouble': waiting({ hasEntered: false, trouble: 'signaling-unreachable' }),
  'the lobby of a call with somebody in it': connected({ hasEntered: false }),
  'the lobby before it opens': { phase: 'early', hasEntered: false, because: 'not-open' },
  'the lobby before it opens, ready': { phase: 'early', hasEntered: true, because: 'not-open' },
  'the lobby before the host': { phase: 'early', hasEntered: false, because: 'host-absent' },
  'the call while arriving': { phase: 'arriving', hasEntered: true },
  'the call before anybody came': waiting(),
  'the call after they left': waiting({ because: 'peer-left' }),
  'the call without a route': waiting({ because: 'no-route' }),
  'the call while connecting': { phase: 'connecting', role: 'guest', hasEntered: true, peerName: 'Ada' },
  'the call with both': connected(),
  'the call with both switched off': connected({
    peer: { ...ADA, isCameraOn: false, isMicrophoneOn: false },
  }),
  'the call with the other in the lobby': connected({ peer: { ...ADA, hasEntered: false } }),
  'a stalled call with trouble': connected({ isStalled: true, trouble: 'signaling-unreachable' }),
  'the call while reconnecting': { phase: 'reconnecting', role: 'guest', hasEntered: true, peer: ADA },
  'a call that was left': { phase: 'ended', reason: 'left' },
  'a call that failed': { phase: 'failed', error: 'no-such-call' },
};
