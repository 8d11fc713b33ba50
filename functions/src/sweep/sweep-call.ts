import { RETIRED, RETIRED_MS } from '@parley/protocol';
import {
  type DocumentReference,
  type Firestore,
  type QueryDocumentSnapshot,
  Timestamp,
} from 'firebase-admin/firestore';
import { isPreconditionFailure } from '../stored/grpc-status.ts';
import { CALL_SUBCOLLECTIONS } from './swept-collections.ts';

/** Writes in one commit: Firestore's classic limit, and a bound on what one call holds in memory. */
export const MAX_WRITES_PER_COMMIT = 500;

/** Beneath a call that goes in one commit: the call and its mark are two writes more. */
const MAX_CHILDREN = MAX_WRITES_PER_COMMIT - 2;

/**
 * - `deleted`: with everything beneath it
 * - `kept`: somebody wrote it after it was found; the next run looks at it anew
 * - `gone`: somebody else deleted it first
 * - `unfinished`: no time for all that lies beneath it; the call is still there to be found again
 */
type CallOutcome = 'deleted' | 'kept' | 'gone' | 'unfinished';

export interface SweptCall {
  readonly outcome: CallOutcome;
  /** Documents deleted, the call itself included. */
  readonly documents: number;
}

/**
 * Deletes a lapsed call and what lies beneath it, and retires its ID, in one commit: all or nothing, whenever the run is
 * killed. It holds only if the call is still the version that was found, so one that was revived meanwhile loses nothing.
 * (Nobody but an admin program can: the rules refuse every write to a lapsed call, and every new document beneath it.)
 *
 * Not `recursiveDelete`: that takes no precondition and sends the parent's deletion without waiting for the children's.
 *
 * @param now milliseconds since the epoch
 * @param mayGoOn asked before each further commit of a call too big for one
 */
export async function sweepCall(
  firestore: Firestore,
  call: QueryDocumentSnapshot,
  now: number,
  mayGoOn: () => boolean,
): Promise<SweptCall> {
  let documents = 0;
  for (;;) {
    const children = await listBeneath(call.ref, CALL_SUBCOLLECTIONS);
    if (children.length <= MAX_CHILDREN) {
      const isDeleted = await deleteWhole(firestore, call, children, now);
      if (!isDeleted) return { outcome: await whyNot(firestore, call.ref), documents };
      return { outcome: 'deleted', documents: documents + children.length + 1 };
    }
    const isUnchanged = await deleteBeneath(firestore, call, children);
    if (!isUnchanged) return { outcome: await whyNot(firestore, call.ref), documents };
    documents += children.length;
    if (!mayGoOn()) return { outcome: 'unfinished', documents };
  }
}

/** As many as one commit takes; fewer only when there are no more. */
export async function listBeneath(
  call: DocumentReference,
  subcollections: readonly string[],
): Promise<readonly DocumentReference[]> {
  const pages = await Promise.all(
    subcollections.map((name) => call.collection(name).select().limit(MAX_WRITES_PER_COMMIT).get()),
  );
  return pages.flatMap((page) => page.docs.map(({ ref }) => ref)).slice(0, MAX_WRITES_PER_COMMIT);
}

/** @returns false, and nothing is deleted, when the call is no longer the version that was found */
async function deleteWhole(
  firestore: Firestore,
  call: QueryDocumentSnapshot,
  children: readonly DocumentReference[],
  now: number,
): Promise<boolean> {
  const batch = firestore.batch();
  for (const child of children) batch.delete(child);
  const expiresAt = Timestamp.fromMillis(now + RETIRED_MS);
  batch.set(firestore.collection(RETIRED).doc(call.id), { expiresAt });
  batch.delete(call.ref, { lastUpdateTime: call.updateTime });
  try {
    await batch.commit();
    return true;
  } catch (error) {
    if (isPreconditionFailure(error)) return false;
    throw error;
  }
}

/**
 * Makes room when there is more beneath a call than one commit takes (25 rounds with every batch used: rare). Since
 * the call itself stays for now, only a transaction can tell that it is still the version that was found.
 * @returns false, and nothing is deleted, when it is not
 */
async function deleteBeneath(
  firestore: Firestore,
  call: QueryDocumentSnapshot,
  children: readonly DocumentReference[],
): Promise<boolean> {
  return firestore.runTransaction(async (transaction) => {
    const [current] = await transaction.getAll(call.ref, { fieldMask: ['expiresAt'] });
    if (!current?.updateTime?.isEqual(call.updateTime)) return false;
    for (const child of children) transaction.delete(child);
    return true;
  });
}

/** Read anew, since a precondition fails alike on a document that has changed and on one that is gone. */
async function whyNot(firestore: Firestore, call: DocumentReference): Promise<'kept' | 'gone'> {
  const [current] = await firestore.getAll(call, { fieldMask: ['expiresAt'] });
  return current?.exists ? 'kept' : 'gone';
}
