/**
 * STUN servers tell a browser its address as the other side sees it. From the build's VITE_ICE_SERVERS, a JSON list
 * of RTCIceServer; without it, Google's public ones. A local project needs none and must not ask the internet.
 */
const PUBLIC_STUN: readonly RTCIceServer[] = [
  { urls: ['stun:stun.l.google.com:19302', 'stun:stun1.l.google.com:19302'] },
];

export function iceServers(isLocal: boolean, configured?: string): RTCIceServer[] {
  if (configured !== undefined && configured !== '') return JSON.parse(configured) as RTCIceServer[];
  return isLocal ? [] : [...PUBLIC_STUN];
}
