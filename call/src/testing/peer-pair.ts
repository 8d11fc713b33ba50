/** Two links in one page, with a look at what is behind them. */
import type { Candidate } from '@parley/protocol';
import { expect, onTestFinished, vi } from 'vitest';
import { type IncomingMedia, NO_MEDIA } from '../link/link.ts';
import { PeerLink } from '../link/peer-link.ts';

export interface Peer {
  readonly link: PeerLink;
  /** What the link is made of. */
  readonly connection: RTCPeerConnection;
  readonly states: RTCPeerConnectionState[];
  readonly candidates: (Candidate | null)[];
  readonly messages: unknown[];
  /** Whatever has come in, each time that it changed. */
  readonly incoming: IncomingMedia[];
  /** How often the control channel opened. */
  openCount: number;
  /** How often the browser thought that a round was needed. */
  negotiationNeededCount: number;
}

/**
 * A link until the end of the test.
 * @param imposed what the browser is told beside that, of which the link does not know
 */
export function createPeer(configuration: RTCConfiguration = {}, imposed: RTCConfiguration = {}): Peer {
  let connection: RTCPeerConnection | undefined;
  const Native = RTCPeerConnection;
  const spy = vi.spyOn(globalThis, 'RTCPeerConnection').mockImplementation(function construct(options) {
    connection = new Native({ ...options, ...imposed });
    return connection;
  });
  const records = { states: [], candidates: [], messages: [], incoming: [] };
  const counts = { openCount: 0, negotiationNeededCount: 0 };
  const peer: Omit<Peer, 'link' | 'connection'> = { ...records, ...counts };
  const link = new PeerLink(configuration, (candidate) => peer.candidates.push(candidate));
  link.state.subscribe((state) => state !== 'new' && peer.states.push(state));
  link.incoming.subscribe((media) => media !== NO_MEDIA && peer.incoming.push(media));
  link.channel('control').listen({
    onOpen: () => {
      peer.openCount += 1;
    },
    onMessage: (data) => peer.messages.push(data),
  });
  link.disclose('all');
  spy.mockRestore();
  if (connection === undefined) throw new Error('A link is made of an RTCPeerConnection');
  connection.addEventListener('negotiationneeded', () => {
    peer.negotiationNeededCount += 1;
  });
  onTestFinished(() => link.close());
  return Object.assign(peer, { link, connection });
}

/** One round: the first offers, the second answers. */
export async function negotiate(offerer: Peer, answerer: Peer, { iceRestart = false } = {}): Promise<void> {
  const offer = await offerer.link.createOffer({ iceRestart });
  const answer = await answerer.link.acceptOffer(offer.sdp);
  answerer.link.startConnecting();
  await offerer.link.acceptAnswer(answer.sdp);
}

export async function connected(...peers: Peer[]): Promise<void> {
  for (const { connection, states } of peers) {
    await soon(() => expect([connection.connectionState, states.at(-1)]).toEqual(['connected', 'connected']));
  }
}

export async function connectedPair(): Promise<[Peer, Peer]> {
  const pair: [Peer, Peer] = [createPeer(), createPeer()];
  await negotiate(...pair);
  await connected(...pair);
  return pair;
}

/** Waits for a condition that a real network brings about, on a machine that may stand still for ten seconds. */
export function soon(condition: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(condition, { timeout: 30_000, interval: 10 });
}

/** How many frames of the other's picture were decoded, and how many packets of their sound arrived. */
export async function receivedBy({ connection }: Peer): Promise<{ frames: number; packets: number }> {
  const received = { frames: 0, packets: 0 };
  for (const report of (await connection.getStats()).values()) {
    if (report.type !== 'inbound-rtp') continue;
    if (report.kind === 'video') received.frames += report.framesDecoded ?? 0;
    else received.packets += report.packetsReceived ?? 0;
  }
  return received;
}

/** Waits until more of the other's picture and sound has come. */
export async function seesAndHears(peer: Peer): Promise<void> {
  const before = await receivedBy(peer);
  await soon(async () => {
    const now = await receivedBy(peer);
    expect(now.frames).toBeGreaterThan(before.frames);
    expect(now.packets).toBeGreaterThan(before.packets);
  });
}

/** The browser's fake microphone and camera, until the end of the test. */
export async function createTracks(): Promise<Record<'microphone' | 'camera', MediaStreamTrack | null>> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  onTestFinished(() => {
    for (const track of stream.getTracks()) track.stop();
  });
  const [[microphone = null], [camera = null]] = [stream.getAudioTracks(), stream.getVideoTracks()];
  return { microphone, camera };
}

/** The credentials of the ICE generation that a description belongs to. */
export function usernameFragment(sdp: string | undefined): string {
  return /a=ice-ufrag:(\S+)/.exec(sdp ?? '')?.[1] ?? '';
}

export function withoutCandidates(sdp: string): string {
  return sdp.replace(/a=(candidate|end-of-candidates).*\r\n/g, '');
}

/** The candidates that a description has, as they would have come later. */
export function candidatesOf(sdp: string): Candidate[] {
  return [...sdp.matchAll(/a=(candidate:.*)\r\n/g)].map(([, candidate = '']) => ({
    candidate,
    sdpMid: '0',
    sdpMLineIndex: 0,
    usernameFragment: usernameFragment(sdp),
  }));
}
