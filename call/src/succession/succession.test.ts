/** Who is told of a new link: whoever was there when it was asked for, and nobody else; and that whoever is told goes there. */
import { type CallId, deriveCallKeys, type Role } from '@parley/protocol';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createCall } from '../creation/create-call.ts';
import { Cell } from '../lib/cell.ts';
import { ServerClock } from '../lib/server-clock.ts';
import { CallError } from '../ports/call-error.ts';
import type { CallState } from '../session/call-state.ts';
import { FakeLink, FakeNetwork } from '../testing/fake-network.ts';
import { MemoryCallStore, MemoryDatabase } from '../testing/memory-call-store.ts';
import { aPresence } from '../testing/presences.ts';
import type { Along } from './going-over.ts';
import { Succession } from './succession.ts';

const PEER = aPresence({ name: 'guest', can: ['successor/1'] });

/** A host's page, with `guest` in the call; or the guest's. */
async function aScene(role: Role = 'host') {
  const lifetime = new AbortController();
  onTestFinished(() => lifetime.abort());
  const [store, clock] = [new MemoryCallStore(new MemoryDatabase(), 'host'), new ServerClock()];
  const identity = { signIn: async () => 'host' };
  const id = await createCall({ store, identity, clock });
  const { docId } = await deriveCallKeys(id);
  const items = new Map<string, string>();
  const scene = {
    shunnedUid: undefined as string | undefined,
    guestUid: 'guest' as string | undefined,
    hasDoor: false,
    isShutting: false,
    state: { phase: 'connected', role, hasEntered: true, isStalled: false, peer: PEER } as CallState,
  };
  const wentWith: (Along | undefined)[] = [];
  const address = new Cell({ id });
  const known = { docId, hostUid: 'host', emptyTimeoutSeconds: 60, isRoom: false, isScheduled: false };
  const succession = new Succession({
    ...{ address, services: async () => ({ store, identity, clock }), signal: lifetime.signal },
    ...{ state: () => scene.state, time: () => undefined, room: () => undefined, detach: () => {} },
    facts: () => ({ ...known, hasDoor: scene.hasDoor, guestUid: scene.guestUid }),
    ending: () => undefined,
    goOver: (along) => wentWith.push(along),
    isShunned: (uid) => uid === scene.shunnedUid,
    isShutting: () => scene.isShutting,
    memory: {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
    },
    onIgnored: () => {},
  });
  const link = new FakeLink(new FakeNetwork(), 0);
  const send = vi.spyOn(link.control, 'send').mockReturnValue(true);
  succession.feature.begin(link);
  link.control.open();
  succession.feature.together();
  succession.look();
  const answer = () => link.control.hear(JSON.stringify({ type: 'successor-taken' }));
  const outcome = () => vi.waitFor(() => expect(succession.state.value?.phase).toBe('made'), 30_000);
  const hear = (call: CallId) => link.control.hear(JSON.stringify({ type: 'successor', call }));
  const own = { store, clock, identity, items };
  const readCall = async (call: CallId) =>
    store.readCall((await deriveCallKeys(call)).docId, new AbortController().signal);
  const isEnded = async (call: CallId) => (await readCall(call)).ended !== null;
  const hasDoor = async (call: CallId) => (await readCall(call)).door !== undefined;
  const read = { isEnded, hasDoor };
  return { scene, ...own, ...read, succession, address, send, answer, hear, outcome, wentWith };
}

test('Whoever was there is told, and goes along by their answer', async () => {
  const { succession, send, answer, outcome, wentWith } = await aScene();
  succession.make();
  await vi.waitFor(() => expect(send).toHaveBeenCalledOnce(), 30_000);
  answer();
  await outcome();
  expect(wentWith).toEqual([{ guestUid: 'guest', peer: PEER }]);
});

test('Whoever has come in their place meanwhile is not told', async () => {
  const { scene, succession, address, send, outcome, wentWith } = await aScene();
  const { id } = address.value;
  address.subscribe((next) => {
    if (next.id !== id) scene.guestUid = 'another';
  }, new AbortController().signal);
  succession.make();
  await outcome();
  expect([send.mock.calls, wentWith]).toEqual([[], [undefined]]);
  expect(succession.state.value).toMatchObject({ guest: 'not-told' });
});

test.for([
  ['leaves', 'does not go along', { because: 'peer-left' }, []],
  ['loads the page anew', 'goes along', { because: 'peer-left', mayBeBack: true }, ['guest']],
] as const)('Whoever %s after they were told %s', async ([, , waiting, along]) => {
  const { scene, succession, send, answer, outcome, wentWith } = await aScene();
  succession.make();
  await vi.waitFor(() => expect(send).toHaveBeenCalledOnce(), 30_000);
  scene.state = { phase: 'waiting', role: 'host', hasEntered: true, ...waiting };
  answer();
  await outcome();
  expect(wentWith.flatMap((one) => one?.guestUid ?? [])).toEqual(along);
});

/** The guest has been told where the next call is, and is asked to leave, which this page hears of. */
async function aDismissalScene() {
  const all = await aScene();
  const { scene, succession, address, send } = all;
  const addresses: CallId[] = [];
  address.subscribe(({ id }) => addresses.push(id), new AbortController().signal);
  const dismiss = () => {
    scene.shunnedUid = 'guest';
    scene.state = { phase: 'waiting', role: 'host', hasEntered: true, because: 'peer-dismissed' };
    succession.look();
    // By then it is written.
    scene.shunnedUid = undefined;
  };
  succession.make();
  await vi.waitFor(() => expect(send).toHaveBeenCalledOnce(), 30_000);
  return { ...all, addresses, dismiss };
}

test('The link of which somebody was told who is then asked to leave is nobody’s, and another is made', async () => {
  const { addresses, dismiss, isEnded, answer, send, outcome, wentWith, succession } =
    await aDismissalScene();
  dismiss();
  answer();
  await outcome();
  expect(succession.state.value).toMatchObject({ guest: 'nobody' });
  expect([send.mock.calls.length, wentWith]).toEqual([1, [undefined]]);
  const [old, told, back, last] = addresses;
  expect([addresses.length, back, new Set(addresses).size]).toEqual([4, old, 3]);
  for (const id of [old, told] as CallId[]) await expect.poll(() => isEnded(id)).toBe(true);
  expect(await isEnded(last as CallId)).toBe(false);
});

test('Who is put out after they were told, with whoever comes having to ask from then on, finds a door before the next', async () => {
  const { scene, addresses, dismiss, hasDoor, outcome } = await aDismissalScene();
  scene.hasDoor = true;
  dismiss();
  await outcome();
  const [, told, , last] = addresses;
  expect(await Promise.all([told, last].map((id) => hasDoor(id as CallId)))).toEqual([false, true]);
});

test.each(['hasDoor', 'isShutting'] as const)(
  'One is made as the lock is by then, and not as it was when it was asked for (%s)',
  async (what) => {
    const { scene, succession, address, hasDoor, outcome } = await aScene();
    scene.state = { phase: 'waiting', role: 'host', hasEntered: true, because: 'peer-left' };
    succession.make();
    scene[what] = true;
    await outcome();
    expect(await hasDoor(address.value.id)).toBe(true);
  },
);

test('One that was made before the lock was turned, and of which nobody was told, is nobody’s, and another is made', async () => {
  const { scene, succession, address, hasDoor, isEnded, outcome } = await aScene();
  scene.state = { phase: 'waiting', role: 'host', hasEntered: true, because: 'peer-left' };
  const addresses: CallId[] = [];
  address.subscribe(({ id }) => {
    addresses.push(id);
    scene.hasDoor ||= addresses.length === 2;
  });
  succession.make();
  await outcome();
  const [old, first, back, last] = addresses as [CallId, CallId, CallId, CallId];
  expect([addresses.length, back, last]).toEqual([4, old, address.value.id]);
  expect([await hasDoor(first), await hasDoor(last)]).toEqual([false, true]);
  for (const id of [old, first]) await expect.poll(() => isEnded(id)).toBe(true);
});

test('Where another cannot be made for them, the call goes on without whoever was asked to leave', async () => {
  const { addresses, dismiss, isEnded, store, succession, wentWith, items } = await aDismissalScene();
  const { commit } = store;
  vi.spyOn(store, 'commit').mockImplementation(async (docId, transition, options) => {
    if (transition.type === 'create') throw new CallError('quota-exceeded');
    await commit.call(store, docId, transition, options);
  });
  dismiss();
  const failed = { phase: 'failed', error: 'quota-exceeded' };
  await vi.waitFor(() => expect(succession.state.value).toEqual(failed), 30_000);
  const [old, told, back] = addresses;
  expect([addresses.length, back, wentWith]).toEqual([3, old, []]);
  await expect.poll(() => isEnded(told as CallId)).toBe(true);
  // Nor does the next page end it.
  expect(items.get('parley:left-calls')).toBe('');
  expect(await isEnded(old as CallId)).toBe(false);
});

test('Whoever was told goes along also where the host’s page has gone before they could look there', async () => {
  const { scene, store, clock, identity, succession, address, hear, wentWith } = await aScene('guest');
  const next = await createCall({ store, identity, clock });
  const { readCall } = store;
  vi.spyOn(store, 'readCall').mockImplementation((...parameters) => {
    scene.state = {
      phase: 'waiting',
      role: 'guest',
      hasEntered: true,
      because: 'peer-left',
      mayBeBack: true,
    };
    return readCall.apply(store, parameters);
  });
  hear(next);
  await vi.waitFor(() => expect(succession.state.value).toEqual({ phase: 'followed' }), 30_000);
  expect(wentWith).toEqual([{ guestUid: undefined, peer: PEER }]);
  expect(address.value).toEqual({ id: next });
});
