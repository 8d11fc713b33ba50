import type { BulkWriter, Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { CALL_SUBCOLLECTIONS } from './call-subcollections.ts';
import { isPreconditionFailure } from './grpc-status.ts';
import { lapsedPages } from './lapsed-pages.ts';
import type { SweepRun } from './sweep-run.ts';

/**
 * Deletes candidates whose own time has come, wherever they are: those that a TTL policy orphaned when it deleted
 * their call, one that was written in the instant its call was deleted, and those of past rounds in a long call. The
 * rules let nobody read them any more, and they never change, so it does not matter whether their call still lives.
 *
 * @returns whether every one was dealt with
 */
export async function sweepCandidates(firestore: Firestore, run: SweepRun): Promise<boolean> {
  const writer = firestore.bulkWriter();
  // The next run is the retry; BulkWriter's own ten could outlast this one.
  writer.onWriteError(() => false);
  try {
    for (const name of CALL_SUBCOLLECTIONS) {
      for await (const page of lapsedPages(firestore.collectionGroup(name), run.lapsedBy, run.pageSize)) {
        if (!run.mayGoOn()) return false;
        const deletions = page.map((candidates) => deleteCandidates(writer, candidates, run));
        await writer.flush();
        await Promise.all(deletions);
      }
    }
    return true;
  } finally {
    await writer.close();
  }
}

async function deleteCandidates(
  writer: BulkWriter,
  candidates: QueryDocumentSnapshot,
  run: SweepRun,
): Promise<void> {
  try {
    // The precondition is for the count: of two overlapping runs only one has deleted it.
    await writer.delete(candidates.ref, { lastUpdateTime: candidates.updateTime });
    run.documents += 1;
  } catch (error) {
    if (!isPreconditionFailure(error)) run.countFailure(error);
  }
}
