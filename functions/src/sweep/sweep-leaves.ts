import type { BulkWriter, Firestore, Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { isPreconditionFailure } from '../stored/grpc-status.ts';
import { lapsedPages } from './lapsed-pages.ts';
import type { SweepRun } from './sweep-run.ts';
import { CALL_SUBCOLLECTIONS, STANDALONE_COLLECTIONS } from './swept-collections.ts';

/**
 * Deletes documents with nothing beneath them whose own time has come. Among them are candidates, wherever they are:
 * one that was written in the instant its call was deleted, and those of past rounds in a long call. The rules let nobody read them any more, and they never change, so
 * it does not matter whether their call still lives.
 *
 * @returns whether every one was dealt with
 */
export async function sweepLeaves(firestore: Firestore, run: SweepRun): Promise<boolean> {
  const queries: Query[] = [
    ...CALL_SUBCOLLECTIONS.map((name) => firestore.collectionGroup(name)),
    ...STANDALONE_COLLECTIONS.map((name) => firestore.collection(name)),
  ];
  const writer = firestore.bulkWriter();
  // The next run is the retry; BulkWriter's own ten could outlast this one.
  writer.onWriteError(() => false);
  try {
    for (const query of queries) {
      for await (const page of lapsedPages(query, run.lapsedBy, run.pageSize)) {
        if (!run.mayGoOn()) return false;
        const deletions = page.map((leaf) => deleteLeaf(writer, leaf, run));
        await writer.flush();
        await Promise.all(deletions);
      }
    }
    return true;
  } finally {
    await writer.close();
  }
}

async function deleteLeaf(writer: BulkWriter, leaf: QueryDocumentSnapshot, run: SweepRun): Promise<void> {
  try {
    // Somebody may have written it since. And of two overlapping runs only one has deleted it, and counts it.
    await writer.delete(leaf.ref, { lastUpdateTime: leaf.updateTime });
    run.documents += 1;
  } catch (error) {
    if (!isPreconditionFailure(error)) run.countFailure(error);
  }
}
