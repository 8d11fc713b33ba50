import type { ArrangedTime, CallState, LocalMediaState } from '@parley/call';
import type { CallId, PeerPresence } from '@parley/protocol';

export const CALL_ID = '7K3MD2P9XWQ4ZT8B1HVN' as CallId;
export const FORMATTED_CALL_ID = '7k3md-2p9xw-q4zt8-b1hvn';
export const JOIN_URL = `https://parley.example/call#${FORMATTED_CALL_ID}`;

export const MEDIA_ON: LocalMediaState = {
  stream: null,
  microphone: { status: 'on' },
  camera: { status: 'on' },
};
export const MEDIA_NONE: LocalMediaState = {
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
  isScreenShared: false,
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

/** Four words that lead to the call. */
export const READ_OUT = {
  status: 'read-out',
  isTaken: false,
  lapseAt: NOW + 900_000,
  words: ['kinship', 'unlocking', 'magnifier', 'snooze'],
} as const;
