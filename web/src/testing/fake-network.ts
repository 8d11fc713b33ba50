/**
 * Links without WebRTC: two browsers that find each other once they have each other's latest description, as long as
 * the network between them is up.
 */
import type { Candidate } from '@parley/protocol';
import type {
  CreateLink,
  Disclosure,
  Link,
  LinkHandlers,
  LocalDescription,
  OutgoingTracks,
} from '../call/link.ts';
import { NO_TRACKS } from '../call/link.ts';

export class FakeNetwork {
  readonly links: FakeLink[] = [];
  #isUp = true;

  readonly createLink: CreateLink = (handlers) => {
    const link = new FakeLink(this, this.links.length, handlers);
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
  readonly handlers: LinkHandlers;
  isClosed = false;
  outgoing: OutgoingTracks = NO_TRACKS;
  disclosure: Disclosure = 'nothing';
  state: RTCPeerConnectionState = 'new';
  signalingState: 'stable' | 'have-local-offer' = 'stable';
  readonly candidates: Candidate[] = [];
  #generation = 0;
  #remote: { link: FakeLink; generation: number } | undefined;
  readonly #network: FakeNetwork;

  constructor(network: FakeNetwork, id: number, handlers: LinkHandlers) {
    this.#network = network;
    this.id = id;
    this.handlers = handlers;
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
    this.#remote = this.#parse(sdp);
    if (this.state === 'new') this.#change('connecting');
    return this.#describe();
  }

  /** Whoever offered finds this side as soon as it has the answer; browsers do the same. */
  startConnecting(): void {}

  async acceptAnswer(sdp: string): Promise<void> {
    this.#assertOpen();
    if (this.signalingState !== 'have-local-offer') throw new Error('InvalidStateError: no offer to answer');
    this.signalingState = 'stable';
    this.#remote = this.#parse(sdp);
    if (this.state === 'new') this.#change('connecting');
    this.#tryToConnect();
  }

  async addCandidate(candidate: Candidate): Promise<void> {
    this.candidates.push(candidate);
  }

  disclose(disclosure: Disclosure): void {
    this.disclosure = disclosure;
  }

  send(message: string): void {
    const remote = this.#remote?.link;
    if (this.state === 'connected' && this.#network.isUp && remote !== undefined) {
      queueMicrotask(() => remote.isClosed || remote.handlers.onMessage(message));
    }
  }

  setOutgoing(tracks: OutgoingTracks): void {
    this.outgoing = tracks;
  }

  close(): void {
    this.isClosed = true;
    this.state = 'closed';
  }

  drop(state: 'disconnected' | 'failed'): void {
    if (this.state === 'connected') this.#change(state);
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
    if (this.isClosed || this.state === state) return;
    this.state = state;
    queueMicrotask(() => {
      if (this.isClosed || this.state !== state) return;
      this.handlers.onState(state);
      if (state === 'connected') this.handlers.onOpen();
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
