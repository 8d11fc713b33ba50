import type { Candidate, ChannelName, MediaSource, RelayServer } from '@parley/protocol';
import type { Readable } from '../lib/cell.ts';
import type { SendingLimits } from './sending-limits.ts';

/** One way from this browser to the other: what a call needs of an RTCPeerConnection. */
export interface Link {
  readonly state: Readable<RTCPeerConnectionState>;
  /** What comes from the other. */
  readonly incoming: Readable<IncomingMedia>;
  /** Between whom it stands; undefined: not agreed yet. */
  readonly fingerprints: Readable<Fingerprints | undefined>;
  /**
   * Makes an offer and sets it. This, `acceptOffer` and `acceptAnswer` reject when the browser does not take the
   * description, and as soon as the link is closed, which browsers themselves would leave undone for ever.
   */
  createOffer(options: { iceRestart: boolean }): Promise<LocalDescription>;
  /** Takes an offer, rolling back one's own if there is one, and answers it. */
  acceptOffer(sdp: string): Promise<LocalDescription>;
  /**
   * The answer has been accepted by the referee: from now on this side may send something to the other. Before, it must
   * not: whoever is refused would leave half a handshake in the other's connection, and block whoever is accepted.
   */
  startConnecting(): void;
  acceptAnswer(sdp: string): Promise<void>;
  /** So much may be told from now on. What was held back and may be told now follows as candidates. Nothing at first. */
  disclose(disclosure: Disclosure): void;
  /** What is described from now on names ways through these too. A link that stands goes on as it does. */
  useRelays(servers: readonly RelayServer[]): void;
  /** Adds one that came after the description. One that does not fit is ignored. */
  addCandidate(candidate: Candidate): Promise<void>;
  /** The same one however often it is asked for. Both sides have it once both have asked. */
  channel(name: ChannelName): Channel;
  /** What the other sees and hears from now on. Never renegotiates. */
  setOutgoing(tracks: OutgoingTracks): void;
  /** How much of each source is sent at most from now on. Never renegotiates; a browser that cannot keep to it sends more. */
  limit(limits: SendingLimits): void;
  /** Has the next picture of each source be whole, so that the other's browser can draw it whatever it has missed. Never renegotiates. */
  renewPictures(): void;
  /** What the browser has counted so far. Rejects once the link is closed. */
  readStats(): Promise<LinkStats>;
  /** How loud the other's microphone is just now, from 0 to 1 (0 dBov). Browsers know it of what they play; else it is 0. */
  soundLevel(): number;
  /** When the newest sound or picture came, by `performance.now()`; -Infinity: none has, or this browser does not say. */
  arrivedAt(): number;
  /** Idempotent. Nothing changes and nobody is called afterwards. */
  close(): void;
}

/** Of the certificates by which the two ends know each other, as the descriptions name them. */
export interface Fingerprints {
  readonly own: string;
  readonly theirs: string;
}

/** Of what waits in this browser to be sent. */
export const LITTLE_BUFFERED_BYTES = 64 * 1024;

/** Text or bytes to and from the other, reliable and in order for as long as the link stands. */
export interface Channel {
  /** Never throws, and keeps no bytes: whoever gave them may write to them again. @returns false: it could not be said now, and is lost */
  send(message: string | Uint8Array<ArrayBuffer>): boolean;
  /** How much of what was sent waits in this browser. */
  readonly bufferedBytes: number;
  listen(listener: ChannelListener): void;
}

export interface ChannelListener {
  /** From now on what is sent arrives. */
  onOpen(): void;
  /** Whatever the other sends, which may be anything: text, or an ArrayBuffer. */
  onMessage(data: unknown): void;
  /** Little waits in this browser any more: {@link LITTLE_BUFFERED_BYTES} at most, after more did. */
  onDrained?(): void;
}

/** https://www.w3.org/TR/webrtc-stats/ */
export interface LinkStats {
  readonly report: Pick<RTCStatsReport, 'forEach'>;
  /** What is sent and received in the sections, by their `mid`. */
  readonly sources: ReadonlyMap<string, MediaSource>;
}

/**
 * How much the other may learn of where this browser is: nothing at all; the addresses that relays have lent it; the address by
 * which the internet sees it, as every page does that it opens; or every way to it, those within its own network among them.
 */
export type Disclosure = 'nothing' | 'relayed' | 'public' | 'all';

/** Made by this browser, with the candidates that were found at once and may be told. */
export interface LocalDescription {
  readonly sdp: string;
  /** Every candidate is in it: none will follow. */
  readonly isComplete: boolean;
}

/** Null or absent: nothing is sent of this source. */
export type OutgoingTracks = Readonly<Partial<Record<MediaSource, MediaStreamTrack | null>>>;

export const NO_TRACKS: OutgoingTracks = {};

/** Two streams, each in time with itself: lips with the voice, a screen with its sound. */
export interface IncomingMedia {
  /** Microphone and camera. Null until the two browsers have agreed on them, which is before anything is heard or seen. */
  readonly person: MediaStream | null;
  /** The screen and its sound; null also where the other's page has no place for them. */
  readonly screen: MediaStream | null;
}

export const NO_MEDIA: IncomingMedia = { person: null, screen: null };

/** @param onCandidate hears of each that is found after its description; null: there will be no more for now */
export type CreateLink = (onCandidate: (candidate: Candidate | null) => void) => Link;
