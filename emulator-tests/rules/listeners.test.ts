/** What the SDK's listeners may follow: one document that somebody knows of, never a collection. */
import {
  assertFails,
  initializeTestEnvironment,
  type RulesTestEnvironment,
} from '@firebase/rules-unit-testing';
import { collection, doc, type Firestore, getDocs, onSnapshot, query, where } from 'firebase/firestore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRunningCall } from '../../protocol/src/testing/call-docs.ts';
import { leave } from './moves.ts';
import { commitAs, PROJECT } from './rest-firestore.ts';
import { given, guest, host, stranger, write } from './scene.ts';

let environment: RulesTestEnvironment;

beforeAll(async () => {
  const [name = '', port = ''] = (process.env.FIRESTORE_EMULATOR_HOST ?? '127.0.0.1:8080').split(':');
  environment = await initializeTestEnvironment({
    projectId: PROJECT,
    firestore: { host: name, port: Number(port) },
  });
});
afterAll(() => environment.cleanup());

function firestoreOf({ uid }: { uid: string }): Firestore {
  return environment.authenticatedContext(uid).firestore() as unknown as Firestore;
}

/** Listens to a document. @returns what comes first, a version of it or an error, and then each next one */
function listen(firestore: Firestore, path: string) {
  const heard: ('version' | 'missing' | 'permission-denied' | string)[] = [];
  const stop = onSnapshot(
    doc(firestore, path),
    (snapshot) => heard.push(snapshot.exists() ? 'version' : 'missing'),
    ({ code }) => heard.push(code),
  );
  const hears = (expected: readonly string[]) =>
    expect.poll(() => heard, { timeout: 10_000, interval: 10 }).toEqual(expected);
  return { hears, stop };
}

describe('a listener', () => {
  it.each([host, guest, stranger])('follows a call by its document ID: $uid', async (person) => {
    const docId = await given(aRunningCall());
    const { hears, stop } = listen(firestoreOf(person), `calls/${docId}`);
    await hears(['version']);
    await commitAs(guest, write(docId, guest, leave('guest')));
    await hears(['version', 'version']);
    stop();
  });

  it('is refused a call that nobody has, exactly like one that has lapsed', async () => {
    const lapsed = await given(aRunningCall({ expiresAt: Date.now() - 1 }));
    for (const docId of [lapsed, 'AAAAAAAAAAAAAAAAAAAAAA']) {
      const { hears, stop } = listen(firestoreOf(stranger), `calls/${docId}`);
      await hears(['permission-denied']);
      stop();
    }
  });

  it('may wait for a batch of candidates that is not there yet', async () => {
    const docId = await given(aRunningCall());
    const { hears, stop } = listen(firestoreOf(guest), `calls/${docId}/offerCandidates/1-0`);
    await hears(['missing']);
    stop();
  });

  it('may not follow a collection, however narrow the query', async () => {
    const docId = await given(aRunningCall());
    const firestore = firestoreOf(host);
    await assertFails(getDocs(collection(firestore, 'calls')));
    await assertFails(getDocs(query(collection(firestore, 'calls'), where('hostUid', '==', host.uid))));
    await assertFails(getDocs(collection(firestore, `calls/${docId}/offerCandidates`)));
    const { hears, stop } = listen(firestore, `calls/${docId}`);
    await hears(['version']);
    stop();
  });
});
