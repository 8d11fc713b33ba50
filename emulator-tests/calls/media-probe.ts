/** Counts what really arrives. Runs in the page, before it: remembers every peer connection that the page makes. */

/** What a person has received so far, over all links that are open. */
export interface Received {
  readonly framesDecoded: number;
  /** Of the sound that arrived: the sum of its squared amplitudes, in the unit of WebRTC's statistics. */
  readonly audioEnergy: number;
  readonly openConnections: number;
}

declare global {
  interface Window {
    parleyTestConnections: RTCPeerConnection[];
  }
}

export function rememberConnections(): void {
  window.parleyTestConnections = [];
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      window.parleyTestConnections.push(this);
    }
  };
}

export async function readReceived(): Promise<Received> {
  const open = window.parleyTestConnections.filter(({ connectionState }) => connectionState !== 'closed');
  let framesDecoded = 0;
  let audioEnergy = 0;
  for (const connection of open) {
    for (const report of (await connection.getStats()).values()) {
      if (report.type !== 'inbound-rtp') continue;
      framesDecoded += report.framesDecoded ?? 0;
      audioEnergy += report.totalAudioEnergy ?? 0;
    }
  }
  return { framesDecoded, audioEnergy, openConnections: open.length };
}

/**
 * Whether new frames are decoded and new sound is heard, counted from the first time that it is asked. A link that has taken another's
 * place meanwhile counts from nothing.
 */
export function hasReceivedMore(): (now: Received) => boolean {
  let from: Received | undefined;
  return (now) => {
    const { framesDecoded, audioEnergy } = now;
    if (from === undefined || framesDecoded < from.framesDecoded || audioEnergy < from.audioEnergy)
      from = now;
    return framesDecoded - from.framesDecoded >= 5 && audioEnergy > from.audioEnergy;
  };
}

/** What a reader of a failure wants to know of the page: each connection that it made, with what is sent and what arrives. */
export async function describeConnections(): Promise<string> {
  const lines = window.parleyTestConnections.map(async (connection) => {
    const { connectionState, iceConnectionState, signalingState } = connection;
    const sections = connection.getTransceivers().map(({ mid, currentDirection, sender, receiver }) => {
      const { muted, readyState } = receiver.track;
      return `${mid} ${currentDirection} sends ${sender.track?.readyState} gets ${readyState}${muted ? ' muted' : ''}`;
    });
    const streams = [...(await connection.getStats()).values()]
      .filter(({ type }) => type === 'inbound-rtp' || type === 'outbound-rtp')
      .map(({ type, kind, packetsSent, packetsReceived, framesDecoded, totalAudioEnergy }) =>
        JSON.stringify({ type, kind, packetsSent, packetsReceived, framesDecoded, totalAudioEnergy }),
      );
    const channels = `channels ${connection.sctp?.state}`;
    return [connectionState, iceConnectionState, signalingState, channels, ...sections, ...streams].join(
      ' · ',
    );
  });
  return [
    `${navigator.onLine ? 'online' : 'offline'}, ${document.visibilityState}`,
    ...(await Promise.all(lines)),
  ].join('\n');
}

/** In lines, of the picture that arrives now; undefined: none does. */
export async function readPictureHeight(): Promise<number | undefined> {
  const [open] = window.parleyTestConnections.filter(
    ({ connectionState }) => connectionState === 'connected',
  );
  const reports = [...((await open?.getStats())?.values() ?? [])];
  const picture = reports.find(
    ({ type, kind, framesDecoded }) => type === 'inbound-rtp' && kind === 'video' && framesDecoded > 0,
  );
  return picture?.frameHeight;
}

/** https://www.w3.org/TR/webrtc-stats/#icecandidate-dict*, which TypeScript's library lacks. */
interface CandidateStats {
  readonly candidateType: string;
  readonly address: string;
  readonly protocol: string;
  readonly relayProtocol?: string;
}

/** The two ends of a way that a call takes, as WebRTC's statistics have them. */
export interface SelectedPair {
  readonly local: CandidateStats;
  readonly remote: CandidateStats;
}

/** Of all links that are connected. */
export async function readSelectedPairs(): Promise<SelectedPair[]> {
  const pairs: SelectedPair[] = [];
  for (const connection of window.parleyTestConnections) {
    if (connection.connectionState !== 'connected') continue;
    const report = await connection.getStats();
    for (const transport of report.values()) {
      if (transport.type !== 'transport') continue;
      const { localCandidateId, remoteCandidateId } = report.get(transport.selectedCandidatePairId);
      pairs.push({ local: report.get(localCandidateId), remote: report.get(remoteCandidateId) });
    }
  }
  return pairs;
}
