import { CLOCK_TOLERANCE_MS, MAX_CANDIDATE_BATCHES, MAX_SEALED_CANDIDATES_BYTES } from '../reading/limits.ts';
import { invalid, parseBytes, parseRecord, parseTime } from '../reading/parsing.ts';
import { ANSWER_CANDIDATES, type CallDoc, isOpen, OFFER_CANDIDATES } from './call-doc.ts';
import { expiryWhileSeated, visitOf } from './call-expiry.ts';
import { type DocumentWrite, Time } from './document-write.ts';
import { mayRead } from './door.ts';
import type { Writer } from './entry.ts';
import { parseRoundNumber } from './round.ts';
import { isHeld, otherRole } from './seat.ts';

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

/**
 * Whether this user may leave candidates there now: from the seat in which they have their part in the current round of
 * a call that is open. Whether there is such a batch already is not asked. Total.
 */
export function mayAddCandidates(
  call: CallDoc,
  { side, round }: Pick<CandidatesPlace, 'side' | 'round'>,
  expiresAt: number,
  { uid, now }: Writer,
): boolean {
  const { schedule } = call;
  if (!isOpen(call, now) || call.round?.number !== round) return false;
  if (schedule !== null && now < schedule.opensAt) return false;
  // A batch may be due before the two have met and after: in a scheduled call its end is the latest in any case.
  const latest = schedule?.endsAt ?? expiryWhileSeated(now, visitOf(call), true) + CLOCK_TOLERANCE_MS;
  if (expiresAt <= now || expiresAt > latest) return false;
  const { offerer, offererSession, answererSession } = call.round;
  const seat = call.seats[side === 'offer' ? offerer : otherRole(offerer)];
  const session = side === 'offer' ? offererSession : answererSession;
  return isHeld(seat, now) && seat.uid === uid && seat.session === session;
}

/** Whether this user may read candidates there, or wait for them: of a call that is open and that they may read. */
export function mayReadCandidates(call: CallDoc, reader: Writer): boolean {
  return isOpen(call, reader.now) && mayRead(call, reader);
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

/** What leaves a batch. */
export function candidatesWrite({ round, sealed, expiresAt }: CandidatesDoc): DocumentWrite {
  return { kind: 'create', fields: { round, sealed, expiresAt: new Time(expiresAt) } };
}
