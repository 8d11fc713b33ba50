import { randomBytes } from 'node:crypto';
import {
  ANSWER_CANDIDATES,
  CALLS,
  type CandidatesDoc,
  candidatesPath,
  MAX_CANDIDATE_BATCHES,
} from '@parley/protocol';
import {
  type DocumentData,
  type DocumentReference,
  type Firestore,
  Timestamp,
} from 'firebase-admin/firestore';
import { toStoredFields } from '../../functions/src/stored/stored-value.ts';
import { aCall, aRunningCall } from '../../protocol/src/testing/call-docs.ts';
import { storable } from '../rules/scene.ts';

export interface SeededCalls {
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Undefined: together with the call. */
  readonly candidatesExpireAt?: number;
  /** Of each call; the first half are the offerer's. Ten of each side fill a round. */
  readonly candidatesEach: number;
  readonly isEnded?: boolean;
}

/** Writes calls with candidates beneath them. @returns where the calls are */
export async function seedCalls(
  firestore: Firestore,
  { count, expiresAt, candidatesExpireAt = expiresAt, candidatesEach, isEnded = false }: SeededCalls,
): Promise<readonly DocumentReference[]> {
  const writer = firestore.bulkWriter({ throttling: false });
  const calls = Array.from({ length: count }, () => firestore.collection(CALLS).doc(newDocId()));
  for (const call of calls) {
    writer.create(call, callFields(expiresAt, isEnded));
    for (let number = 0; number < candidatesEach; number += 1) {
      writer.create(candidatesBeneath(call, number, candidatesEach), candidatesFields(candidatesExpireAt));
    }
  }
  await writer.close();
  return calls;
}

/** Writes one call with candidates beneath it. @returns where it is */
export async function seedCall(
  firestore: Firestore,
  seeded: Omit<SeededCalls, 'count'>,
): Promise<DocumentReference> {
  const [call] = await seedCalls(firestore, { ...seeded, count: 1 });
  if (!call) throw new Error('One call was asked for');
  return call;
}

/** Writes a batch of candidates, beneath whatever may or may not be there. */
export async function seedCandidates(call: DocumentReference, expiresAt: number): Promise<DocumentReference> {
  const candidates = call.collection(ANSWER_CANDIDATES).doc('1-0');
  await candidates.create(candidatesFields(expiresAt));
  return candidates;
}

/** As the protocol's document IDs are: 22 characters that nobody can guess. */
export function newDocId(): string {
  return randomBytes(16).toString('base64url');
}

/** One in which both have met, or one that the host has ended. */
function callFields(expiresAt: number, isEnded: boolean): DocumentData {
  const createdAt = expiresAt - 60 * 60_000;
  const renewedAt = createdAt;
  const call = isEnded
    ? aCall({ createdAt, expiresAt, ended: { reason: 'host-ended', at: createdAt } })
    : aRunningCall({ createdAt, expiresAt, host: { renewedAt }, guest: { renewedAt } });
  return toStoredFields(storable(call));
}

function candidatesFields(expiresAt: number): Record<keyof CandidatesDoc, unknown> {
  return { round: 1, sealed: Buffer.alloc(64, 3), expiresAt: Timestamp.fromMillis(expiresAt) };
}

function candidatesBeneath(call: DocumentReference, number: number, ofAll: number): DocumentReference {
  const offers = Math.ceil(ofAll / 2);
  const side = number < offers ? 'offer' : 'answer';
  const ofSide = number < offers ? number : number - offers;
  const round = 1 + Math.floor(ofSide / MAX_CANDIDATE_BATCHES);
  const [name, id] = candidatesPath({ docId: call.id, side, round, index: ofSide % MAX_CANDIDATE_BATCHES });
  return call.collection(name).doc(id);
}
