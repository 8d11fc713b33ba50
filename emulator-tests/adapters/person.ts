/** Somebody with the application's own adapters, signed in to the emulators. */
import { randomBytes } from 'node:crypto';
import { deleteApp, initializeApp } from 'firebase/app';
import { disableNetwork, enableNetwork, getFirestore } from 'firebase/firestore';
import type { Attestation } from '../../call/src/firebase/app-check.ts';
import { FirebaseIdentity } from '../../call/src/firebase/firebase-identity.ts';
import type { Address } from '../../call/src/firebase/firebase-settings.ts';
import { FirestoreCallStore } from '../../call/src/firebase/firestore-call-store.ts';
import { FirestoreDocuments } from '../../call/src/firebase/firestore-documents.ts';
import { FirestoreKnockStore } from '../../call/src/firebase/firestore-knock-store.ts';
import { FirestorePeopleStore } from '../../call/src/firebase/firestore-people-store.ts';
import { FirestoreSpokenStore } from '../../call/src/firebase/firestore-spoken-store.ts';
import { SignedInUser } from '../../call/src/firebase/signed-in-user.ts';
import { ServerClock } from '../../call/src/lib/server-clock.ts';

function address(variable: string, fallback: string): Address {
  const [host = '', port = ''] = (process.env[variable] ?? fallback).split(':');
  return { host, port: Number(port) };
}

export async function createPerson(attestation?: Attestation) {
  const options = { projectId: process.env.GCLOUD_PROJECT ?? 'demo-parley', apiKey: 'any' };
  const app = initializeApp(options, randomBytes(8).toString('hex'));
  const clock = new ServerClock();
  const auth = address('FIREBASE_AUTH_EMULATOR_HOST', '127.0.0.1:9099');
  const emulator = address('FIRESTORE_EMULATOR_HOST', '127.0.0.1:8080');
  const identity = new FirebaseIdentity(app, clock, auth);
  const uid = await identity.signIn(new AbortController().signal);
  const user = new SignedInUser(identity, attestation);
  const documents = new FirestoreDocuments({ app, user, clock, emulator });
  const store = new FirestoreCallStore({ documents, user, clock });
  const knocks = new FirestoreKnockStore({ documents });
  const spoken = new FirestoreSpokenStore({ documents, user, clock });
  const people = new FirestorePeopleStore({ documents, now: () => clock.now() });
  const loseDatabase = async () => {
    await disableNetwork(getFirestore(app));
    return () => enableNetwork(getFirestore(app));
  };
  const stores = { store, knocks, spoken, people };
  return { uid, identity, ...stores, clock, loseDatabase, close: () => deleteApp(app) };
}
