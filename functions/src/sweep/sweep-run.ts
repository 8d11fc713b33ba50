import type { Timestamp } from 'firebase-admin/firestore';
import { grpcStatus } from '../stored/grpc-status.ts';

/** So many failures in one phase are not about one call but about Firestore, and going on with it would only add to its trouble. */
const MAX_FAILURES = 20;

/** The mutable middle of one run: what it looks for, how long it may go on, and what it has done so far. */
export class SweepRun {
  /** Calls deleted, each with all that lay beneath it. */
  calls = 0;
  /** Documents deleted: calls, what lay beneath them, and single documents. */
  documents = 0;
  /** Lasting rooms that were put to rest after a visit. */
  rested = 0;
  /** Calls that somebody wrote after they were found. */
  kept = 0;
  /** Calls and single documents that could not be deleted. */
  failed = 0;
  /** Lasting rooms that this version cannot read: nothing that another try would change. */
  unreadable = 0;
  /** The gRPC status of the first failure; null while there is none, or when it had no status. */
  firstFailureStatus: number | null = null;

  /** Everything that had lapsed when the run began, by its own clock: never by what the trigger says. */
  readonly lapsedBy: Timestamp;
  readonly pageSize: number;
  readonly #isInTime: () => boolean;
  #failedBefore = 0;

  constructor(lapsedBy: Timestamp, pageSize: number, isInTime: () => boolean) {
    this.lapsedBy = lapsedBy;
    this.pageSize = pageSize;
    this.#isInTime = isInTime;
  }

  readonly mayGoOn = (): boolean => this.#isInTime() && this.failed - this.#failedBefore < MAX_FAILURES;

  /** What has failed of one kind of documents keeps no other kind from being looked at. */
  beginPhase(): void {
    this.#failedBefore = this.failed;
  }

  countFailure(error: unknown): void {
    if (this.failed === 0) this.firstFailureStatus = grpcStatus(error) ?? null;
    this.failed += 1;
  }
}
