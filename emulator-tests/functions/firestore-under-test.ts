import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';

export const PROJECT = process.env.GCLOUD_PROJECT ?? 'demo-parley';

/** A database in the same emulator whose documents no function follows. */
export const QUIET_PROJECT = 'demo-quiet';

/** Where the tests' own documents are: the emulator, as the functions see it, past the rules. */
export function connectFirestore(
  name: string,
  projectId = PROJECT,
): { readonly firestore: Firestore; close(): Promise<void> } {
  // Without an emulator firebase-admin would go looking for a real project.
  emulatorHost();
  // Nor is this Google's cloud, which it would otherwise ask the network about.
  process.env.METADATA_SERVER_DETECTION = 'none';
  const app = initializeApp({ projectId }, name);
  return { firestore: getFirestore(app), close: () => deleteApp(app) };
}

/** Deletes every document, those below missing parents too. */
export function clearFirestore(): Promise<void> {
  return clearProject(PROJECT);
}

export async function clearProject(projectId: string): Promise<void> {
  const url = `http://${emulatorHost()}/emulator/v1/projects/${projectId}/databases/(default)/documents`;
  const response = await fetch(url, { method: 'DELETE' });
  if (!response.ok) throw new Error(`The emulator answered ${response.status}`);
}

function emulatorHost(): string {
  const host = process.env.FIRESTORE_EMULATOR_HOST;
  if (!host) throw new Error('FIRESTORE_EMULATOR_HOST is not set: run this on the emulator suite');
  return host;
}
