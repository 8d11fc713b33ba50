/** What this browser and this address can do. */
import type { CallErrorCode } from '../call/call-error.ts';

/** Why no call is possible here at all; undefined: it is. */
export function platformProblem(window: Window & typeof globalThis): CallErrorCode | undefined {
  if (!window.isSecureContext) return 'insecure-origin';
  if (typeof window.RTCPeerConnection !== 'function') return 'no-webrtc';
  return undefined;
}

/** Whether this page load is a reload, so that whoever was in the call is in it again without another click. */
export function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload';
}

/** Tells when this browser is online again or on another network. */
export function onNetworkChange(listener: () => void, signal: AbortSignal): void {
  window.addEventListener('online', listener, { signal });
  // Not in every browser: https://developer.mozilla.org/docs/Web/API/NetworkInformation
  const { connection } = navigator as Navigator & { connection?: EventTarget & { type?: string } };
  let type = connection?.type;
  const check = () => {
    // Most of these events tell only of a new estimate of the same network's speed.
    if (connection?.type === type) return;
    type = connection?.type;
    if (type !== 'none') listener();
  };
  connection?.addEventListener('change', check, { signal });
}
