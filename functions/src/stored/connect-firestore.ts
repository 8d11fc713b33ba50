import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';

/** A project as a server sees it: the emulator where FIRESTORE_EMULATOR_HOST is set, or else by this machine's credentials. */
export function connectFirestore(projectId: string): {
  readonly firestore: Firestore;
  close(): Promise<void>;
} {
  const app = initializeApp({ projectId }, 'stored');
  return { firestore: getFirestore(app), close: () => deleteApp(app) };
}
