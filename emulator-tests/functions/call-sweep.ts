import firebaseConfig from '../../firebase.json' with { type: 'json' };
import { findScheduledUrl } from '../../scripts/scheduled-functions.ts';
import { PROJECT } from './firestore-under-test.ts';

/** firebase-tools tells no host of the functions by environment; `npm run` sets it. */
const { host, port } = firebaseConfig.emulators.functions;
const HOST = process.env.FUNCTIONS_EMULATOR_HOST ?? `${host}:${port}`;

/**
 * Has the function sweep, as Cloud Scheduler does every five minutes.
 * @returns the HTTP status
 */
export async function callSweep(headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const url = await findScheduledUrl(`http://${HOST}`, PROJECT, {
    name: 'sweepStaleCalls',
    region: 'us-central1',
  });
  const response = await fetch(url, { method: 'POST', headers });
  await response.arrayBuffer();
  return response.status;
}
