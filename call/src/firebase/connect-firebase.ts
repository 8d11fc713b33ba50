import { type FirebaseApp, initializeApp } from 'firebase/app';
import { retryBriefly } from '../lib/retry-briefly.ts';
import { ServerClock } from '../lib/server-clock.ts';
import { CallError } from '../ports/call-error.ts';
import type { Attestation, startAppCheck } from './app-check.ts';
import { ClaimHostFunction } from './claim-host-function.ts';
import { connectEarly } from './early-connections.ts';
import { FirebaseIdentity } from './firebase-identity.ts';
import { loadFirebaseSettings, originsOf } from './firebase-settings.ts';
import { FirestoreCallStore } from './firestore-call-store.ts';
import { FirestoreDocuments } from './firestore-documents.ts';
import { FirestoreKnockStore } from './firestore-knock-store.ts';
import { FirestorePeopleStore } from './firestore-people-store.ts';
import { FirestoreSpokenStore } from './firestore-spoken-store.ts';
import { IssueRelaysFunction } from './issue-relays-function.ts';
import { SignedInUser } from './signed-in-user.ts';

export interface Firebase {
  readonly identity: FirebaseIdentity;
  readonly store: FirestoreCallStore;
  readonly knocks: FirestoreKnockStore;
  readonly spoken: FirestoreSpokenStore;
  readonly people: FirestorePeopleStore;
  readonly hostClaims: ClaimHostFunction;
  readonly relays: IssueRelaysFunction;
  /** Told the time by whatever the server answers. */
  readonly clock: ServerClock;
  /** It is served by the emulators, on this machine. */
  readonly isLocal: boolean;
}

export interface FirebaseConnection {
  /** Of the site that Firebase Hosting serves: where its configuration and its functions are. Default: this page's own. */
  readonly origin?: string;
  /** The JSON that the Firebase console shows. Undefined: the site is asked for it. */
  readonly config?: string | undefined;
  /** Undefined: this site does not use App Check. */
  readonly appCheck?: AppCheckOptions | undefined;
  /** For the log: something that was read could not be used. */
  readonly onIgnored?: (cause: unknown) => void;
}

export interface AppCheckOptions {
  readonly siteKey: string;
  /** Imports app-check.ts, which whoever builds a site without a key leaves out of it. */
  readonly load: () => Promise<{ readonly startAppCheck: typeof startAppCheck }>;
}

/**
 * Connects to the site's Firebase project.
 * @throws {CallError} `not-configured`, `signaling-unreachable`, `page-incomplete`
 */
export async function connectFirebase({
  origin = location.origin,
  config,
  appCheck,
  onIgnored = () => {},
}: FirebaseConnection = {}): Promise<Firebase> {
  const { options, emulators } = await loadFirebaseSettings(origin, config);
  const { auth, firestore } = originsOf(emulators);
  connectEarly([
    { origin: auth, credentials: 'omit' },
    { origin: firestore, credentials: 'include' },
    { origin: firestore, credentials: 'omit' },
  ]);
  const app = initializeApp(options);
  const isLocal = emulators !== undefined;
  // No emulator asks for a token, and a local project must not ask the internet.
  const attestation = isLocal || !appCheck ? undefined : await attest(app, appCheck, onIgnored);
  const clock = new ServerClock();
  const identity = new FirebaseIdentity(app, clock, emulators?.auth);
  const user = new SignedInUser(identity, attestation);
  const documents = new FirestoreDocuments({ app, user, clock, emulator: emulators?.firestore });
  const store = new FirestoreCallStore({ documents, user, clock, onIgnored });
  const knocks = new FirestoreKnockStore({ documents, onIgnored });
  const spoken = new FirestoreSpokenStore({ documents, user, clock, onIgnored });
  const people = new FirestorePeopleStore({ documents, onIgnored, now: () => clock.now() });
  const hostClaims = new ClaimHostFunction(user, origin);
  const relays = new IssueRelaysFunction(user, origin);
  return { identity, store, knocks, spoken, people, hostClaims, relays, clock, isLocal };
}

async function attest(
  app: FirebaseApp,
  { siteKey, load }: AppCheckOptions,
  onIgnored: (cause: unknown) => void,
): Promise<Attestation> {
  const { startAppCheck } = await retryBriefly(load).catch((cause: unknown) => {
    throw new CallError('page-incomplete', { cause });
  });
  return startAppCheck(app, siteKey, onIgnored);
}
