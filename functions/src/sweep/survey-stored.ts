import { CALLS } from '@parley/protocol';
import { type Firestore, type QueryDocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import { CALL_SUBCOLLECTIONS, STANDALONE_COLLECTIONS } from './swept-collections.ts';

/** What is stored in one collection group: counts and durations, no name and nothing that anybody wrote. */
export interface StoredGroup {
  readonly name: string;
  readonly count: number;
  /** How many were created so long ago at most, from the shortest age on; the last has no bound. */
  readonly byAge: readonly { readonly upToMs: number; readonly count: number }[];
  readonly oldestMs: number;
  /** How many have lapsed and are still there. Rules let nobody read them, but they are stored. */
  readonly lapsed: number;
  /** By how much the one that lapsed first has outlived its time; 0: none has. */
  readonly overdueMs: number;
  /** Documents without a time to lapse at, which nothing would ever delete. Null is one: an API key without an end. */
  readonly timeless: number;
}

const AGES_MS = [60_000, 600_000, 3_600_000, 86_400_000, Number.POSITIVE_INFINITY];

/** Looks at every document of every collection, parents or no parents: one paid read for each. */
export async function surveyStored(firestore: Firestore, now: number): Promise<readonly StoredGroup[]> {
  return Promise.all(
    [CALLS, ...CALL_SUBCOLLECTIONS, ...STANDALONE_COLLECTIONS].map((name) =>
      surveyGroup(firestore, name, now),
    ),
  );
}

async function surveyGroup(firestore: Firestore, name: string, now: number): Promise<StoredGroup> {
  const byAge = AGES_MS.map((upToMs) => ({ upToMs, count: 0 }));
  const group = { count: 0, oldestMs: 0, lapsed: 0, overdueMs: 0, timeless: 0 };
  const documents = firestore.collectionGroup(name).select('expiresAt').stream();
  for await (const document of documents as AsyncIterable<QueryDocumentSnapshot>) {
    const ageMs = Math.max(0, now - document.createTime.toMillis());
    const bucket = byAge.find(({ upToMs }) => ageMs <= upToMs);
    if (bucket) bucket.count += 1;
    group.count += 1;
    group.oldestMs = Math.max(group.oldestMs, ageMs);
    const expiresAt: unknown = document.get('expiresAt');
    if (expiresAt === null) continue;
    if (!(expiresAt instanceof Timestamp)) group.timeless += 1;
    else if (expiresAt.toMillis() <= now) {
      group.lapsed += 1;
      group.overdueMs = Math.max(group.overdueMs, now - expiresAt.toMillis());
    }
  }
  return { name, byAge, ...group };
}
