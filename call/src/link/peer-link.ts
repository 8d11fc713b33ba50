/**
 * A link made of an RTCPeerConnection. Its sections are the same from the first offer to the last: those of protocol's
 * table. What is sent is a matter of `replaceTrack`, so nothing but a broken path ever costs another round.
 */
import {
  type Candidate,
  type ChannelName,
  fingerprintsIn,
  type MediaSource,
  parseSdp,
  type RelayServer,
  SECTIONS,
} from '@parley/protocol';
import { Cell } from '../lib/cell.ts';
import { childLifetime, every, whileAlive } from '../lib/lifetime.ts';
import { Gathering } from './gathering.ts';
import { LateCandidates } from './late-candidates.ts';
import {
  type Disclosure,
  type Fingerprints,
  type Link,
  type LinkStats,
  type LocalDescription,
  NO_MEDIA,
  NO_TRACKS,
  type OutgoingTracks,
} from './link.ts';
import { type OfferedCandidate, takeCandidates } from './offered-candidates.ts';
import { PeerChannel } from './peer-channel.ts';
import { groupOf, PeerSections, sourcesOf } from './peer-sections.ts';
import { NO_LIMITS, SenderLimits, type SendingLimits } from './sending-limits.ts';
import { SmallBeginning } from './small-beginning.ts';
import { preferRedundancy } from './voice-redundancy.ts';
import { sendWholePicture } from './whole-picture.ts';

/** How often it is looked whether somebody has closed a connection that has something to do. */
const CLOSED_LOOK_MS = 500;

/** A packet of sound is 20 ms long; so many may be lost, or left out in silence. */
const LIVE_SOUND_MS = 1_000;

export class PeerLink implements Link {
  readonly state = new Cell<RTCPeerConnectionState>('new');
  readonly incoming = new Cell(NO_MEDIA);
  readonly fingerprints = new Cell<Fingerprints | undefined>(undefined);
  readonly #connection: RTCPeerConnection;
  readonly #configuration: RTCConfiguration;
  readonly #sections: PeerSections;
  readonly #gathering: Gathering;
  readonly #channels = new Map<ChannelName, PeerChannel>();
  readonly #lifetime = new AbortController();
  readonly #received = new Map<MediaSource, MediaStreamTrack>();
  #outgoing = NO_TRACKS;
  #limits = NO_LIMITS;
  readonly #senderLimits = new SenderLimits();
  readonly #beginning: SmallBeginning;
  /** A sender may be changed by one at a time. */
  #changing = Promise.resolve();
  /** What each sender was last told to send; its `track` follows only when the browser has got round to it. */
  readonly #wished = new WeakMap<RTCRtpSender, MediaStreamTrack | null>();
  /** Of the offer that was taken; kept back until its answer is accepted. */
  #offered: readonly OfferedCandidate[] = [];
  readonly #late = new LateCandidates();

  constructor(configuration: RTCConfiguration, onCandidate: (candidate: Candidate | null) => void) {
    this.#configuration = { ...configuration, bundlePolicy: 'max-bundle' };
    const connection = new RTCPeerConnection(this.#configuration);
    const { signal } = this.#lifetime;
    this.#connection = connection;
    this.#sections = new PeerSections(connection);
    this.#beginning = new SmallBeginning(() => this.#limitSections(), signal);
    // There is always one, so that there is a section for it.
    this.channel('control');
    connection.addEventListener('connectionstatechange', () => this.state.set(connection.connectionState), {
      signal,
    });
    this.state.subscribe((state) => state === 'connected' && this.#limitSections(), signal);
    connection.addEventListener('track', ({ transceiver }) => this.#receive(transceiver), { signal });
    this.#gathering = new Gathering(connection, onCandidate, signal);
  }

  createOffer({ iceRestart }: { iceRestart: boolean }): Promise<LocalDescription> {
    return this.#whileOpen(this.#createOffer(iceRestart));
  }

  acceptOffer(sdp: string): Promise<LocalDescription> {
    return this.#whileOpen(this.#acceptOffer(sdp));
  }

  startConnecting(): void {
    // One that does not fit is a way less, not an error.
    for (const candidate of this.#offered) this.#connection.addIceCandidate(candidate).catch(() => {});
    this.#offered = [];
  }

  async acceptAnswer(sdp: string): Promise<void> {
    const parsed = parseSdp(sdp, 'answer');
    const taken = this.#connection.setRemoteDescription({ type: 'answer', sdp: parsed });
    await this.#whileOpen(taken);
    this.#late.expect(parsed);
    this.#noteEnds();
  }

  disclose(disclosure: Disclosure): void {
    // A browser that is told to go through relays finds nothing else; nothing else would leave it, either.
    const isRelayed = this.#configuration.iceTransportPolicy === 'relay' && disclosure !== 'nothing';
    this.#gathering.disclose(isRelayed ? 'relayed' : disclosure);
  }

  useRelays(relays: readonly RelayServer[]): void {
    if (this.#lifetime.signal.aborted) return;
    const { iceServers = [] } = this.#configuration;
    const servers = relays.map(({ urls, ...credentials }) => ({ urls: [...urls], ...credentials }));
    this.#connection.setConfiguration({ ...this.#configuration, iceServers: [...iceServers, ...servers] });
  }

  async addCandidate(candidate: Candidate): Promise<void> {
    this.#late.take(candidate);
    await this.#connection.addIceCandidate(candidate);
  }

  channel(name: ChannelName): PeerChannel {
    const known = this.#channels.get(name);
    if (known !== undefined) return known;
    const channel = new PeerChannel(this.#connection, name, this.#lifetime.signal);
    this.#channels.set(name, channel);
    return channel;
  }

  setOutgoing(tracks: OutgoingTracks): void {
    this.#outgoing = tracks;
    this.#fillSections();
  }

  limit(limits: SendingLimits): void {
    this.#limits = limits;
    this.#limitSections();
  }

  renewPictures(): void {
    this.#changeSenders(async (sender) => {
      try {
        await sendWholePicture(sender);
      } catch {
        // Perhaps half done: switched off, and not on again.
        this.#senderLimits.forget(sender);
        this.#limitSections();
      }
    });
  }

  async readStats(): Promise<LinkStats> {
    const report = await whileAlive(this.#connection.getStats(), this.#lifetime.signal);
    const sources = new Map<string, MediaSource>();
    for (const [source, { mid }] of this.#sections.all) if (mid !== null) sources.set(mid, source);
    return { report, sources };
  }

  soundLevel(): number {
    const { receiver } = this.#sections.of('microphone') ?? {};
    const [newest] = receiver?.getSynchronizationSources() ?? [];
    // One that has sent nothing lately is still listed for ten seconds.
    const isLive =
      newest !== undefined && performance.timeOrigin + performance.now() - newest.timestamp < LIVE_SOUND_MS;
    return isLive ? (newest.audioLevel ?? 0) : 0;
  }

  arrivedAt(): number {
    const times = this.#sections.all.flatMap(([, { receiver }]) =>
      receiver.getSynchronizationSources().map(({ timestamp }) => timestamp - performance.timeOrigin),
    );
    return Math.max(Number.NEGATIVE_INFINITY, ...times);
  }

  close(): void {
    this.#lifetime.abort();
    this.#connection.close();
  }

  /**
   * A connection that is closed leaves what it was doing undone for ever, and one that was not closed by this link tells nobody.
   * @throws {DOMException} `InvalidStateError`, as for what is asked of it afterwards
   */
  #whileOpen<T>(promise: Promise<T>): Promise<T> {
    const lifetime = childLifetime(this.#lifetime.signal);
    const look = () => {
      if (this.#connection.signalingState === 'closed')
        lifetime.abort(new DOMException("The connection's signalingState is 'closed'.", 'InvalidStateError'));
    };
    every(CLOSED_LOOK_MS, look, lifetime.signal);
    return whileAlive(promise, lifetime.signal).finally(() => lifetime.abort());
  }

  async #createOffer(iceRestart: boolean): Promise<LocalDescription> {
    if (this.#connection.getTransceivers().length === 0) await this.#addSections();
    return this.#gathering.describe(await this.#connection.createOffer({ iceRestart }));
  }

  async #acceptOffer(sdp: string): Promise<LocalDescription> {
    // Rolls back an offer of ours by itself. https://www.w3.org/TR/webrtc/#perfect-negotiation-example
    const { bare, candidates } = takeCandidates(parseSdp(sdp, 'offer'));
    await this.#connection.setRemoteDescription({ type: 'offer', sdp: bare });
    this.#late.expect(bare);
    this.#offered = candidates;
    // One of the offer that was rolled back, if that was this link's first: the other's offer brings its own.
    for (const transceiver of this.#connection.getTransceivers()) {
      if (transceiver.mid === null) transceiver.stop();
    }
    // What was offered beyond the table stays as inactive as it came.
    for (const [source, transceiver] of this.#sections.all) {
      transceiver.direction = 'sendrecv';
      if (source === 'microphone') preferRedundancy(transceiver);
    }
    this.#labelSections();
    await this.#prepareCamera();
    this.#fillSections();
    const answer = await this.#gathering.describe(await this.#connection.createAnswer());
    this.#noteEnds();
    return answer;
  }

  /** A later round could name another certificate: then there is another at the other end. */
  #noteEnds(): void {
    const { localDescription, remoteDescription } = this.#connection;
    if (localDescription === null || remoteDescription === null) return;
    const [own, theirs] = [fingerprintsIn(localDescription.sdp), fingerprintsIn(remoteDescription.sdp)];
    const known = this.fingerprints.value;
    if (known?.own !== own || known.theirs !== theirs) this.fingerprints.set({ own, theirs });
  }

  async #addSections(): Promise<void> {
    const streams = { person: new MediaStream(), screen: new MediaStream() };
    for (const section of SECTIONS) {
      if ('source' in section) {
        const stream = streams[groupOf(section.source)];
        const init: RTCRtpTransceiverInit = { direction: 'sendrecv', streams: [stream] };
        if (section.source === 'camera')
          init.sendEncodings = [{ scaleResolutionDownBy: this.#beginning.leastScale }];
        const transceiver = this.#connection.addTransceiver(section.kind, init);
        if (section.source === 'microphone') preferRedundancy(transceiver);
        // A browser puts the channels' section last, of those that it describes for the first time.
      } else await this.#connection.setLocalDescription(await this.#connection.createOffer());
    }
    this.#fillSections();
  }

  async #prepareCamera(): Promise<void> {
    const sender = this.#sections.of('camera')?.sender;
    if (sender !== undefined) await this.#beginning.prepare(sender).catch(() => {});
  }

  #labelSections(): void {
    const streams = { person: new MediaStream(), screen: new MediaStream() };
    for (const [source, { sender }] of this.#sections.all) sender.setStreams?.(streams[groupOf(source)]);
  }

  #fillSections(): void {
    for (const [source, { sender }] of this.#sections.all) {
      const track = this.#outgoing[source] ?? null;
      if ((this.#wished.get(sender) ?? null) === track) continue;
      this.#wished.set(sender, track);
      // Rejects only when the link was closed meanwhile. Another track may be larger, and is limited anew.
      sender.replaceTrack(track).then(
        () => this.#limitSections(),
        () => {},
      );
    }
  }

  #limitSections(): void {
    if (this.state.value !== 'connected') return;
    this.#changeSenders(async (sender, source) => {
      if (source === 'camera' && sender.track !== null) void this.#beginning.watch(sender).catch(() => {});
      const scale = source === 'camera' ? this.#beginning.leastScale : 1;
      await this.#senderLimits.set(sender, source, this.#limits[source], scale);
    });
  }

  #changeSenders(change: (sender: RTCRtpSender, source: MediaSource) => Promise<void>): void {
    this.#changing = this.#changing.then(async () => {
      if (this.#lifetime.signal.aborted) return;
      const changed = this.#sections.all.map(([source, { sender }]) => change(sender, source));
      // What a browser does not take it does without.
      await Promise.allSettled(changed);
    });
  }

  #receive(transceiver: RTCRtpTransceiver): void {
    const source = this.#sections.sourceOf(transceiver);
    if (source === undefined || this.#received.get(source) === transceiver.receiver.track) return;
    this.#received.set(source, transceiver.receiver.track);
    const group = groupOf(source);
    const tracks = sourcesOf(group).map((each) => this.#received.get(each));
    // Whole: nobody is told of a track that a script adds to a stream.
    if (tracks.every((track) => track !== undefined))
      this.incoming.set({ ...this.incoming.value, [group]: new MediaStream(tracks) });
  }
}
