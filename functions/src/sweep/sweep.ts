import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { restRooms } from './rest-rooms.ts';
import { sweepCalls } from './sweep-calls.ts';
import { sweepLeaves } from './sweep-leaves.ts';
import { SweepRun } from './sweep-run.ts';

/** Each whatever became of those before it. */
const PHASES = [sweepCalls, restRooms, sweepLeaves] as const;

/** Names in memory at once, some 400 bytes each, and no more reads wasted by a run that is killed. */
const PAGE_SIZE = 300;

export interface SweepOptions {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** When to begin nothing more, by that clock. A commit under way is still finished. */
  readonly deadlineAt: number;
  /** Documents per query; undefined: as many as is good in production. */
  readonly pageSize?: number;
}

/** Counts and nothing else, since this is what is logged, and IDs of calls never are. */
export interface SweepReport {
  /** Calls deleted, each with all that lay beneath it. */
  readonly calls: number;
  /** Documents deleted: those calls, what lay beneath them, lapsed candidates of any call, and whatever else lapsed. */
  readonly documents: number;
  /** Lasting rooms that were put to rest after a visit. */
  readonly rested: number;
  /** Calls that somebody wrote after they were found; the next run looks at them anew. */
  readonly kept: number;
  /** Calls and single documents that could not be deleted; the next run tries again. */
  readonly failed: number;
  /** Lasting rooms that this version cannot read, and so cannot put to rest; they lapse as ever. */
  readonly unreadable: number;
  /** The gRPC status of the first failure; null: none, or none that Firestore gave. */
  readonly firstFailureStatus: number | null;
  readonly durationMs: number;
  /** Whether all that had lapsed when the run began was dealt with. If not, the next run goes on. */
  readonly isComplete: boolean;
}

/**
 * Deletes every call that has lapsed, subcollections included, empties lasting rooms that nobody is in any more, and deletes every other
 * document whose own time has come.
 * It keeps no state but what is stored, so it may be killed at any instant, run twice at once, late, or again.
 *
 * @throws what Firestore answers when it cannot be asked what has lapsed
 */
export async function sweep(firestore: Firestore, options: SweepOptions): Promise<SweepReport> {
  const { clock, deadlineAt, pageSize = PAGE_SIZE } = options;
  const startedAt = clock();
  const run = new SweepRun(Timestamp.fromMillis(startedAt), pageSize, () => clock() < deadlineAt);
  let isComplete = true;
  for (const phase of PHASES) {
    run.beginPhase();
    const isDone = run.mayGoOn() && (await phase(firestore, run));
    isComplete &&= isDone;
  }
  return {
    calls: run.calls,
    documents: run.documents,
    rested: run.rested,
    kept: run.kept,
    failed: run.failed,
    unreadable: run.unreadable,
    firstFailureStatus: run.firstFailureStatus,
    durationMs: clock() - startedAt,
    isComplete: isComplete && run.failed === 0,
  };
}
