/**
 * Links without WebRTC: two browsers that find each other once they have each other's latest description, as long as
 * the network between them is up.
 */
import type { Candidate, ChannelName, RelayServer } from '@parley/protocol';
import { Cell } from '../lib/cell.ts';
import {
  type CreateLink,
  type Disclosure,
  type Fingerprints,
  type Link,
  type LinkStats,
  type LocalDescription,
  NO_MEDIA,
  NO_TRACKS,
  type OutgoingTracks,
} from '../link/link.ts';
import { NO_LIMITS, type SendingLimits } from '../link/sending-limits.ts';
import { FakeChannel } from './fake-channel.ts';

export class FakeNetwork {
  readonly links: FakeLink[] = [];
  #isUp = true;

  readonly createLink: CreateLink = () => {
    const link = new FakeLink(this, this.links.length);
    this.links.push(link);
    return link;
  };

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Packets are swallowed: what was connected is not any more. */
  goDown(): void {
    this.#isUp = false;
    for (const link of this.links) link.drop('disconnected');
  }

  /** Packets are swallowed, and no browser says so. */
  goSilent(): void {
    this.#isUp = false;
  }

  /** Packets pass again. Paths that ICE has given up stay dead until a restart. */
  comeBack(): void {
    this.#isUp = true;
  }

  openLinkCount(): number {
    return this.links.filter((link) => !link.isClosed).length;
  }
}

export class FakeLink implements Link {
  readonly id: number;
  readonly #channels = new Map<ChannelName, FakeChannel>();
  /** What it comes to be in a moment, as the browser's events do. */
  #next: RTCPeerConnectionState = 'new';
  readonly state = new Cell<RTCPeerConnectionState>('new');
  readonly incoming = new Cell(NO_MEDIA);
  readonly fingerprints = new Cell<Fingerprints | undefined>(undefined);
  readonly control = this.channel('control');
  isClosed = false;
  /** How loud the other's microphone arrives. */
  level = 0;
  outgoing: OutgoingTracks = NO_TRACKS;
  limits: SendingLimits = NO_LIMITS;
  renewedPicturesCount = 0;
  /** When sound or a picture last came. */
  mediaAt = Number.NEGATIVE_INFINITY;
  /** What the browser says that it has counted. */
  stats: LinkStats = { report: new Map(), sources: new Map() };
  disclosure: Disclosure = 'nothing';
  relays: readonly RelayServer[] = [];
  signalingState: 'stable' | 'have-local-offer' = 'stable';
  readonly candidates: Candidate[] = [];
  #generation = 0;
  #remote: { link: FakeLink; generation: number } | undefined;
  readonly #network: FakeNetwork;

  constructor(network: FakeNetwork, id: number) {
    this.#network = network;
    this.id = id;
  }

  async createOffer(): Promise<LocalDescription> {
    this.#assertOpen();
    this.#generation += 1;
    this.signalingState = 'have-local-offer';
    return this.#describe();
  }

  async acceptOffer(sdp: string): Promise<LocalDescription> {
    this.#assertOpen();
    // Rolls back an offer of its own, as browsers do.
    if (this.signalingState === 'stable') this.#generation += 1;
    this.signalingState = 'stable';
    this.#meet(this.#parse(sdp));
    if (this.#next === 'new') this.#change('connecting');
    return this.#describe();
  }

  /** Whoever offered finds this side as soon as it has the answer; browsers do the same. */
  startConnecting(): void {}

  async acceptAnswer(sdp: string): Promise<void> {
    this.#assertOpen();
    if (this.signalingState !== 'have-local-offer') throw new Error('InvalidStateError: no offer to answer');
    this.signalingState = 'stable';
    this.#meet(this.#parse(sdp));
    if (this.#next === 'new') this.#change('connecting');
    this.#tryToConnect();
  }

  async addCandidate(candidate: Candidate): Promise<void> {
    this.candidates.push(candidate);
  }

  useRelays(servers: readonly RelayServer[]): void {
    this.relays = servers;
  }

  disclose(disclosure: Disclosure): void {
    this.disclosure = disclosure;
  }

  channel(name: ChannelName): FakeChannel {
    const channel = this.#channels.get(name) ?? new FakeChannel((message) => this.#carry(name, message));
    this.#channels.set(name, channel);
    if (this.#next === 'connected') queueMicrotask(() => channel.open());
    return channel;
  }

  setOutgoing(tracks: OutgoingTracks): void {
    this.outgoing = tracks;
  }

  limit(limits: SendingLimits): void {
    this.limits = limits;
  }

  renewPictures(): void {
    this.renewedPicturesCount += 1;
  }

  async readStats(): Promise<LinkStats> {
    this.#assertOpen();
    return this.stats;
  }

  soundLevel(): number {
    return this.level;
  }

  arrivedAt(): number {
    return this.mediaAt;
  }

  close(): void {
    this.isClosed = true;
    this.#next = 'closed';
  }

  drop(state: 'disconnected' | 'failed'): void {
    if (this.#next === 'connected') this.#change(state);
  }

  #carry(name: ChannelName, message: string | ArrayBuffer): boolean {
    const remote = this.#remote?.link;
    if (this.#next === 'connected' && this.#network.isUp && remote !== undefined) {
      queueMicrotask(() => remote.isClosed || remote.channel(name).hear(message));
    }
    // As with a browser, which says only whether it has taken it.
    return this.#next === 'connected';
  }

  #meet(remote: { link: FakeLink; generation: number }): void {
    this.#remote = remote;
    if (this.fingerprints.value === undefined)
      this.fingerprints.set({ own: `certificate ${this.id}`, theirs: `certificate ${remote.link.id}` });
  }

  #tryToConnect(): void {
    const remote = this.#remote;
    if (remote === undefined) return;
    const theirs = remote.link.#remote;
    const isMutual = theirs?.link === this && theirs.generation === this.#generation;
    if (!isMutual || remote.generation !== remote.link.#generation) return;
    if (!this.#network.isUp || remote.link.isClosed) return;
    for (const link of [this, remote.link]) link.#change('connected');
  }

  #change(state: RTCPeerConnectionState): void {
    if (this.isClosed || this.#next === state) return;
    this.#next = state;
    queueMicrotask(() => {
      if (this.isClosed || this.#next !== state) return;
      this.state.set(state);
      if (state === 'connected') for (const channel of this.#channels.values()) channel.open();
    });
  }

  #describe(): LocalDescription {
    return { sdp: `${this.id} ${this.#generation}`, isComplete: true };
  }

  #parse(sdp: string): { link: FakeLink; generation: number } {
    const [id = '', generation = ''] = sdp.split(' ');
    const link = this.#network.links[Number(id)];
    if (link === undefined) throw new Error('Not an SDP');
    return { link, generation: Number(generation) };
  }

  #assertOpen(): void {
    if (this.isClosed) throw new Error('InvalidStateError: closed');
  }
}
