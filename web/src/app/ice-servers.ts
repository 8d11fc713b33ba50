import { CallError } from '@parley/call';

/**
 * STUN servers tell a browser its address as the other side sees it. From the build's VITE_ICE_SERVERS, a JSON list
 * of RTCIceServer; without it, Google's public ones. A local project needs none and must not ask the internet.
 */
const PUBLIC_STUN: readonly RTCIceServer[] = [
  { urls: ['stun:stun.l.google.com:19302', 'stun:stun1.l.google.com:19302'] },
];

/** @throws {CallError} `not-configured` when the build's list is none */
export function iceServers(isLocal: boolean, configured?: string): RTCIceServer[] {
  if (configured !== undefined && configured !== '') return parseServers(configured);
  return isLocal ? [] : [...PUBLIC_STUN];
}

function parseServers(json: string): RTCIceServer[] {
  try {
    const servers: unknown = JSON.parse(json);
    if (Array.isArray(servers) && servers.every((server) => Object.hasOwn(server, 'urls'))) return servers;
  } catch (cause) {
    throw new CallError('not-configured', { cause });
  }
  throw new CallError('not-configured');
}
