/** Somebody with the application's own adapters, signed in to the emulators. */
import { randomBytes } from 'node:crypto';
import { deleteApp, initializeApp } from 'firebase/app';
import { ServerClock } from '../../web/src/call/server-clock.ts';
import type { Attestation } from '../../web/src/firebase/app-check.ts';
import { FirebaseIdentity } from '../../web/src/firebase/firebase-identity.ts';
import type { Address } from '../../web/src/firebase/firebase-settings.ts';
import { FirestoreCallStore } from '../../web/src/firebase/firestore-call-store.ts';

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
  const store = new FirestoreCallStore({ app, identity, attestation, clock, emulator });
  return { uid, store, clock, close: () => deleteApp(app) };
}
