/**
 * The candidates of one round that were found after its descriptions went: ours out, theirs in. Batched, because each
 * batch is a write here and a read there; the first goes quickly, because it usually decides how soon the two meet.
 */
import {
  type CallKeys,
  type Candidate,
  type CandidatesPlace,
  type CandidatesSide,
  MAX_CANDIDATE_BATCHES,
  open,
  parseCandidateBatch,
  type SealedPlace,
  seal,
} from '@parley/protocol';
import { childLifetime, delay } from '../lib/lifetime.ts';
import type { CallStore } from './call-store.ts';

/** How long the first batch collects; every further one twice as long as the one before. */
export const FIRST_BATCH_MS = 100;
/** So many of the longest that browsers make still fit MAX_SEALED_CANDIDATES_BYTES. */
const BATCH_LENGTH = 30;

export interface CandidateExchangeOptions {
  readonly store: Pick<CallStore, 'addCandidates' | 'watchCandidates'>;
  readonly keys: CallKeys;
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
  #isOpen = false;
  #isSending = false;
  #sentCount = 0;

  constructor(options: CandidateExchangeOptions) {
    this.#options = options;
  }

  /** One of ours; null when there are no more. Kept until `startSending`. */
  add(candidate: Candidate | null): void {
    if (candidate === null) this.#isGathered = true;
    else this.#found.push(candidate);
    this.#send();
  }

  /** The description of this round is accepted: the batches have a place to go to. */
  startSending(): void {
    this.#isOpen = true;
    this.#send();
  }

  /** Their description is set: their candidates can be used. */
  startReceiving(): void {
    this.#receive(0);
  }

  #send(): void {
    if (!this.#isOpen || this.#isSending || this.#found.length === 0) return;
    this.#isSending = true;
    this.#sendAll().then(
      () => {
        this.#isSending = false;
      },
      // A batch that does not arrive costs a way to connect, not the call; and the round may be over anyhow. Batches
      // are read in order, so that after it no other would be: this exchange stays as it is, and sends no more.
      () => {},
    );
  }

  async #sendAll(): Promise<void> {
    const { store, keys, round, side, expiresAt, signal } = this.#options;
    while (this.#found.length > 0 && this.#sentCount < MAX_CANDIDATE_BATCHES) {
      if (!this.#isGathered) await delay(FIRST_BATCH_MS * 2 ** this.#sentCount, signal);
      const place: CandidatesPlace = { docId: keys.docId, side, round, index: this.#sentCount++ };
      const candidates = this.#found.splice(0, BATCH_LENGTH);
      const isAll = this.#isGathered && this.#found.length === 0;
      const isLast = isAll || this.#sentCount === MAX_CANDIDATE_BATCHES;
      const sealed = await seal(keys.sealingKey, sealedPlace(place), { candidates, isLast });
      await store.addCandidates(place, sealed, expiresAt, signal);
    }
  }

  #receive(index: number): void {
    const { store, keys, round, side, onCandidate, onIgnored, signal } = this.#options;
    const place: CandidatesPlace = {
      docId: keys.docId,
      side: side === 'offer' ? 'answer' : 'offer',
      round,
      index,
    };
    const waiting = childLifetime(signal);
    const onBatch = async (sealed: Uint8Array) => {
      try {
        const batch = parseCandidateBatch(await open(keys.sealingKey, sealedPlace(place), sealed));
        if (waiting.signal.aborted) return;
        waiting.abort();
        for (const candidate of batch.candidates) onCandidate(candidate);
        if (!batch.isLast && index + 1 < MAX_CANDIDATE_BATCHES) this.#receive(index + 1);
      } catch (cause) {
        if (!waiting.signal.aborted) onIgnored(cause);
      }
    };
    store.watchCandidates(place, (sealed) => void onBatch(sealed), waiting.signal);
  }
}

function sealedPlace({ docId, side, round, index }: CandidatesPlace): SealedPlace {
  return { docId, kind: `${side}-candidates`, round, index };
}
