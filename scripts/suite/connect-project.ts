import { connectFirestore } from '../../functions/src/stored/connect-firestore.ts';
import { ScriptError } from '../lib/script-error.ts';
import { projectId } from './emulator-suite.ts';
import { startedAddresses } from './shared-suite.ts';

/** For `parseArgs`: which project a script works on. */
export const projectOption = { project: { type: 'string' } } as const;

/**
 * The Firestore of a real project by this machine's credentials (`gcloud auth application-default login`), or of the
 * emulator of `npm start`.
 * @param project undefined: the emulator
 * @throws {ScriptError} when no emulator answers
 */
export async function connectProject(
  project: string | undefined,
): Promise<ReturnType<typeof connectFirestore>> {
  if (project === undefined) await useEmulator();
  else delete process.env.FIRESTORE_EMULATOR_HOST;
  return connectFirestore(project ?? process.env.GCLOUD_PROJECT ?? projectId);
}

async function useEmulator(): Promise<void> {
  const { host, port } = startedAddresses().firestore;
  process.env.FIRESTORE_EMULATOR_HOST ??= `${host}:${port}`;
  // Nor is this Google's cloud, which firebase-admin would otherwise ask the network about.
  process.env.METADATA_SERVER_DETECTION = 'none';
  await fetch(`http://${process.env.FIRESTORE_EMULATOR_HOST}/`).catch((cause) => {
    throw new ScriptError('No Firestore emulator answers: run `npm start` first, or name a `--project`.', {
      cause,
    });
  });
}
