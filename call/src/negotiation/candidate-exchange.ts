/**
 * The candidates of one round that were found after its descriptions went: ours out, theirs in. Batched, because each
 * batch is a write here and a read there; the first goes quickly, because it usually decides how soon the two meet.
 */
import {
  type Candidate,
  type CandidatesPlace,
  type CandidatesSide,
  MAX_CANDIDATE_BATCHES,
} from '@parley/protocol';
import { childLifetime, delay } from '../lib/lifetime.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { PeerKey, SignalBox } from './signal-box.ts';

/** How long the first batch collects; every further one twice as long as the one before. */
export const FIRST_BATCH_MS = 100;
/** So many of the longest that browsers make still fit MAX_SEALED_CANDIDATES_BYTES. */
const BATCH_LENGTH = 30;

export interface CandidateExchangeOptions {
  readonly store: Pick<CallStore, 'addCandidates' | 'watchCandidates'>;
  readonly docId: string;
  readonly box: Pick<SignalBox, 'sealBatch' | 'openBatch'>;
  readonly round: number;
  /** Which side of the round this browser is on. */
  readonly side: CandidatesSide;
  /** When the batches may be deleted, by the server's clock. */
  readonly expiresAt: number;
  readonly onCandidate: (candidate: Candidate) => void;
  /** A batch that does not open or is malformed. */
  readonly onIgnored: (cause: unknown) => void;
  readonly signal: AbortSignal;
}

export class CandidateExchange {
  readonly #options: CandidateExchangeOptions;
  #found: Candidate[] = [];
  #isGathered = false;
  /** For whom the batches are, once there is a place for them. */
  #theirs: PeerKey | undefined;
  #isSending = false;
  #sentCount = 0;

  constructor(options: CandidateExchangeOptions) {
    this.#options = options;
  }

  /** One of ours; null when there are no more, until the browser finds another network. Kept until `startSending`. */
  add(candidate: Candidate | null): void {
    this.#isGathered = candidate === null;
    if (candidate !== null) this.#found.push(candidate);
    this.#send();
  }

  /** The description of this round is accepted, so the batches have a place to go to; and it is known whose they are. */
  startSending(theirs: PeerKey): void {
    this.#theirs = theirs;
    this.#send();
  }

  /** Their description is set: their candidates can be used. */
  startReceiving(theirs: PeerKey): void {
    this.#receive(0, theirs);
  }

  #send(): void {
    const theirs = this.#theirs;
    if (theirs === undefined || this.#isSending || this.#found.length === 0) return;
    this.#isSending = true;
    this.#sendAll(theirs).then(
      () => {
        this.#isSending = false;
      },
      // A batch that does not arrive costs a way to connect, not the call; and the round may be over anyhow. Batches
      // are read in order, so that after it no other would be: this exchange stays as it is, and sends no more.
      () => {},
    );
  }

  async #sendAll(theirs: PeerKey): Promise<void> {
    const { store, docId, box, round, side, expiresAt, signal } = this.#options;
    while (this.#found.length > 0 && this.#sentCount < MAX_CANDIDATE_BATCHES) {
      if (!this.#isGathered) await delay(FIRST_BATCH_MS * 2 ** this.#sentCount, signal);
      const place: CandidatesPlace = { docId, side, round, index: this.#sentCount++ };
      const candidates = this.#found.splice(0, BATCH_LENGTH);
      const isAll = this.#isGathered && this.#found.length === 0;
      const isLast = isAll || this.#sentCount === MAX_CANDIDATE_BATCHES;
      const sealed = await box.sealBatch(side, round, place.index, { candidates, isLast }, theirs);
      await store.addCandidates(place, sealed, expiresAt, signal);
    }
  }

  #receive(index: number, theirs: PeerKey): void {
    const { store, docId, box, round, side, onCandidate, onIgnored, signal } = this.#options;
    const place: CandidatesPlace = { docId, side: side === 'offer' ? 'answer' : 'offer', round, index };
    const waiting = childLifetime(signal);
    const onBatch = async (sealed: Uint8Array) => {
      try {
        const batch = await box.openBatch(place.side, round, index, sealed, theirs);
        if (waiting.signal.aborted) return;
        waiting.abort();
        for (const candidate of batch.candidates) onCandidate(candidate);
        if (!batch.isLast && index + 1 < MAX_CANDIDATE_BATCHES) this.#receive(index + 1, theirs);
      } catch (cause) {
        if (!waiting.signal.aborted) onIgnored(cause);
      }
    };
    store.watchCandidates(place, (sealed) => void onBatch(sealed), waiting.signal);
  }
}
