import { chooseFreePorts, documentedAddresses } from '../firebase/emulator-ports.ts';
import { buildIfChanged } from './build.ts';
import { type EmulatorSuite, everyEmulatorAnswers, startEmulatorSuite } from './emulator-suite.ts';
import { findSharedSuite } from './shared-suite.ts';

/** The suite that `npm start` of this checkout runs, or else one of our own where nobody else is, for the caller to stop. */
export async function ensureSuite(signal: AbortSignal): Promise<Omit<EmulatorSuite, 'exited'>> {
  const shared = findSharedSuite();
  const isRunning = shared !== undefined && (await everyEmulatorAnswers(shared));
  await buildIfChanged('functions', signal);
  await buildIfChanged('web', signal);
  if (!isRunning) return startEmulatorSuite(await chooseFreePorts(documentedAddresses), signal);
  console.log('Using the Firebase emulators of the `npm start` that runs here.');
  return { addresses: shared, stop: async () => {} };
}
