/**
 * One sweep of the database that no function follows, in a process of its own, which a test may kill. Its argument is the time, in ms since the epoch; it prints
 * what it did, how long that took and how much memory the process had at most.
 */
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { connectFirestore, QUIET_PROJECT } from './firestore-under-test.ts';

const now = Number(process.argv[2]);
const { firestore, close } = connectFirestore('swept-by-a-child', QUIET_PROJECT);
const startedAt = performance.now();
const { documents, failed, isComplete } = await sweep(firestore, {
  clock: () => now,
  deadlineAt: Number.POSITIVE_INFINITY,
});
const seconds = (performance.now() - startedAt) / 1_000;
await close();
const residentMb = process.resourceUsage().maxRSS / 1_024;
console.log(JSON.stringify({ documents, failed, isComplete, seconds, residentMb }));
