import { ANSWER_CANDIDATES, OFFER_CANDIDATES } from './call-doc.ts';
import { MAX_CANDIDATE_BATCHES, MAX_SEALED_CANDIDATES_BYTES } from './limits.ts';
import { invalid, parseBytes, parseRecord, parseTime } from './parsing.ts';
import { parseRoundNumber } from './round.ts';

/** Which side's candidates. */
export type CandidatesSide = 'offer' | 'answer';

/** Where one batch of candidates is. Batches are numbered from 0 in each round and side, and never change. */
export interface CandidatesPlace {
  readonly docId: string;
  readonly side: CandidatesSide;
  readonly round: number;
  readonly index: number;
}

/** `calls/{docId}/offerCandidates|answerCandidates/{round}-{index}`: candidates found after the description went. */
export interface CandidatesDoc {
  readonly round: number;
  /** A sealed `CandidateBatch`. */
  readonly sealed: Uint8Array;
  /** For TTL: nobody needs it after the call. */
  readonly expiresAt: number;
}

/** The batch's collection and document ID, for a path below the call's document. */
export function candidatesPath({ side, round, index }: CandidatesPlace): readonly [string, string] {
  if (!Number.isInteger(index) || index < 0 || index >= MAX_CANDIDATE_BATCHES)
    throw new RangeError(`No batch ${index}`);
  return [side === 'offer' ? OFFER_CANDIDATES : ANSWER_CANDIDATES, `${round}-${index}`];
}

/** @throws {ProtocolError} `invalid`, also when it is not of the round that was asked for */
export function parseCandidatesDoc(value: unknown, place: CandidatesPlace): CandidatesDoc {
  const fields = parseRecord(value, 'candidates', ['round', 'sealed', 'expiresAt']);
  const round = parseRoundNumber(fields.round, 'candidates.round');
  if (round !== place.round) throw invalid('candidates.round', String(place.round));
  return {
    round,
    sealed: parseBytes(fields.sealed, 'candidates.sealed', MAX_SEALED_CANDIDATES_BYTES),
    expiresAt: parseTime(fields.expiresAt, 'candidates.expiresAt'),
  };
}
