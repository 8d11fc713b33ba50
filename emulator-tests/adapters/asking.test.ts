/** Asking for a call where writes go, and writing to one that somebody else holds. */
import { randomBytes } from 'node:crypto';
import {
  type CallDoc,
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  expiryOfTombstone,
  expiryWhenEmpty,
} from '@parley/protocol';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { holdByReading } from '../rules/rest-firestore.ts';
import { createPerson } from './person.ts';

type Person = Awaited<ReturnType<typeof createPerson>>;
const patiently = { timeout: 10_000, interval: 10 };
let person: Person;
let lifetime: AbortController;
let docId: string;

beforeEach(async () => {
  person = await createPerson();
  lifetime = new AbortController();
  docId = randomBytes(16).toString('base64url');
});
afterEach(async () => {
  lifetime.abort();
  await person.close();
});

async function createCall(): Promise<void> {
  const { signal } = lifetime;
  const lasting = { emptyTimeoutSeconds: DEFAULT_EMPTY_TIMEOUT_SECONDS, schedule: null };
  const expiresAt = expiryWhenEmpty(person.clock.now(), lasting, false);
  await person.store.commit(docId, { type: 'create', ...lasting, expiresAt }, { signal });
}

it('answers with the same document as a listener is told', async () => {
  await createCall();
  const told: CallDoc[] = [];
  person.store.watchCall(docId, { onCall: (call) => told.push(call), onError: () => {} }, lifetime.signal);
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(0), patiently);
  expect(await person.store.readCall(docId, lifetime.signal)).toEqual(told.at(-1));
});

it('says that there is no such call', async () => {
  await expect(person.store.readCall(docId, lifetime.signal)).rejects.toMatchObject({ code: 'no-such-call' });
});

it('teaches the time', async () => {
  await createCall();
  person.clock.measure()(1_000);
  await person.store.readCall(docId, lifetime.signal);
  expect(Math.abs(person.clock.now() - Date.now())).toBeLessThan(30_000);
});

it('whoever follows a call has a write of nothing heard meanwhile, once, and whoever has written none', async () => {
  const other = await createPerson();
  onTestFinished(() => other.close());
  await createCall();
  const writes: string[] = [];
  const fetchReally = globalThis.fetch;
  const answers: Promise<Response>[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation((url, init) => {
    const answer = fetchReally(url, init);
    if (String(url).endsWith(':commit')) {
      writes.push(String(init?.body));
      answers.push(answer);
    }
    return answer;
  });
  onTestFinished(() => void vi.restoreAllMocks());
  for (const { store } of [person, other, other]) {
    const onCall = vi.fn();
    store.watchCall(docId, { onCall, onError: () => {} }, lifetime.signal);
    await vi.waitFor(() => expect(onCall).toHaveBeenCalled(), patiently);
  }
  await vi.waitFor(() => expect(writes).toEqual(['{"writes":[]}']), patiently);
  const [answer] = await Promise.all(answers);
  expect(answer?.status).toBe(200);
});

it('a channel that is opened anew goes on telling what is written', async () => {
  await createCall();
  const told: CallDoc[] = [];
  const onError = vi.fn();
  person.store.watchCall(docId, { onCall: (call) => told.push(call), onError }, lifetime.signal);
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(0), patiently);
  person.store.listenAnew();
  const expiresAt = expiryOfTombstone(person.clock.now());
  await person.store.commit(docId, { type: 'end', expiresAt, hasDoor: false }, { signal: lifetime.signal });
  await vi.waitFor(() => expect(told.at(-1)?.ended).toMatchObject({ reason: 'host-ended' }), patiently);
  expect(onError).not.toHaveBeenCalled();
});

it('a write is heard as soon as whoever held the document by reading it lets go', async () => {
  await createCall();
  const statuses: number[] = [];
  const fetchReally = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
    const response = await fetchReally(...request);
    statuses.push(response.status);
    return response;
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const letGo = await holdByReading({ uid: 'somebody-with-the-link' }, `calls/${docId}`);
  statuses.length = 0;
  const expiresAt = expiryOfTombstone(person.clock.now());
  const write = person.store.commit(
    docId,
    { type: 'end', expiresAt, hasDoor: false },
    { signal: lifetime.signal },
  );
  await vi.waitFor(() => expect(statuses).toContain(409), patiently);
  await letGo();
  await write;
  const call = await person.store.readCall(docId, lifetime.signal);
  expect(call.ended).toMatchObject({ reason: 'host-ended' });
});
