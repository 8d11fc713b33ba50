/**
 * A link made of an RTCPeerConnection. Its media sections are the same from the first offer to the last: those of
 * protocol's table, and a data channel that both sides open by agreement. What is sent is a matter of `replaceTrack`,
 * so nothing but a broken path ever costs another round.
 */
import { type Candidate, isUsableCandidate, ProtocolError, parseSdp, SECTIONS } from '@parley/protocol';
import {
  type Disclosure,
  type Link,
  type LinkHandlers,
  type LocalDescription,
  NO_TRACKS,
  type OutgoingTracks,
} from '../call/link.ts';
import { disclose, mayBeTold, withoutOrigin } from './disclosure.ts';
import { type OfferedCandidate, takeCandidates } from './offered-candidates.ts';

/** The sections that tracks are sent in, in their order. */
const MEDIA_SECTIONS = SECTIONS.filter((section) => section.kind !== 'application');

/**
 * How long a description waits for candidates. On a local network they are all there in a few milliseconds; whatever
 * comes later costs a write of its own.
 */
const EARLY_CANDIDATES_MS = 80;

/**
 * So many of the other's candidates are taken after a description: machines have fewer ways in. Each is tried with each
 * of our own, and a thousand of them keep a browser busy for longer than anybody waits.
 */
export const MAX_LATE_CANDIDATES = 100;

const CONTROL_CHANNEL = { label: 'control', negotiated: true, id: 0 } as const;

export class PeerLink implements Link {
  readonly #connection: RTCPeerConnection;
  readonly #channel: RTCDataChannel;
  readonly #handlers: LinkHandlers;
  readonly #lifetime = new AbortController();
  readonly #incoming = new MediaStream();
  #outgoing = NO_TRACKS;
  /** What each sender was last told to send; its `track` follows only when the browser has got round to it. */
  readonly #wished = new WeakMap<RTCRtpSender, MediaStreamTrack | null>();
  /** Of the offer that was taken; kept back until its answer is accepted. */
  #offered: readonly OfferedCandidate[] = [];
  /** The generation of the other's candidates, by its username fragment, and how many came after its description. */
  #late = { generation: '', count: 0 };
  /** Candidates before this point are part of the description. */
  #isDescribed = false;
  #disclosure: Disclosure = 'nothing';
  /** Candidates of this generation that may not be told yet. */
  #held: Candidate[] = [];
  /** The generations, by their username fragments, of the last candidate found and of the last that is complete. */
  #found: string | null = null;
  #gathered: string | null = null;

  constructor(configuration: RTCConfiguration, handlers: LinkHandlers) {
    this.#handlers = handlers;
    this.#connection = new RTCPeerConnection({ ...configuration, bundlePolicy: 'max-bundle' });
    this.#channel = this.#connection.createDataChannel(CONTROL_CHANNEL.label, CONTROL_CHANNEL);
    const { signal } = this.#lifetime;
    const connection = this.#connection;
    connection.addEventListener('connectionstatechange', () => handlers.onState(connection.connectionState), {
      signal,
    });
    connection.addEventListener('icecandidate', ({ candidate }) => this.#foundCandidate(candidate), {
      signal,
    });
    connection.addEventListener('track', ({ track }) => this.#receive(track), { signal });
    this.#channel.addEventListener('open', () => handlers.onOpen(), { signal });
    this.#channel.addEventListener('message', ({ data }) => handlers.onMessage(data), { signal });
  }

  async createOffer({ iceRestart }: { iceRestart: boolean }): Promise<LocalDescription> {
    if (this.#connection.getTransceivers().length === 0) this.#addSections();
    return this.#describe(await this.#connection.createOffer({ iceRestart }));
  }

  async acceptOffer(sdp: string): Promise<LocalDescription> {
    // Rolls back an offer of ours by itself. https://www.w3.org/TR/webrtc/#perfect-negotiation-example
    const { bare, candidates } = takeCandidates(parseSdp(sdp, 'offer'));
    await this.#connection.setRemoteDescription({ type: 'offer', sdp: bare });
    this.#expectLateOf(bare);
    this.#offered = candidates;
    // One of the offer that was rolled back, if that was this link's first: the other's offer brings its own.
    for (const transceiver of this.#connection.getTransceivers()) {
      if (transceiver.mid === null) transceiver.stop();
    }
    // A page of a later version may have offered more than are in the table: they stay as inactive as they came.
    for (const transceiver of this.#sections()) transceiver.direction = 'sendrecv';
    this.#labelSections();
    this.#fillSections();
    return this.#describe(await this.#connection.createAnswer());
  }

  startConnecting(): void {
    // One that does not fit is a way less, not an error.
    for (const candidate of this.#offered) this.#connection.addIceCandidate(candidate).catch(() => {});
    this.#offered = [];
  }

  async acceptAnswer(sdp: string): Promise<void> {
    const parsed = parseSdp(sdp, 'answer');
    await this.#connection.setRemoteDescription({ type: 'answer', sdp: parsed });
    this.#expectLateOf(parsed);
  }

  disclose(disclosure: Disclosure): void {
    this.#disclosure = disclosure;
    if (!this.#isDescribed || this.#held.length === 0) return;
    for (const candidate of this.#held.splice(0)) this.#tell(candidate);
    this.#tellEnd();
  }

  async addCandidate(candidate: Candidate): Promise<void> {
    // An empty one says that there are no more.
    if (candidate.candidate !== '' && !isUsableCandidate(candidate.candidate)) {
      throw new ProtocolError('invalid', 'candidate must be one that browsers make');
    }
    if (this.#late.count === MAX_LATE_CANDIDATES)
      throw new ProtocolError('invalid', 'candidates must be fewer');
    this.#late.count += 1;
    await this.#connection.addIceCandidate(candidate);
  }

  send(message: string): void {
    if (this.#channel.readyState !== 'open') return;
    try {
      this.#channel.send(message);
    } catch {
      // The other reads nothing any more, or takes less than it has said. Heartbeats miss it, and nobody here should.
    }
  }

  setOutgoing(tracks: OutgoingTracks): void {
    this.#outgoing = tracks;
    this.#fillSections();
  }

  close(): void {
    this.#lifetime.abort();
    this.#connection.close();
  }

  #addSections(): void {
    const stream = new MediaStream();
    for (const { kind } of MEDIA_SECTIONS) {
      this.#connection.addTransceiver(kind, { direction: 'sendrecv', streams: [stream] });
    }
    this.#fillSections();
  }

  /** One stream for both, so that the other's browser keeps lips and voice together. */
  #labelSections(): void {
    const stream = new MediaStream();
    for (const { sender } of this.#sections()) sender.setStreams?.(stream);
  }

  #fillSections(): void {
    this.#sections().forEach(({ sender }, index) => {
      const section = MEDIA_SECTIONS[index];
      const track = section === undefined ? null : this.#outgoing[section.source];
      if ((this.#wished.get(sender) ?? null) === track) return;
      this.#wished.set(sender, track);
      // Rejects only when the link was closed meanwhile.
      sender.replaceTrack(track).catch(() => {});
    });
  }

  /** Those that are in use, in the order of the table. */
  #sections(): RTCRtpTransceiver[] {
    const there = this.#connection.getTransceivers().filter(({ direction }) => direction !== 'stopped');
    return there.slice(0, MEDIA_SECTIONS.length);
  }

  async #describe(description: RTCLocalSessionDescriptionInit): Promise<LocalDescription> {
    this.#isDescribed = false;
    await this.#connection.setLocalDescription(description);
    await this.#gatheredOr(EARLY_CANDIDATES_MS);
    this.#lifetime.signal.throwIfAborted();
    const { told, held } = disclose(this.#connection.localDescription?.sdp ?? '', this.#disclosure);
    const usernameFragment = this.#usernameFragment();
    this.#held = held.map((candidate) => ({ ...candidate, sdpMid: null, usernameFragment }));
    this.#isDescribed = true;
    return { sdp: told, isComplete: this.#isAllTold() };
  }

  /** Not by `iceGatheringState`, which for a moment after a restart or a rollback is that of the generation before. */
  #isGathered(): boolean {
    return this.#gathered !== null && this.#isOfThisGeneration(this.#gathered);
  }

  #isAllTold(): boolean {
    return this.#held.length === 0 && this.#isGathered();
  }

  #usernameFragment(): string | null {
    return usernameFragmentIn(this.#connection.localDescription?.sdp ?? '');
  }

  /** Another description of the same generation does not make room for more. */
  #expectLateOf(theirs: string): void {
    const generation = usernameFragmentIn(theirs) ?? '';
    if (generation !== this.#late.generation) this.#late = { generation, count: 0 };
  }

  #isOfThisGeneration(usernameFragment: string | null): boolean {
    return usernameFragment !== null && usernameFragment === this.#usernameFragment();
  }

  #gatheredOr(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = new AbortController();
      const finish = () => {
        clearTimeout(timer);
        done.abort();
        resolve();
      };
      const timer = setTimeout(finish, ms);
      const check = () => {
        if (this.#isGathered()) finish();
      };
      this.#connection.addEventListener('icecandidate', check, { signal: done.signal });
      this.#lifetime.signal.addEventListener('abort', finish, { signal: done.signal });
      check();
    });
  }

  #foundCandidate(candidate: RTCIceCandidate | null): void {
    // An empty candidate ends one generation; null ends them all.
    if (candidate?.candidate === '') return;
    if (candidate === null) this.#gathered = this.#found;
    else this.#found = candidate.usernameFragment;
    if (!this.#isDescribed) return;
    if (candidate === null) return this.#tellEnd();
    // Of an offer that was rolled back.
    if (!this.#isOfThisGeneration(candidate.usernameFragment)) return;
    // No browser listens on TCP, so two of these never meet; each batch with them would be a write for nothing.
    if (candidate.protocol === 'tcp' && candidate.type === 'host') return;
    const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    const line = withoutOrigin(candidate.candidate);
    this.#tell({ candidate: line, sdpMid, sdpMLineIndex, usernameFragment });
  }

  /** Now, or once it may be told. */
  #tell(candidate: Candidate): void {
    if (mayBeTold(candidate.candidate, this.#disclosure)) this.#handlers.onCandidate(candidate);
    else this.#held.push(candidate);
  }

  #tellEnd(): void {
    if (this.#isAllTold()) this.#handlers.onCandidate(null);
  }

  #receive(track: MediaStreamTrack): void {
    if (this.#incoming.getTracks().includes(track)) return;
    this.#incoming.addTrack(track);
    // Whole: nobody is told of a track that a script adds to a stream.
    if (this.#incoming.getTracks().length === MEDIA_SECTIONS.length)
      this.#handlers.onIncoming(this.#incoming);
  }
}

function usernameFragmentIn(sdp: string): string | null {
  return /^a=ice-ufrag:(.*)\r$/m.exec(sdp)?.[1] ?? null;
}
