import { CALLS, RETIRED } from '@parley/protocol';
import type { DocumentData, Firestore } from 'firebase-admin/firestore';
import { CALL_SUBCOLLECTIONS, STANDALONE_COLLECTIONS } from '../../functions/src/sweep/swept-collections.ts';

/** All but the marks that the sweep leaves on purpose. */
const GROUPS = [CALLS, ...CALL_SUBCOLLECTIONS, ...STANDALONE_COLLECTIONS].filter((name) => name !== RETIRED);

export interface StoredDocument {
  readonly data: DocumentData;
  /** Of the document's last change, as text: to the nanosecond. */
  readonly updatedAt: string;
  readonly createdAt: string;
}

/**
 * Everything that is stored in one instant, by path: asked by collection group, so also what has lost its parent. In
 * one transaction, since commits that a killed process has sent may still take effect while this reads.
 */
export async function readStored(firestore: Firestore): Promise<ReadonlyMap<string, StoredDocument>> {
  const groups = await firestore.runTransaction(
    (transaction) => Promise.all(GROUPS.map((name) => transaction.get(firestore.collectionGroup(name)))),
    { readOnly: true },
  );
  return new Map(
    groups.flatMap(({ docs }) =>
      docs.map((doc) => [
        doc.ref.path,
        {
          data: doc.data(),
          updatedAt: JSON.stringify(doc.updateTime),
          createdAt: JSON.stringify(doc.createTime),
        },
      ]),
    ),
  );
}

/** What is left of calls that were deleted, by their document ID. */
export async function readRetired(firestore: Firestore): Promise<ReadonlyMap<string, DocumentData>> {
  const { docs } = await firestore.collection(RETIRED).get();
  return new Map(docs.map((doc) => [doc.id, doc.data()]));
}

/** How many candidate documents each call has, by the call's path; null beneath a call that is missing. */
export function countCandidates(
  stored: ReadonlyMap<string, StoredDocument>,
): ReadonlyMap<string, number | null> {
  const counts = new Map<string, number | null>();
  for (const path of stored.keys()) {
    const call = path.split('/').slice(0, 2).join('/');
    const count = counts.get(call) ?? 0;
    counts.set(call, stored.has(call) ? count + (path === call ? 0 : 1) : null);
  }
  return counts;
}

/** How many documents are stored, in all groups. */
export async function countStored(firestore: Firestore): Promise<number> {
  const counts = await Promise.all(GROUPS.map((name) => firestore.collectionGroup(name).count().get()));
  return counts.reduce((sum, count) => sum + count.data().count, 0);
}

/** Paths of calls that are missing while something still lies beneath them. */
export async function missingParents(firestore: Firestore): Promise<readonly string[]> {
  const [listed, stored] = await Promise.all([
    // Unlike a query, this lists missing documents that have something beneath them.
    firestore.collection(CALLS).listDocuments(),
    firestore.collection(CALLS).select().get(),
  ]);
  const existing = new Set(stored.docs.map(({ ref }) => ref.path));
  return listed.map(({ path }) => path).filter((path) => !existing.has(path));
}
