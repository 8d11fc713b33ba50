import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { GrpcStatus } from 'firebase-admin/firestore';
import { grpcStatus } from './grpc-status.ts';

/** More than ever lose in a row: each loss means that somebody else has won. */
const MAX_ATTEMPTS = 10;

/**
 * Whoever has lost once goes again at once, since the winner is gone. Whoever loses again meets a crowd, of which each round
 * lets one go: they spread out, by chance and twice as wide each time.
 */
const FIRST_SPREAD_MS = 80;
const MAX_SPREAD_MS = 1_000;

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
 * @param random a whole number from 0 to below this one
 * @param wait for so many milliseconds
 */
export async function optimistically<Result>(
  attempt: () => Promise<Result>,
  statuses: readonly unknown[] = CHANGED_MEANWHILE,
  random: (below: number) => number = randomInt,
  wait: (ms: number) => Promise<unknown> = setTimeout,
): Promise<Result> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      const mayGoAgain = statuses.includes(grpcStatus(error)) && count < MAX_ATTEMPTS;
      if (!mayGoAgain) throw error;
      if (count > 1) await wait(random(spreadAfter(count)));
    }
  }
}

function spreadAfter(losses: number): number {
  return Math.min(FIRST_SPREAD_MS * 2 ** (losses - 2), MAX_SPREAD_MS);
}
