/** Calls that were left for another link, and are ended however long that takes. */
import { createCallId, deriveCallKeys } from '@parley/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCall } from '../creation/create-call.ts';
import { ServerClock } from '../lib/server-clock.ts';
import type { DeviceMemory } from '../memory/device-memory.ts';
import { CallError, type CallErrorCode } from '../ports/call-error.ts';
import { MemoryCallStore, MemoryDatabase } from '../testing/memory-call-store.ts';
import { LeftCalls, readLeftCalls } from './left-calls.ts';

let lifetime: AbortController;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  lifetime = new AbortController();
});
afterEach(() => {
  lifetime.abort();
  vi.useRealTimers();
});

async function aScene({ hasDoor = false } = {}) {
  const database = new MemoryDatabase();
  const items = new Map<string, string>();
  const memory: DeviceMemory = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
  };
  const page = (uid = 'host') => {
    const store = new MemoryCallStore(database, uid);
    const left = new LeftCalls({ store, clock: new ServerClock(), memory, signal: lifetime.signal });
    return { store, left };
  };
  const store = new MemoryCallStore(database, 'host');
  const id = await createCall({
    ...{ store, hasDoor, clock: new ServerClock() },
    identity: { signIn: async () => 'host' },
  });
  const { docId } = await deriveCallKeys(id);
  const ended = () => database.calls.get(docId)?.ended ?? null;
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { database, memory, page, docId, ended, settle };
}

test('One that was left is ended, and then forgotten', async () => {
  const { page, docId, ended, memory, settle } = await aScene();
  const { left } = page();
  left.end(docId);
  expect([left.openCount.value, readLeftCalls(memory)]).toEqual([1, [docId]]);
  await settle();
  expect(ended()).toMatchObject({ reason: 'host-ended' });
  expect([left.openCount.value, readLeftCalls(memory)]).toEqual([0, []]);
});

test('Who was let in at its door is not to be read in what is left of it', async () => {
  const { page, docId, database, ended, settle } = await aScene({ hasDoor: true });
  const call = database.calls.get(docId);
  if (call?.door === undefined) throw new Error('There is no door');
  database.calls.set(docId, { ...call, door: { ...call.door, admitted: 'guest' } });
  page().left.end(docId);
  await settle();
  expect(ended()).not.toBeNull();
  expect(database.calls.get(docId)?.door).toMatchObject({ admitted: null });
});

test('What the server does not hear is said again until it does', async () => {
  const { page, docId, ended, settle } = await aScene();
  const { left, store } = page();
  store.reach = 'offline';
  left.end(docId);
  await settle();
  await vi.advanceTimersByTimeAsync(30_000);
  expect([ended(), left.openCount.value]).toEqual([null, 1]);
  store.reach = 'online';
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ended()).not.toBeNull();
  expect(left.openCount.value).toBe(0);
});

test('One that a page only noted, or did not come to, is ended by the next', async () => {
  const { page, docId, ended, settle } = await aScene();
  page().left.note(docId);
  await settle();
  expect(ended()).toBeNull();
  page();
  await settle();
  expect(ended()).not.toBeNull();
});

test('One that was noted, and is not left after all, is not ended by the next page', async () => {
  const { page, docId, ended, memory, settle } = await aScene();
  const { left } = page();
  left.note(docId);
  left.unnote(docId);
  page();
  await settle();
  expect([ended(), readLeftCalls(memory)]).toEqual([null, []]);
});

test.each(['host', 'somebody-else'])(
  'There is nothing to do about one that has ended already (%s)',
  async (uid) => {
    const { page, docId, memory, settle } = await aScene();
    page().left.end(docId);
    await settle();
    const { left } = page(uid);
    left.end(docId);
    await settle();
    expect([left.openCount.value, readLeftCalls(memory)]).toEqual([0, []]);
  },
);

test('One that is open and another’s, as this browser’s user is another since, is kept and not said to be over', async () => {
  const { page, docId, ended, memory, settle } = await aScene();
  const { left } = page('somebody-else');
  left.end(docId);
  await settle();
  await vi.advanceTimersByTimeAsync(30_000);
  expect([ended(), left.openCount.value, readLeftCalls(memory)]).toEqual([null, 1, [docId]]);
  page();
  await settle();
  expect(ended()).not.toBeNull();
});

test('There is nothing to do about one that is gone', async () => {
  const { page, memory, settle } = await aScene();
  const { left } = page();
  left.end((await deriveCallKeys(createCallId())).docId);
  await settle();
  expect([left.openCount.value, readLeftCalls(memory)]).toEqual([0, []]);
});

test.each<CallErrorCode>(['quota-exceeded', 'signed-out'])(
  'What does not pass here (%s) is left to the next page, and not said to be done',
  async (code) => {
    const { page, docId, memory, settle } = await aScene();
    const { left, store } = page();
    store.commit = async () => {
      throw new CallError(code);
    };
    left.end(docId);
    await settle();
    expect([left.openCount.value, readLeftCalls(memory)]).toEqual([1, [docId]]);
  },
);

test('What is remembered is read as what it can be, and no more than a user can have left in an hour', async () => {
  const { memory, page } = await aScene();
  memory.setItem('parley:left-calls', 'not-one ../../creators/eve ');
  expect(readLeftCalls(memory)).toEqual([]);
  const { left } = page();
  const docIds = Array.from({ length: 25 }, (_, index) => `${index}`.padStart(22, 'x'));
  for (const docId of docIds) left.note(docId);
  expect(readLeftCalls(memory)).toEqual(docIds.slice(5));
});

test('One that was begun to be made is ended by the next page, unless it has been made within a minute', async () => {
  const { page, docId, ended, memory, settle } = await aScene();
  const { left } = page();
  left.making(docId);
  page();
  left.made(docId);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(ended()).toBeNull();
  left.making(docId);
  await vi.advanceTimersByTimeAsync(120_000);
  // Its own page may wait for it longer.
  expect(ended()).toBeNull();
  const { left: next } = page();
  await vi.advanceTimersByTimeAsync(60_000);
  await settle();
  expect(ended()).toMatchObject({ reason: 'host-ended' });
  expect([next.openCount.value, readLeftCalls(memory), memory.getItem('parley:calls-being-made')]).toEqual([
    ...[0, []],
    '',
  ]);
});

test('What is remembered of calls that were being made is read as what it can be', async () => {
  const { memory, page } = await aScene();
  memory.setItem('parley:calls-being-made', `not-one ../../creators/eve@1 ${'x'.repeat(22)}`);
  const { left } = page();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(left.openCount.value).toBe(0);
});
