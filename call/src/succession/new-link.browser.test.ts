/** A host makes another link for a call that goes on: who goes along, who is left, and what is said where it does not work. */
import { type CallId, deriveCallKeys } from '@parley/protocol';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openCall } from '../call.ts';
import type { CallOptions } from '../call-options.ts';
import { createCall } from '../creation/create-call.ts';
import { scheduleCall } from '../creation/schedule-call.ts';
import { CallError } from '../ports/call-error.ts';
import type { CallState } from '../session/call-state.ts';
import { type MemoryCallStore, MemoryDatabase } from '../testing/memory-call-store.ts';
import { memoryServices } from '../testing/memory-services.ts';

let database: MemoryDatabase;
beforeEach(() => {
  // One page stands for two tabs here, which remember their seats separately.
  sessionStorage.clear();
  localStorage.clear();
  database = new MemoryDatabase();
});

const soon = (condition: () => void) => vi.waitFor(condition, { timeout: 30_000, interval: 10 });

function open(uid: string, id: CallId, options: Partial<CallOptions> = {}) {
  const services = memoryServices(database, uid);
  const states: CallState[] = [];
  const ignored: unknown[] = [];
  const call = openCall({
    ...{ id, name: uid, hasChat: true, services: Promise.resolve(services) },
    onIgnored: (cause) => ignored.push(cause),
    ...options,
  });
  call.state.subscribe((state) => states.push(state));
  onTestFinished(() => call.close());
  return { call, states, ignored, store: services.store as MemoryCallStore };
}

type Page = ReturnType<typeof open>;

async function pair({ hasDoor = false } = {}) {
  const { store, identity, clock } = memoryServices(database, 'host');
  const id = await createCall({ store, identity, clock, hasDoor });
  const host = open('host', id);
  host.call.enter();
  await soon(() => expect(host.call.state.value.phase).toBe('waiting'));
  const guest = open('guest', id);
  guest.call.enter();
  if (hasDoor) {
    await soon(() => expect(host.call.door.visitors.value).toMatchObject([{ uid: 'guest' }]));
    host.call.door.admit('guest');
  }
  await together(host, guest);
  return { id, host, guest };
}

const together = (...pages: Page[]) =>
  soon(() => {
    for (const { call } of pages)
      expect(call.state.value).toMatchObject({ phase: 'connected', peer: { hasEntered: true } });
  });

async function doc(id: CallId) {
  return database.calls.get((await deriveCallKeys(id)).docId);
}

async function seesFrames({ call }: Page) {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = call.incoming.value.person;
  await video.play();
  await soon(() => expect(video.getVideoPlaybackQuality().totalVideoFrames).toBeGreaterThan(2));
}

test.each([
  ['the link is enough', false],
  ['whoever comes has to ask, which they are spared', true],
])('Both go over to the new call, with devices and chat as they are, where %s', async (_, hasDoor) => {
  const { id, host, guest } = await pair({ hasDoor });
  const asked = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  onTestFinished(() => asked.mockRestore());
  await soon(() => expect(host.call.chat.availability.value).toBe('open'));
  host.call.chat.send('before');
  await soon(() => expect(guest.call.chat.messages.value).toMatchObject([{ text: 'before' }]));
  expect([host.call.newLink.state.value, guest.call.newLink.state.value]).toEqual([
    { phase: 'possible' },
    undefined,
  ]);
  const [hostBefore, guestBefore] = [host.states.length, guest.states.length];

  host.call.newLink.make();
  await soon(() => expect(host.call.newLink.state.value).toMatchObject({ phase: 'made', guest: 'along' }));
  await soon(() => expect(guest.call.newLink.state.value).toEqual({ phase: 'followed' }));
  await together(host, guest);
  expect(host.call.id).not.toBe(id);
  expect(guest.call.id).toBe(host.call.id);
  for (const page of [host, guest]) await seesFrames(page);
  // Nobody hears of a door, a lobby or an empty call in between.
  const phases = (page: Page, since: number) => new Set(page.states.slice(since).map(({ phase }) => phase));
  for (const seen of [phases(host, hostBefore), phases(guest, guestBefore)])
    expect([...seen].sort()).toEqual(['connected', 'reconnecting']);
  expect(asked).not.toHaveBeenCalled();

  guest.call.chat.send('after');
  await soon(() =>
    expect(host.call.chat.messages.value).toMatchObject([{ text: 'before' }, { text: 'after' }]),
  );
  await soon(() => expect(host.call.newLink.state.value).toMatchObject({ isOldOpen: false }));
  expect((await doc(id))?.ended).toMatchObject({ reason: 'host-ended' });
  expect(await doc(host.call.id)).toMatchObject({
    ...{ hostUid: 'host', ended: null, seats: { guest: { uid: 'guest', entered: true } } },
    emptyTimeoutSeconds: (await doc(id))?.emptyTimeoutSeconds,
  });
  expect((await doc(host.call.id))?.door !== undefined).toBe(hasDoor);

  const third = open('third', id);
  await soon(() => expect(third.call.state.value).toEqual({ phase: 'ended', reason: 'host-ended' }));
  expect(third.call.isHost).toBe(false);
});

test('Whoever is asked to leave while they are told of a new link does not come back by it, nor by another', async () => {
  const { id, host, guest } = await pair();
  await soon(() => expect(host.call.door.guest.value).toBe('guest'));
  const [isLooking, looksOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { readCall } = guest.store;
  vi.spyOn(guest.store, 'readCall').mockImplementation(async (...parameters) => {
    isLooking.resolve();
    await looksOn.promise;
    return readCall.apply(guest.store, parameters);
  });
  host.call.newLink.make();
  await isLooking.promise;
  const told = host.call.id;
  host.call.door.dismissGuest('guest');
  await soon(() => expect(host.call.newLink.state.value).toMatchObject({ phase: 'made', guest: 'nobody' }));
  expect(new Set([id, told, host.call.id]).size).toBe(3);
  looksOn.resolve();
  await soon(() => expect(guest.call.state.value.phase).toBe('ended'));
  await soon(() => expect(host.call.state.value).toMatchObject({ phase: 'waiting', because: 'nobody-came' }));
  for (const left of [id, told]) await soon(async () => expect((await doc(left))?.ended).not.toBeNull());
  expect((await doc(host.call.id))?.seats.guest).toBeNull();
});

test('Whoever opens the old link of their own call is known to be its host, though it gives nobody a seat', async () => {
  const { store, identity, clock } = memoryServices(database, 'host');
  const id = await createCall({ store, identity, clock });
  const first = open('host', id);
  await soon(() => expect(first.call.isHost).toBe(true));
  first.call.enter();
  await soon(() => expect(first.call.newLink.state.value).toEqual({ phase: 'possible' }));
  first.call.newLink.make();
  await soon(async () => expect((await doc(id))?.ended).not.toBeNull());
  const again = open('host', id);
  await soon(() => expect(again.call.state.value).toEqual({ phase: 'ended', reason: 'host-ended' }));
  expect(again.call.isHost).toBe(true);
});

test('A second new link takes both along once more', async () => {
  const { host, guest } = await pair();
  for (let i = 0; i < 2; i++) {
    const before = host.call.id;
    host.call.newLink.make();
    await soon(() => expect(guest.call.id).not.toBe(before));
    await soon(() => expect(host.call.newLink.state.value).toMatchObject({ phase: 'made', guest: 'along' }));
    await together(host, guest);
  }
  expect(guest.call.id).toBe(host.call.id);
});

test('Whoever waits alone waits under the new link, with the lock as it was turned', async () => {
  const { store, identity, clock } = memoryServices(database, 'host');
  const id = await createCall({ store, identity, clock, emptyTimeoutSeconds: 120 });
  const host = open('host', id);
  host.call.enter();
  await soon(() => expect(host.call.state.value.phase).toBe('waiting'));
  host.call.door.setAsking(true);
  await soon(() => expect(host.call.door.isAsking.value).toBe(true));
  host.call.newLink.make();
  await soon(() => expect(host.call.newLink.state.value).toMatchObject({ phase: 'made', guest: 'nobody' }));
  await soon(() => expect(host.call.state.value).toMatchObject({ phase: 'waiting', because: 'nobody-came' }));
  expect(await doc(host.call.id)).toMatchObject({ emptyTimeoutSeconds: 120, door: { admitted: null } });
  host.call.newLink.dismiss();
  expect(host.call.newLink.state.value).toEqual({ phase: 'possible' });
});

test.each([
  ['somebody has arranged', undefined, { phase: 'possible' }],
  ['a program has booked', true, undefined],
] as const)('In a call that %s its host can make a new link, or not', async (_, isBooked, expected) => {
  const now = Date.now();
  const times = { opensAt: now - 2_000, startsAt: now - 1_000, endsAt: now + 600_000 };
  const plan = { title: '', timeZone: 'UTC', admission: 'anyone', ...times, isBooked } as const;
  const { store, identity } = memoryServices(database, 'host');
  const { signal } = new AbortController();
  const { id, hostKey } = await scheduleCall({ store, identity, signal }, plan);
  const host = open('host', id, { hostKey });
  host.call.enter();
  await soon(() => expect(host.call.state.value.phase).toBe('waiting'));
  await soon(() => expect(host.call.time.value).toBeDefined());
  expect(host.call.newLink.state.value).toEqual(expected);
  host.call.newLink.make();
  if (expected === undefined) return expect(host.call.newLink.state.value).toBeUndefined();
  await soon(() => expect(host.call.newLink.state.value?.phase).toBe('made'));
  await soon(() => expect(host.call.time.value).toMatchObject({ ...times, revision: 0, isHost: true }));
  expect(host.call.hostKey).not.toBe(hostKey);
});

test('Where another call is refused, nothing is changed, and that is said', async () => {
  const { id, host, guest } = await pair();
  const { commit } = host.store;
  host.store.commit = async (docId, transition, options) => {
    if (transition.type === 'create') host.store.reach = 'offline';
    await commit.call(host.store, docId, transition, options).finally(() => {
      host.store.reach = 'online';
    });
  };
  host.call.newLink.make();
  const failed = { phase: 'failed', error: 'signaling-unreachable' };
  await soon(() => expect(host.call.newLink.state.value).toEqual(failed));
  expect([host.call.id, guest.call.id]).toEqual([id, id]);
  expect((await doc(id))?.ended).toBeNull();
  await together(host, guest);

  host.store.commit = commit;
  host.call.newLink.make();
  await soon(() => expect(host.call.newLink.state.value).toMatchObject({ phase: 'made', guest: 'along' }));
  await together(host, guest);
});

test('A new link that was made without this page hearing of it leaves no call open', async () => {
  const { id, host, guest } = await pair();
  const { commit } = host.store;
  host.store.commit = async (docId, transition, options) => {
    await commit.call(host.store, docId, transition, options);
    if (transition.type === 'create') throw new CallError('signaling-unreachable');
  };
  host.call.newLink.make();
  const failed = { phase: 'failed', error: 'signaling-unreachable' };
  await soon(() => expect(host.call.newLink.state.value).toEqual(failed));
  await soon(() =>
    expect([...database.calls.values()].map(({ ended }) => ended?.reason)).toContain('host-ended'),
  );
  expect((await doc(id))?.ended).toBeNull();
  await together(host, guest);
});

test('A page that is closed while another link is being made leaves it to the next to end that call', async () => {
  const { id, host } = await pair();
  const { commit } = host.store;
  host.store.commit = async (docId, transition, options) => {
    await commit.call(host.store, docId, transition, options);
    if (transition.type !== 'create') return;
    host.call.close();
    // Nothing of that page goes on.
    await new Promise(() => {});
  };
  host.call.newLink.make();
  await soon(() => expect(database.calls.size).toBe(2));
  const [docId = '', since] = (localStorage.getItem('parley:calls-being-made') ?? '').split('@');
  expect(database.calls.get(docId)).toMatchObject({ ended: null });
  localStorage.setItem('parley:calls-being-made', `${docId}@${Number(since) - 60_000}`);
  open('host', id);
  await soon(() => expect(database.calls.get(docId)?.ended).toMatchObject({ reason: 'host-ended' }));
  expect((await doc(id))?.ended).toBeNull();
});

test.each<[string, (page: Page, end: () => Promise<void>, guest: Page) => void]>([
  [
    'is told of, slowly',
    ({ store, call }, end, guest) => {
      const { id } = call;
      const { commit } = store;
      const gone = Promise.withResolvers<void>();
      store.commit = async (docId, transition, options) => {
        // Heard when the other has gone along.
        if (transition.type === 'end') await gone.promise;
        await commit.call(store, docId, transition, options);
      };
      call.address.subscribe((address) => void (address.id !== id && end()));
      guest.call.newLink.state.subscribe((state) => state?.phase === 'followed' && gone.resolve());
    },
  ],
  [
    'is gone over to',
    ({ call }, end) => {
      call.state.subscribe((state) => void ('isGoingOver' in state && end()));
    },
  ],
  [
    'is being made',
    ({ store }, end) => {
      const { commit } = store;
      store.commit = async (docId, transition, options) => {
        await commit.call(store, docId, transition, options);
        if (transition.type === 'create') await end();
      };
    },
  ],
  [
    'is told of',
    ({ call }, end) => {
      const { id } = call;
      call.address.subscribe((address) => void (address.id !== id && end()));
    },
  ],
])('A host who ends the call for both while a new link %s leaves neither open', async (_, whenUnderWay) => {
  const { host, guest } = await pair();
  const end = async () => {
    await host.call.end();
    await soon(() => expect(host.call.state.value).toEqual({ phase: 'ended', reason: 'host-ended' }));
  };
  whenUnderWay(host, end, guest);
  host.call.newLink.make();
  await soon(() => expect(guest.call.state.value).toEqual({ phase: 'ended', reason: 'host-ended' }));
  await soon(() => {
    const reasons = [...database.calls.values()].map(({ ended }) => ended?.reason);
    expect(reasons).toEqual(['host-ended', 'host-ended']);
  });
});

test('The old call is ended once the database is heard again, which is lost after the new one was made', async () => {
  const { id, host, guest } = await pair();
  host.call.address.subscribe((address) => {
    if (address.id !== id) host.store.reach = 'offline';
  });
  host.call.newLink.make();
  await soon(() => expect(host.call.newLink.state.value).toMatchObject({ guest: 'along', isOldOpen: true }));
  expect((await doc(id))?.ended).toBeNull();
  host.store.reach = 'online';
  await soon(() => expect(host.call.newLink.state.value).toMatchObject({ isOldOpen: false }));
  expect((await doc(id))?.ended).toMatchObject({ reason: 'host-ended' });
  await together(host, guest);
  expect(guest.call.id).toBe(host.call.id);
});

test('For a guest whose page is of before new links the call ends, and their host is told that they need the link', async () => {
  const { send } = RTCDataChannel.prototype;
  const spy = vi.spyOn(RTCDataChannel.prototype, 'send').mockImplementation(function (
    this: RTCDataChannel,
    data: unknown,
  ) {
    const old = typeof data === 'string' ? data.replaceAll(',"successor/1"', '') : data;
    Reflect.apply(send, this, [old]);
  });
  onTestFinished(() => spy.mockRestore());
  const { id, host, guest } = await pair();
  expect(host.call.peer?.can).not.toContain('successor/1');
  host.call.newLink.make();
  await soon(() => expect(host.call.newLink.state.value).toMatchObject({ phase: 'made', guest: 'not-told' }));
  await soon(() => expect(guest.call.state.value).toEqual({ phase: 'ended', reason: 'host-ended' }));
  await soon(() => expect(host.call.state.value).toMatchObject({ phase: 'waiting', because: 'nobody-came' }));
  expect(guest.call.id).toBe(id);
});

test('Nobody is brought before another host, nor by a guest', async () => {
  const { id, host, guest } = await pair();
  const { store, identity, clock } = memoryServices(database, 'eve');
  const trap = await createCall({ store, identity, clock });
  const said = { type: 'successor', call: trap };
  const channels: RTCDataChannel[] = [];
  const { send } = RTCDataChannel.prototype;
  const spy = vi.spyOn(RTCDataChannel.prototype, 'send').mockImplementation(function (
    this: RTCDataChannel,
    data: unknown,
  ) {
    if (this.label === 'control' && !channels.includes(this)) channels.push(this);
    Reflect.apply(send, this, [data]);
  });
  // Both beat; a machine that is busy may have had them make another link meanwhile.
  const openOnes = () => channels.filter(({ readyState }) => readyState === 'open');
  await soon(() => expect(openOnes().length).toBeGreaterThanOrEqual(2));
  spy.mockRestore();
  for (const channel of openOnes()) channel.send(JSON.stringify(said));
  const refusals = ({ ignored }: Page) =>
    ignored.filter((error) => error instanceof CallError && error.code === 'not-host');
  await soon(() => expect(refusals(guest)).toHaveLength(1));
  expect([host.call.id, guest.call.id, refusals(host)]).toEqual([id, id, []]);
  await together(host, guest);
});

test('What a page has left open is ended by the next', async () => {
  const { store, identity, clock } = memoryServices(database, 'host');
  const [left, id] = [
    await createCall({ store, identity, clock }),
    await createCall({ store, identity, clock }),
  ];
  localStorage.setItem('parley:left-calls', (await deriveCallKeys(left)).docId);
  open('host', id);
  await vi.waitFor(async () => expect((await doc(left))?.ended).toMatchObject({ reason: 'host-ended' }), {
    timeout: 30_000,
  });
  await soon(() => expect(localStorage.getItem('parley:left-calls')).toBe(''));
  expect((await doc(id))?.ended).toBeNull();
});
