/** Whether this side's network lets UDP out to the internet, and how it is seen from there. Nobody else is told. */
import { isPrivateAddress } from '@parley/protocol';
import { delay } from '../lib/lifetime.ts';

export interface NetworkReach {
  /** unknown: there is no STUN server to ask, or not all that there are have failed. */
  readonly udp: 'open' | 'refused' | 'unknown';
  /** The addresses by which servers see this browser, without ports, which may be others each time; empty: none is known. */
  readonly seenFrom: string;
}

export type ProbeNetwork = (signal: AbortSignal) => Promise<NetworkReach>;

/** STUN answers within a trip, or after a few that were lost. Chromium itself gives up after some 9 s. */
const ANSWER_MS = 4_000;

/**
 * Asks the STUN servers by a connection that leads nowhere. One is enough that answers. A machine that has a public address of its own
 * has nothing to learn from them: then gathering ends soon, without a failure.
 * @throws what the browser throws when it makes no connection, and the signal's reason
 */
export async function probeNetwork(
  iceServers: readonly RTCIceServer[],
  signal: AbortSignal,
): Promise<NetworkReach> {
  const servers = new Set(iceServers.flatMap(({ urls }) => urls).filter(isStun));
  if (servers.size === 0) return { udp: 'unknown', seenFrom: '' };
  const connection = new RTCPeerConnection({ iceServers: [...iceServers] });
  const done = new AbortController();
  try {
    connection.createDataChannel('probe');
    const seenFrom = new Set<string>();
    const failed = new Set<string>();
    let hasPublicAddress = false;
    const ended = new Promise<'gathered'>((resolve) => {
      const { signal: listening } = done;
      const onCandidate = ({ candidate }: RTCPeerConnectionIceEvent) => {
        if (candidate?.type === 'srflx' && candidate.address) seenFrom.add(candidate.address);
        // A browser hides it until the camera is allowed, and then this is not known.
        if (candidate?.type === 'host' && isPublic(candidate.address ?? '')) hasPublicAddress = true;
        if (candidate === null || seenFrom.size > 0) resolve('gathered');
      };
      connection.addEventListener('icecandidate', onCandidate, { signal: listening });
      connection.addEventListener(
        'icecandidateerror',
        // Not every browser says of which.
        ({ url }) => {
          if (!url || isStun(url)) failed.add(url || '');
        },
        { signal: listening },
      );
    });
    await connection.setLocalDescription(await connection.createOffer());
    const how = await Promise.race([ended, delay(ANSWER_MS, signal)]);
    signal.throwIfAborted();
    const isOpen = seenFrom.size > 0 || (how === 'gathered' && failed.size === 0);
    if (isOpen) return { udp: 'open', seenFrom: [...seenFrom].toSorted().join(' ') };
    const isUnanswered = how !== 'gathered' || failed.has('') || failed.size >= servers.size;
    // Whoever has such an address is told nothing new by a server that answers, and a failure may be that of the other IP version.
    return { udp: isUnanswered && !hasPublicAddress ? 'refused' : 'unknown', seenFrom: '' };
  } finally {
    done.abort();
    connection.close();
  }
}

function isStun(url: string): boolean {
  return /^stuns?:/i.test(url);
}

/** Of one machine alone, the link, a provider's own network, or of nobody: RFC 6890. */
const NOT_PUBLIC =
  /^(?:127|169\.254|192\.0\.[02]|198\.1[89]|198\.51\.100|203\.0\.113|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^(?:fe[89ab]|::1$)/i;

function isPublic(written: string): boolean {
  // Chromium writes those of IPv6 in brackets.
  const address = written.replace(/^\[|\]$/g, '');
  const isAddress = /^[\d.]+$|:/.test(address);
  return isAddress && !isPrivateAddress(address) && !NOT_PUBLIC.test(address);
}
