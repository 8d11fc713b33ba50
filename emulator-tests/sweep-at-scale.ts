/**
 * `npm run sweep-at-scale`: many stale calls with full subcollections on an emulator of its own. The first sweep is killed
 * in the middle; then two run at once to the end. Fails when anything is left, orphaned, or was changed that lives.
 * `--calls 10000 --candidates 30` is what is taken when nothing is said.
 */
import { text } from 'node:stream/consumers';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { showProgress } from '../scripts/lib/progress.ts';
import { runScript } from '../scripts/lib/run-script.ts';
import { ScriptError } from '../scripts/lib/script-error.ts';
import { startFirestoreServer } from '../scripts/servers/firestore-server.ts';
import { connectFirestore, QUIET_PROJECT } from './functions/firestore-under-test.ts';
import { seedCalls } from './functions/seed-calls.ts';
import { countStored, missingParents, readStored } from './functions/stored.ts';
import { killOnceItHasDeleted, startSweep } from './functions/sweep-process.ts';

const now = Date.now();
const liveCalls = 100;

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '10000' },
    candidates: { type: 'string', default: '30' },
  },
});

await runScript(async (signal) => {
  const count = readCount('calls');
  const candidatesEach = readCount('candidates');
  const server = await startFirestoreServer(signal);
  Object.assign(process.env, server.env);
  const { firestore, close } = connectFirestore('sweep-at-scale', QUIET_PROJECT);
  try {
    await seedCalls(firestore, { count: liveCalls, expiresAt: now + 60_000, candidatesEach });
    const alive = await readStored(firestore);
    const progress = showProgress(`Writing ${count} stale calls with ${candidatesEach} documents each`);
    await seedCalls(firestore, { count, expiresAt: now - 60_000, candidatesEach });
    progress.end('Written');

    const before = await countStored(firestore);
    await killOnceItHasDeleted(firestore, now);
    const left = await countStored(firestore);
    console.log(`A first sweep was killed when ${before - left} documents were gone`);
    if (left === alive.size) throw new ScriptError('The kill came too late: take more calls.');
    const runs = await Promise.all([runSweep(), runSweep()]);
    for (const { documents, seconds, residentMb } of runs) {
      console.log(
        `A sweep deleted ${documents} documents in ${seconds.toFixed(1)} s, with at most ${residentMb.toFixed(0)} MB resident`,
      );
    }

    if (!runs.every((run) => run.isComplete && run.failed === 0))
      throw new ScriptError('A sweep did not finish.');
    if (!isDeepStrictEqual(await readStored(firestore), alive))
      throw new ScriptError('What is left is not what lives.');
    const orphans = await missingParents(firestore);
    if (orphans.length > 0) throw new ScriptError(`${orphans.length} calls left something beneath them.`);
    console.log(`No orphan; ${liveCalls} live calls are as they were`);
    return 0;
  } finally {
    await close();
    await server.stop();
  }
});

function readCount(name: keyof typeof values): number {
  const count = Number(values[name]);
  if (!Number.isInteger(count) || count < 1) throw new ScriptError(`--${name} takes a whole number from 1.`);
  return count;
}

interface Run {
  readonly documents: number;
  readonly failed: number;
  readonly isComplete: boolean;
  readonly seconds: number;
  readonly residentMb: number;
}

async function runSweep(): Promise<Run> {
  const output = await text(startSweep(now).stdout);
  if (output === '') throw new ScriptError('A sweep ended without a word.');
  return JSON.parse(output);
}
