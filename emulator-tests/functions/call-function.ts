import firebaseConfig from '../../firebase.json' with { type: 'json' };
import { PROJECT } from './firestore-under-test.ts';
import { unsignedToken } from './unsigned-token.ts';

/** firebase-tools tells no host of the functions by environment; `npm run` sets it. */
const { host, port } = firebaseConfig.emulators.functions;
export const FUNCTIONS = process.env.FUNCTIONS_EMULATOR_HOST ?? `${host}:${port}`;

/**
 * Calls a callable function as the page does, but without Hosting in between.
 * @param uid undefined: nobody is signed in
 */
export async function callFunction(
  name: string,
  data: unknown,
  uid?: string,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`http://${FUNCTIONS}/${PROJECT}/us-central1/${name}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(uid && { Authorization: `Bearer ${unsignedToken(uid)}` }),
    },
    body: JSON.stringify({ data }),
  });
  return { status: response.status, body: await response.json() };
}
