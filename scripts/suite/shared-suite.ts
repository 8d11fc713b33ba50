import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documentedAddresses, type EmulatorAddresses } from '../firebase/emulator-ports.ts';
import { localCache } from '../lib/paths.ts';

const defaultFile = join(localCache, 'start.json');

/** Tells test runs where our emulators are: `npm start` stays, while another test run's suite ends with it. */
export function shareSuite(addresses: EmulatorAddresses, file = defaultFile): { stop(): Promise<void> } {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, addresses }));
  return { stop: async () => rmSync(file, { force: true }) };
}

/** Where an `npm start` of this checkout has its emulators; undefined: none runs. */
export function findSharedSuite(file = defaultFile): EmulatorAddresses | undefined {
  try {
    const { pid, addresses } = JSON.parse(readFileSync(file, 'utf8'));
    // Signal 0 only asks whether the process is there: one that was killed leaves its file behind.
    process.kill(pid, 0);
    return addresses;
  } catch {
    return undefined;
  }
}

/** Where a script looks for the emulators of `npm start`. */
export function startedAddresses(): EmulatorAddresses {
  return findSharedSuite() ?? documentedAddresses;
}
