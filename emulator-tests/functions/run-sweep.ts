/** One sweep in a process of its own, which a test may kill. Its argument is the time, in ms since the epoch. */
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { connectFirestore } from './firestore-under-test.ts';

const now = Number(process.argv[2]);
const { firestore, close } = connectFirestore('swept-by-a-child');
await sweep(firestore, { clock: () => now, deadlineAt: Number.POSITIVE_INFINITY });
await close();
