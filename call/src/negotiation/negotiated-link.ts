/** A link with what the negotiation knows of it: its name, the latest round it took part in, and that round's candidates. */
import {
  type Candidate,
  type CandidatesSide,
  type Capability,
  createRandomId,
  type Description,
} from '@parley/protocol';
import { childLifetime } from '../lib/lifetime.ts';
import type { CreateLink, Link } from '../link/link.ts';
import type { CallStore } from '../ports/call-store.ts';
import { CandidateExchange } from './candidate-exchange.ts';
import type { PeerKey, SignalBox } from './signal-box.ts';

export interface NegotiatedLinkOptions {
  readonly store: Pick<CallStore, 'addCandidates' | 'watchCandidates'>;
  readonly docId: string;
  readonly box: SignalBox;
  readonly createLink: CreateLink;
  readonly onConnected: () => void;
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
  /** Links are to be made in another way since: whatever comes of this one, another takes its place. */
  isOutdated = false;
  /** What the other's page can do, as far as it has said. */
  peerCan: readonly Capability[] = [];
  /** What was sent as an answer, until it is known whether it was accepted. */
  unconfirmed: UnconfirmedAnswer | undefined;
  readonly #options: NegotiatedLinkOptions;
  readonly #lifetime: AbortController;
  /** It has come to stand since its latest round began. A restart is made since the way that there was may be dead. */
  #carriesCandidates = false;
  #candidates: CandidateExchange | undefined;
  #exchangeLifetime: AbortController | undefined;

  constructor(options: NegotiatedLinkOptions, id = createRandomId()) {
    this.id = id;
    this.#options = options;
    this.#lifetime = childLifetime(options.signal);
    this.link = options.createLink((candidate) => this.#tell(candidate));
    this.link.state.subscribe((state) => {
      this.#carriesCandidates = state === 'connected';
      if (state === 'connected') {
        this.isConnected = true;
        options.onConnected();
      }
      if (state === 'failed' || state === 'closed') this.isConnected = false;
    }, this.#lifetime.signal);
  }

  get unconfirmedRound(): number | undefined {
    return this.unconfirmed?.round;
  }

  /** Those of the latest round; undefined: there was none. */
  get candidates(): CandidateExchange | undefined {
    return this.#candidates;
  }

  /** From now on candidates belong to this round. They are kept back until its description is accepted. */
  beginRound(round: number, side: CandidatesSide, expiresAt: number): void {
    const { store, docId, box, onIgnored } = this.#options;
    this.#carriesCandidates = false;
    this.#exchangeLifetime?.abort();
    this.#exchangeLifetime = childLifetime(this.#lifetime.signal);
    this.#candidates = new CandidateExchange({
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

  /** What is found or may be told once the link stands goes over it, for nothing and past everybody else (decision 227: by no feature). */
  #tell(candidate: Candidate | null): void {
    if (!this.#carriesCandidates || !this.peerCan.includes('candidates/1')) this.#candidates?.add(candidate);
    else if (candidate !== null)
      this.link.channel('control').send(JSON.stringify({ type: 'candidate', candidate }));
  }

  close(): void {
    this.#lifetime.abort();
    this.link.close();
  }
}
