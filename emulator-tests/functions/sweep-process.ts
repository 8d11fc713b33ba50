/** Sweeps in processes of their own, as the functions' are. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Firestore } from 'firebase-admin/firestore';
import { countStored } from './stored.ts';

const KILL_TIMEOUT_MS = 120_000;

/** @param now the time that it goes by, in ms since the epoch */
export function startSweep(now: number): ChildProcessByStdio<null, Readable, null> {
  const program = fileURLToPath(new URL('run-sweep.ts', import.meta.url));
  return spawn(process.execPath, [program, String(now)], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/**
 * Starts a sweep and kills it as soon as Firestore holds less than before.
 * @returns how the process ended: its exit code and the signal
 * @throws when nothing is deleted in two minutes
 */
export async function killOnceItHasDeleted(firestore: Firestore, now: number): Promise<readonly unknown[]> {
  const before = await countStored(firestore);
  const child = startSweep(now);
  const exited = once(child, 'exit');
  const giveUpAt = performance.now() + KILL_TIMEOUT_MS;
  try {
    while ((await countStored(firestore)) >= before) {
      if (performance.now() > giveUpAt) throw new Error('The sweep deletes nothing');
    }
  } finally {
    child.kill('SIGKILL');
  }
  return exited;
}
