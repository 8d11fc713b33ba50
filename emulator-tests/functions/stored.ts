import { ANSWER_CANDIDATES, CALLS, OFFER_CANDIDATES } from '@parley/protocol';
import type { DocumentData, Firestore } from 'firebase-admin/firestore';

const GROUPS = [CALLS, OFFER_CANDIDATES, ANSWER_CANDIDATES] as const;

export interface StoredDocument {
  readonly data: DocumentData;
  /** Of the document's last change, as text: to the nanosecond. */
  readonly updatedAt: string;
  readonly createdAt: string;
}

/** Everything that is stored, by path: asked by collection group, so also what has lost its parent. */
export async function readStored(firestore: Firestore): Promise<ReadonlyMap<string, StoredDocument>> {
  const groups = await Promise.all(GROUPS.map((name) => firestore.collectionGroup(name).get()));
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
