import { type FirebaseApp, initializeApp } from 'firebase/app';
import { CallError } from '../call/call-error.ts';
import type { ServerClock } from '../call/server-clock.ts';
import type { Attestation } from './app-check.ts';
import { FirebaseIdentity } from './firebase-identity.ts';
import { loadFirebaseSettings } from './firebase-settings.ts';
import { FirestoreCallStore } from './firestore-call-store.ts';
import { HostedDesk } from './hosted-desk.ts';

export interface Firebase {
  readonly identity: FirebaseIdentity;
  readonly store: FirestoreCallStore;
  readonly desk: HostedDesk;
  /** It is served by the emulators, on this machine. */
  readonly isLocal: boolean;
}

/**
 * Reads the site's configuration and connects to its Firebase project.
 * @throws {CallError} `not-configured`, `signaling-unreachable`, `page-incomplete`
 */
export async function connectFirebase(
  clock: ServerClock,
  onIgnored: (cause: unknown) => void,
): Promise<Firebase> {
  const { options, emulators } = await loadFirebaseSettings();
  const app = initializeApp(options);
  const isLocal = emulators !== undefined;
  // No emulator asks for a token, and a local project must not ask the internet.
  const attestation = isLocal ? undefined : await attest(app, onIgnored);
  const identity = new FirebaseIdentity(app, clock, emulators?.auth);
  const emulator = emulators?.firestore;
  const store = new FirestoreCallStore({ app, identity, attestation, clock, emulator, onIgnored });
  return { identity, store, desk: new HostedDesk(identity, attestation), isLocal };
}

/** Where the build does not name a key, nothing of App Check is loaded or even built. */
async function attest(
  app: FirebaseApp,
  onIgnored: (cause: unknown) => void,
): Promise<Attestation | undefined> {
  if (!import.meta.env.VITE_APP_CHECK_SITE_KEY) return undefined;
  const { startAppCheck } = await import('./app-check.ts').catch((cause: unknown) => {
    throw new CallError('page-incomplete', { cause });
  });
  return startAppCheck(app, import.meta.env.VITE_APP_CHECK_SITE_KEY, onIgnored);
}
