import { initializeApp } from 'firebase/app';
import type { ServerClock } from '../call/server-clock.ts';
import { FirebaseIdentity } from './firebase-identity.ts';
import { loadFirebaseSettings } from './firebase-settings.ts';
import { FirestoreCallStore } from './firestore-call-store.ts';

export interface Firebase {
  readonly identity: FirebaseIdentity;
  readonly store: FirestoreCallStore;
  /** It is served by the emulators, on this machine. */
  readonly isLocal: boolean;
}

/**
 * Reads the site's configuration and connects to its Firebase project.
 * @throws {CallError} `not-configured`, `signaling-unreachable`
 */
export async function connectFirebase(
  clock: ServerClock,
  onIgnored: (cause: unknown) => void,
): Promise<Firebase> {
  const { options, emulators } = await loadFirebaseSettings();
  const app = initializeApp(options);
  const identity = new FirebaseIdentity(app, clock, emulators?.auth);
  const store = new FirestoreCallStore({ app, identity, clock, emulator: emulators?.firestore, onIgnored });
  return { identity, store, isLocal: emulators !== undefined };
}
