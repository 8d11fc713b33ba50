import firebaseConfig from '../../firebase.json' with { type: 'json' };
import { PROJECT } from './firestore-under-test.ts';

/** firebase-tools tells no host of the functions by environment; it can be set for a suite on other ports. */
const { host, port } = firebaseConfig.emulators.functions;
const HOST = process.env.FUNCTIONS_EMULATOR_HOST ?? `${host}:${port}`;
/** The suite has no Cloud Scheduler; it adds the `-0` and serves the function as one that answers to HTTP. */
const URL_OF_SWEEP = `http://${HOST}/${PROJECT}/us-central1/sweepStaleCalls-0`;

/**
 * Has the function sweep, as Cloud Scheduler does every five minutes.
 * @returns the HTTP status
 */
export async function callSweep(headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const response = await fetch(URL_OF_SWEEP, { method: 'POST', headers });
  await response.arrayBuffer();
  return response.status;
}
