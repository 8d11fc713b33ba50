import { CALLS } from '@parley/protocol';
import type { Firestore } from 'firebase-admin/firestore';
import { forEachAtMost } from './for-each-at-most.ts';
import { lapsedCalls } from './lapsed-pages.ts';
import { sweepCall } from './sweep-call.ts';
import type { SweepRun } from './sweep-run.ts';

/**
 * Calls in work at once. Each is two requests after another, so this hides the latency; it also bounds the memory (500
 * names per call) and keeps below the rate at which Firestore asks to be warmed up first.
 */
const CALLS_AT_ONCE = 16;

/** @returns whether every lapsed call was dealt with, deleted or not */
export async function sweepCalls(firestore: Firestore, run: SweepRun): Promise<boolean> {
  for await (const page of lapsedCalls(firestore.collection(CALLS), run.lapsedBy, run.pageSize)) {
    let isUnfinished = false;
    const wereAllBegun = await forEachAtMost(CALLS_AT_ONCE, page, run.mayGoOn, async (call) => {
      try {
        const { outcome, documents } = await sweepCall(firestore, call, run.lapsedBy.toMillis(), run.mayGoOn);
        run.documents += documents;
        if (outcome === 'deleted') run.calls += 1;
        if (outcome === 'kept') run.kept += 1;
        if (outcome === 'unfinished') isUnfinished = true;
      } catch (error) {
        // One call that cannot be deleted must not keep all others.
        run.countFailure(error);
      }
    });
    if (!wereAllBegun || isUnfinished) return false;
  }
  return true;
}
