/** A link with what the negotiation knows of it: its name, the latest round it took part in, and that round's candidates. */
import {
  type Candidate,
  type CandidatesSide,
  type Capability,
  createRandomId,
  type Description,
} from '@parley/protocol';
import { childLifetime } from '../lib/lifetime.ts';
import type { CallStore } from './call-store.ts';
import { CandidateExchange } from './candidate-exchange.ts';
import type { CreateLink, Link, LinkHandlers } from './link.ts';
import type { PeerKey, SignalBox } from './signal-box.ts';

export interface NegotiatedLinkOptions {
  readonly store: Pick<CallStore, 'addCandidates' | 'watchCandidates'>;
  readonly docId: string;
  readonly box: SignalBox;
  readonly createLink: CreateLink;
  readonly handlers: Omit<LinkHandlers, 'onCandidate'>;
  readonly onIgnored: (cause: unknown) => void;
  readonly signal: AbortSignal;
}

export interface UnconfirmedAnswer {
  readonly round: number;
  readonly sealed: Uint8Array;
  /** The offer that it answers, and whose it is. */
  readonly offer: Description;
  readonly theirs: PeerKey;
}

export class NegotiatedLink {
  /** The same on both sides: a round on a known link restarts it, a round on another replaces it. */
  readonly id: string;
  readonly link: Link;
  /** 0 before the first. */
  round = 0;
  stage: 'offered' | 'complete' = 'offered';
  isConnected = false;
  /** What the other's page can do, as far as it has said. */
  peerCan: readonly Capability[] = [];
  /** What was sent as an answer, until it is known whether it was accepted. */
  unconfirmed: UnconfirmedAnswer | undefined;
  readonly #options: NegotiatedLinkOptions;
  readonly #lifetime: AbortController;
  #exchange: CandidateExchange | undefined;
  #exchangeLifetime: AbortController | undefined;

  constructor(options: NegotiatedLinkOptions, id = createRandomId()) {
    this.id = id;
    this.#options = options;
    this.#lifetime = childLifetime(options.signal);
    const { handlers } = options;
    this.link = options.createLink({
      onState: this.#whileOpen((state) => {
        if (state === 'connected') this.isConnected = true;
        if (state === 'failed' || state === 'closed') this.isConnected = false;
        handlers.onState(state);
      }),
      onCandidate: this.#whileOpen((candidate) => this.#tell(candidate)),
      onOpen: this.#whileOpen(handlers.onOpen),
      onMessage: this.#whileOpen(handlers.onMessage),
      onIncoming: this.#whileOpen(handlers.onIncoming),
    });
  }

  get unconfirmedRound(): number | undefined {
    return this.unconfirmed?.round;
  }

  /** From now on candidates belong to this round. They are kept back until its description is accepted. */
  beginRound(round: number, side: CandidatesSide, expiresAt: number): void {
    const { store, docId, box, onIgnored } = this.#options;
    this.#exchangeLifetime?.abort();
    this.#exchangeLifetime = childLifetime(this.#lifetime.signal);
    this.#exchange = new CandidateExchange({
      store,
      docId,
      box,
      round,
      side,
      expiresAt,
      onCandidate: (candidate) => void this.link.addCandidate(candidate).catch(onIgnored),
      onIgnored,
      signal: this.#exchangeLifetime.signal,
    });
  }

  /** The other side's description is set: their candidates can be used. */
  receiveCandidates(theirs: PeerKey): void {
    this.#exchange?.startReceiving(theirs);
  }

  /** Our own description was accepted, and it is known who reads our candidates. */
  sendCandidates(theirs: PeerKey): void {
    this.#exchange?.startSending(theirs);
  }

  /** What is found or may be told once the link stands goes over it, for nothing and past everybody else. */
  #tell(candidate: Candidate | null): void {
    if (!this.isConnected || !this.peerCan.includes('candidates/1')) this.#exchange?.add(candidate);
    else if (candidate !== null) this.link.send(JSON.stringify({ type: 'candidate', candidate }));
  }

  close(): void {
    this.#lifetime.abort();
    this.link.close();
  }

  #whileOpen<Args extends unknown[]>(handle: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      if (!this.#lifetime.signal.aborted) handle(...args);
    };
  }
}
