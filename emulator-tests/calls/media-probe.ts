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
