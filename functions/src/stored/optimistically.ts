import { GrpcStatus } from 'firebase-admin/firestore';
import { grpcStatus } from './grpc-status.ts';

/** More than ever lose in a row: each loss means that somebody else has won. */
const MAX_ATTEMPTS = 10;

const CHANGED_MEANWHILE: readonly unknown[] = [
  GrpcStatus.NOT_FOUND,
  GrpcStatus.FAILED_PRECONDITION,
  GrpcStatus.ABORTED,
];

/**
 * Reads, decides and commits, and does so again when what was read has changed meanwhile, which the commit's own
 * preconditions (`lastUpdateTime`) tell. Unlike a transaction it locks nothing: of two that meet, one goes on at once,
 * where a locked document keeps both waiting.
 *
 * @param attempt does all three
 * @param statuses that mean the same
 */
export async function optimistically<Result>(
  attempt: () => Promise<Result>,
  statuses: readonly unknown[] = CHANGED_MEANWHILE,
): Promise<Result> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      const mayGoAgain = statuses.includes(grpcStatus(error)) && count < MAX_ATTEMPTS;
      if (!mayGoAgain) throw error;
    }
  }
}
