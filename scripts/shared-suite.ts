import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localCache } from './paths.ts';

const pidFile = join(localCache, 'start.pid');

/** Tells test runs that they may use our emulators: `npm start` stays, while another test run's suite ends with it. */
export function shareSuite(): { stop(): Promise<void> } {
  writeFileSync(pidFile, `${process.pid}`);
  return { stop: async () => rmSync(pidFile, { force: true }) };
}

/** Whether an `npm start` of this checkout shares its emulators. */
export function isSuiteShared(): boolean {
  try {
    // Signal 0 only asks whether the process is there: one that was killed leaves its file behind.
    return process.kill(Number(readFileSync(pidFile, 'utf8')), 0);
  } catch {
    return false;
  }
}
