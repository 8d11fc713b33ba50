import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @throws {Error} when it ends without having printed that line */
export async function waitForLine({ stdout, spawnfile }: ChildProcess, wanted: string): Promise<void> {
  if (stdout === null) throw new Error(`${spawnfile} prints to somebody else`);
  const lines = createInterface({ input: stdout });
  for await (const line of lines) if (line === wanted) return;
  throw new Error(`${spawnfile} ended before it said “${wanted}”`);
}
