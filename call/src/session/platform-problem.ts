import type { CallErrorCode } from '../ports/call-error.ts';

/** Why no call is possible here at all; undefined: it is. */
export function platformProblem(window: Window & typeof globalThis): CallErrorCode | undefined {
  if (!window.isSecureContext) return 'insecure-origin';
  if (typeof window.RTCPeerConnection !== 'function') return 'no-webrtc';
  return undefined;
}
