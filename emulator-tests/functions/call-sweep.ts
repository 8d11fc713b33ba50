import { findScheduledUrl } from '../../scripts/suite/scheduled-functions.ts';
import { FUNCTIONS } from './call-function.ts';
import { PROJECT } from './firestore-under-test.ts';

/**
 * Has the function sweep, as Cloud Scheduler does every five minutes.
 * @returns the HTTP status
 */
export async function callSweep(headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const url = await findScheduledUrl(`http://${FUNCTIONS}`, PROJECT, {
    name: 'sweepStaleCalls',
    region: 'us-central1',
  });
  const response = await fetch(url, { method: 'POST', headers });
  await response.arrayBuffer();
  return response.status;
}
