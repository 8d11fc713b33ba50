import { buildIfChanged } from './build.ts';
import { checkPortsAreFree, emulatorAddresses } from './emulator-ports.ts';
import { everyEmulatorAnswers, startEmulatorSuite } from './emulator-suite.ts';
import { isSuiteShared } from './shared-suite.ts';
import type { StartedProcess } from './started-process.ts';

/** The suite that `npm start` of this checkout runs, or else one of our own, for the caller to stop. */
export async function ensureSuite(signal: AbortSignal): Promise<StartedProcess | undefined> {
  const isRunning = isSuiteShared() && (await everyEmulatorAnswers());
  if (!isRunning) await checkPortsAreFree(emulatorAddresses);
  await buildIfChanged('functions', signal);
  await buildIfChanged('web', signal);
  if (!isRunning) return startEmulatorSuite(signal);
  console.log('Using the Firebase emulators of the `npm start` that runs here.');
  return undefined;
}
