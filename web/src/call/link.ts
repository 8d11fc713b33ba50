import type { Candidate } from '@parley/protocol';

/** One way from this browser to the other: what a call needs of an RTCPeerConnection. */
export interface Link {
  /**
   * Makes an offer and sets it. This and the next two reject when the browser does not take the description, and once
   * the link is closed.
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
  /** Adds one that came after the description. One that does not fit is ignored. */
  addCandidate(candidate: Candidate): Promise<void>;
  /** Says something on the control channel. Never throws; what cannot be said now is lost. */
  send(message: string): void;
  /** What the other sees and hears from now on. Never renegotiates. */
  setOutgoing(tracks: OutgoingTracks): void;
  /** Idempotent. No handler is called afterwards. */
  close(): void;
}

/**
 * How much the other may learn of where this browser is: nothing at all; the address by which the internet sees it, as
 * every page does that it opens; or every way to it, those within its own network among them.
 */
export type Disclosure = 'nothing' | 'public' | 'all';

/** Made by this browser, with the candidates that were found at once and may be told. */
export interface LocalDescription {
  readonly sdp: string;
  /** Every candidate is in it: none will follow. */
  readonly isComplete: boolean;
}

/** Null: nothing is sent, and the other sees and hears nothing. */
export interface OutgoingTracks {
  readonly microphone: MediaStreamTrack | null;
  readonly camera: MediaStreamTrack | null;
}

export const NO_TRACKS: OutgoingTracks = { microphone: null, camera: null };

export interface LinkHandlers {
  onState(state: RTCPeerConnectionState): void;
  /** A candidate found after the description was made; null: there will be no more for now. */
  onCandidate(candidate: Candidate | null): void;
  /** The control channel is open. */
  onOpen(): void;
  onMessage(data: unknown): void;
  /** What the other's microphone and camera will appear in. Once, before anything is heard or seen. */
  onIncoming(stream: MediaStream): void;
}

export type CreateLink = (handlers: LinkHandlers) => Link;
