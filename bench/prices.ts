/** What Google asks for, in dollars, and what a call comes to. */
import type { PaidOperations } from './paid-operations.ts';

/** Of a database in us-central1, for each 100,000 documents. https://cloud.google.com/firestore/pricing */
const PER_100_000: PaidOperations = { reads: 0.03, writes: 0.09, deletes: 0.01 };
/** Of functions, for each million invocations after the two million of a month that are free. https://cloud.google.com/run/pricing */
const PER_MILLION_INVOCATIONS = 0.4;

export const PRICES_NOTE =
  'Firestore in us-central1: $0.03, $0.09 and $0.01 for 100,000 documents read, written and deleted; $0.40 for a million invocations after two million a month; what is free each day and month is not taken off (cloud.google.com/firestore/pricing and /run/pricing, as known in 2026; look them up before you rely on them)';

export function priceOf({ reads, writes, deletes }: PaidOperations, invocations: number): number {
  const documents = reads * PER_100_000.reads + writes * PER_100_000.writes + deletes * PER_100_000.deletes;
  return documents / 100_000 + (invocations * PER_MILLION_INVOCATIONS) / 1_000_000;
}
