/** A guest is asked to leave: they are disconnected at once, kept out for good and told; and somebody else can come. */
import {
  type CallId,
  deriveCallKeys,
  dismissalMark,
  MAX_DISMISSED,
  MAX_DISMISSED_FROM_ROOM,
  SEAT_LEASE_MS,
} from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { type Browser, Scene, type Tab } from '../testing/scene.ts';
import { stateOf } from '../testing/state-of.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let scene: Scene;
let id: CallId;
const stranger: Browser = { uid: 'stranger-user', held: new Map() };
useFakeTime();
beforeEach(async () => {
  scene = new Scene();
  stranger.held.clear();
  id = await scene.createCall();
});

const dismissed = { phase: 'ended', reason: 'dismissed' };

async function together(hasDoor = false): Promise<{ host: Tab; guest: Tab }> {
  if (hasDoor) id = await scene.createCall(true);
  return comeTogether(hasDoor);
}

async function comeTogether(hasDoor: boolean): Promise<{ host: Tab; guest: Tab }> {
  const host = scene.open(scene.hostBrowser, id);
  await stateOf(host, { phase: 'waiting' });
  const guest = scene.open(scene.guestBrowser, id);
  if (hasDoor) {
    await until(() => expect(host.session.door.visitors.value).toHaveLength(1));
    host.session.door.admit('guest-user');
  }
  for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected', hasEntered: true });
  await until(() => expect(host.session.door.guest.value).toBe('guest-user'));
  return { host, guest };
}

describe.each([
  ['where anybody may come', false],
  ['behind a door', true],
])('%s', (_, hasDoor) => {
  it('the guest is told, and neither they nor another page of theirs comes in again', async () => {
    const { host, guest } = await together(hasDoor);
    void host.session.door.dismissGuest('guest-user');
    expect(host.session.state.value).toMatchObject({ phase: 'waiting', because: 'peer-dismissed' });
    await stateOf(guest, dismissed);
    expect((await scene.call(id)).dismissed).toHaveProperty(dismissalMark('guest-user'));
    expect(host.session.door.dismissal.value).toBeUndefined();
    expect(host.session.door.guest.value).toBeUndefined();
    for (const hasEntered of [true, false]) {
      const again = scene.open(scene.guestBrowser, id, { hasEntered });
      await stateOf(again, dismissed);
    }
    await pass(MINUTE);
    expect(host.session.state.value).toMatchObject({ because: 'peer-dismissed' });
    if (hasDoor) expect(host.session.door.visitors.value).toEqual([]);
    expect(scene.ignored).toEqual([]);
  });

  it('somebody else comes next', async () => {
    const { host, guest } = await together(hasDoor);
    void host.session.door.dismissGuest('guest-user');
    await stateOf(guest, dismissed);
    const other = scene.open(stranger, id);
    if (hasDoor) {
      await until(() => expect(host.session.door.visitors.value).toHaveLength(1));
      host.session.door.admit('stranger-user');
    }
    for (const tab of [host, other]) await stateOf(tab, { phase: 'connected', hasEntered: true });
    expect(host.session.door.guest.value).toBe('stranger-user');
  });

  it('who is away is told when they come back', async () => {
    const { host, guest } = await together(hasDoor);
    guest.session.leave();
    await stateOf(host, { phase: 'waiting', because: 'peer-left' });
    await host.session.door.dismissGuest('guest-user');
    await stateOf(host, { phase: 'waiting', because: 'peer-dismissed' });
    await stateOf(scene.open(scene.guestBrowser, id), dismissed);
  });
});

it('the connection ends at the press, whatever becomes of the write; that it could not be written is said', async () => {
  const { host, guest } = await together();
  host.store.reach = 'offline';
  const asked = host.session.door.dismissGuest('guest-user');
  expect(host.session.state.value).toMatchObject({ phase: 'waiting', because: 'peer-dismissed' });
  expect(host.session.door.dismissal.value).toBe('under-way');
  await pass(2 * MINUTE);
  await asked;
  expect(host.session.door.dismissal.value).toBe('failed');
  expect(guest.session.state.value).toMatchObject({ phase: 'connected', isStalled: true });
  expect(host.states.map(({ phase }) => phase)).not.toContain('reconnecting');
  // They try again, and are let in nowhere as long as this page is open.
  expect(host.session.state.value).toMatchObject({ phase: 'waiting' });
  expect(host.states.at(-1)).toMatchObject({ because: 'peer-dismissed' });
  host.store.reach = 'online';
  await host.session.door.dismissGuest('guest-user');
  expect(host.session.door.dismissal.value).toBeUndefined();
  await stateOf(guest, dismissed);
});

it('turning the lock takes it not back, nor the other way round', async () => {
  const { host, guest } = await together();
  host.store.reach = 'offline';
  void host.session.door.dismissGuest('guest-user');
  host.session.door.setAsking(true);
  await pass(5 * SECOND);
  host.store.reach = 'online';
  await stateOf(guest, dismissed);
  await pass(5 * SECOND);
  expect(await scene.call(id)).toMatchObject({ version: 2, door: { admitted: null } });
});

it('nobody is there to be asked who only looks, who is the host too, or has been gone for long', async () => {
  const host = scene.open(scene.hostBrowser, id);
  await stateOf(host, { phase: 'waiting' });
  expect(host.session.door.guest.value).toBeUndefined();
  const looking = scene.open(stranger, id, { hasEntered: false });
  await stateOf(host, { phase: 'connected' });
  expect(host.session.door.guest.value).toBeUndefined();
  looking.session.enter();
  await until(() => expect(host.session.door.guest.value).toBe('stranger-user'));
  looking.session.leave();
  await stateOf(host, { because: 'peer-left' });
  await pass(SEAT_LEASE_MS - MINUTE);
  expect(host.session.door.guest.value).toBe('stranger-user');
  await pass(2 * MINUTE);
  expect(host.session.door.guest.value).toBeUndefined();
});

it('a guest can be asked who is in the call over the link, whatever their seat says, also without a sign of life', async () => {
  const host = scene.open(scene.hostBrowser, id);
  await stateOf(host, { phase: 'waiting' });
  const guest = scene.open(scene.guestBrowser, id);
  const commit = guest.store.commit.bind(guest.store);
  guest.store.commit = (docId, transition, options) => {
    if (!('sitter' in transition)) return commit(docId, transition, options);
    if (transition.type === 'renew') return new Promise(() => {});
    return commit(docId, { ...transition, sitter: { ...transition.sitter, entered: false } }, options);
  };
  for (const tab of [host, guest])
    await stateOf(tab, { phase: 'connected', peer: { name: expect.stringContaining('-user') } });
  expect(await scene.call(id)).toMatchObject({ seats: { guest: { entered: false } } });
  await until(() => expect(host.session.door.guest.value).toBe('guest-user'));
  await pass(SEAT_LEASE_MS + MINUTE);
  expect(host.session.state.value).toMatchObject({ phase: 'connected' });
  expect(host.session.door.guest.value).toBe('guest-user');
  void host.session.door.dismissGuest('guest-user');
  await stateOf(guest, dismissed);
});

/** They are asked to leave, which cannot be written. */
async function askInVain(host: Tab, uid: string): Promise<void> {
  host.store.reach = 'offline';
  const asked = host.session.door.dismissGuest(uid);
  await pass(2 * MINUTE);
  await asked;
  expect(host.session.door.dismissal.value).toBe('failed');
  host.store.reach = 'online';
}

/** The first has gone, and somebody else has come. */
async function strangerComes(host: Tab, guest: Tab): Promise<Tab> {
  guest.close();
  await until(async () => expect((await scene.call(id)).seats.guest?.leftAt).not.toBeNull());
  await pass(2 * MINUTE);
  const other = scene.open(stranger, id);
  for (const tab of [host, other]) await stateOf(tab, { phase: 'connected', hasEntered: true });
  await until(() => expect(host.session.door.guest.value).toBe('stranger-user'));
  return other;
}

it('whoever comes next is not taken for the one who was asked, nor told apart only at the press', async () => {
  const { host, guest } = await together();
  await askInVain(host, 'guest-user');
  const other = await strangerComes(host, guest);
  expect(host.session.door.dismissal.value).toBeUndefined();
  await host.session.door.dismissGuest('guest-user');
  expect(host.session.state.value).toMatchObject({ phase: 'connected' });
  expect((await scene.call(id)).dismissed).toBeUndefined();
  await host.session.door.dismissGuest('stranger-user');
  await stateOf(other, dismissed);
});

it('as long as the page is open, nobody comes back who was asked to leave, though somebody else was since', async () => {
  const { host, guest } = await together();
  await askInVain(host, 'guest-user');
  const other = await strangerComes(host, guest);
  await askInVain(host, 'stranger-user');
  other.close();
  await pass(2 * MINUTE);
  const count = host.states.length;
  const again = scene.open(scene.guestBrowser, id);
  await pass(MINUTE);
  expect(host.states.slice(count).map(({ phase }) => phase)).not.toContain('connected');
  expect(again.states.map(({ phase }) => phase)).not.toContain('connected');
});

/** The call, or the room, remembers as many people as it can. */
async function remembersMany(isRoom: boolean): Promise<void> {
  const { docId } = await deriveCallKeys(id);
  const most = isRoom ? MAX_DISMISSED_FROM_ROOM : MAX_DISMISSED;
  const marks = Array.from({ length: most }, (_, index) => [dismissalMark(`someone-${index}`), 1_000]);
  const dismissed = Object.fromEntries(marks);
  scene.database.calls.set(docId, { ...(await scene.call(id)), dismissed });
}

const putOut = { phase: 'early', because: 'put-out', hasEntered: false };

describe.each([
  ['a call', false, false],
  ['a call behind a door', false, true],
  ['a lasting room', true, false],
  ['a lasting room behind a door', true, true],
])('%s that remembers no more people', (_, isRoom, hasDoor) => {
  /** The two are together. */
  async function full(): Promise<{ host: Tab; guest: Tab }> {
    id = await scene.createCall(hasDoor, isRoom ? 'Quarks' : undefined);
    await remembersMany(isRoom);
    const both = await comeTogether(hasDoor);
    // A lock is known by the time of the host's last sign of life, and no two writes have the same.
    await pass(SECOND);
    return both;
  }

  it('has whoever is asked to leave knock, who does not by themselves, and comes in when they are let in', async () => {
    const { host, guest } = await full();
    const before = await scene.call(id);
    expect(host.session.door.keepsOut.value).toBe(false);
    expect(host.session.door.isShutting).toBe(false);
    const asked = host.session.door.dismissGuest('guest-user');
    expect([host.session.door.dismissal.value, host.session.door.isShutting]).toEqual(['under-way', true]);
    await asked;
    expect(host.session.door.dismissal.value).toBe('full');
    expect(host.session.state.value).toMatchObject({ phase: 'waiting', because: 'peer-dismissed' });
    expect(await scene.call(id)).toMatchObject({
      version: isRoom ? 3 : 2,
      dismissed: before.dismissed,
      door: { admitted: null },
      seats: { guest: null },
    });
    await stateOf(guest, putOut);
    await pass(2 * MINUTE);
    expect(guest.session.state.value).toMatchObject(putOut);
    expect(host.session.door.visitors.value).toEqual([]);
    expect(host.session.door.dismissal.value).toBe('full');
    guest.session.enter();
    await stateOf(guest, { phase: 'early', because: 'rung' });
    await until(() => expect(host.session.door.visitors.value).toMatchObject([{ uid: 'guest-user' }]));
    await pass(MINUTE);
    expect(guest.states.slice(-1)).toMatchObject([{ because: 'rung' }]);
    host.session.door.admit('guest-user');
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected', hasEntered: true });
    expect(host.session.door.dismissal.value).toBeUndefined();
    expect(scene.ignored).toEqual([]);
  });

  it('lets in no other page of theirs, also after the host has reloaded', async () => {
    const { host, guest } = await full();
    await host.session.door.dismissGuest('guest-user');
    await stateOf(guest, putOut);
    guest.close();
    host.close();
    const anew = scene.open(scene.hostBrowser, id);
    await stateOf(anew, { phase: 'waiting' });
    await stateOf(scene.open(scene.guestBrowser, id, { hasEntered: false }), {
      phase: 'early',
      because: 'at-door',
    });
    const again = scene.open(scene.guestBrowser, id);
    await stateOf(again, { phase: 'early', because: 'rung' });
    await until(() => expect(anew.session.door.visitors.value).toMatchObject([{ uid: 'guest-user' }]));
    await pass(MINUTE);
    expect([...anew.states, ...again.states].map(({ phase }) => phase)).not.toContain('connected');
  });

  it('is heard to have put them out though the answer is lost', async () => {
    const { host, guest } = await full();
    host.store.reach = 'lost';
    const asked = host.session.door.dismissGuest('guest-user');
    await stateOf(guest, putOut);
    host.store.reach = 'online';
    await pass(5 * SECOND);
    await asked;
    expect(host.session.door.dismissal.value).toBe('full');
    expect(host.store.commits.filter(({ type }) => type === 'put-out')).toHaveLength(1);
  });

  it('lets them in once the host has anybody come in, and that they have to ask is not said any more', async () => {
    const { host, guest } = await full();
    await host.session.door.dismissGuest('guest-user');
    await stateOf(guest, putOut);
    host.session.door.setAsking(false);
    await until(() => expect(host.session.door.isAsking.value).toBe(false));
    expect(host.session.door.dismissal.value).toBeUndefined();
    const { seats } = await scene.call(id);
    expect(seats.guest?.entered).not.toBe(true);
    guest.session.enter();
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected', hasEntered: true });
    guest.close();
    await pass(2 * MINUTE);
    const other = scene.open(stranger, id);
    for (const tab of [host, other]) await stateOf(tab, { phase: 'connected', hasEntered: true });
    expect(host.session.door.guest.value).toBe('stranger-user');
    expect(scene.ignored).toEqual([]);
  });

  it('lets them in who wait at the door when the host has anybody come in, before whoever comes then', async () => {
    const { host, guest } = await full();
    await host.session.door.dismissGuest('guest-user');
    await stateOf(guest, putOut);
    guest.session.enter();
    await until(() => expect(host.session.door.visitors.value).toMatchObject([{ uid: 'guest-user' }]));
    host.session.door.setAsking(false);
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected', hasEntered: true });
    const other = scene.open(stranger, id);
    await pass(MINUTE);
    expect(other.states.map(({ phase }) => phase)).not.toContain('connected');
    expect(other.states).not.toContainEqual(expect.objectContaining({ because: 'no-route' }));
    expect(host.session.state.value).toMatchObject({ phase: 'connected' });
    expect(host.session.door.guest.value).toBe('guest-user');
  });

  it.each(['lets them in', 'has anybody come in'])(
    'is not said again, though the answer was lost, once the host %s',
    async (what) => {
      const { host, guest } = await full();
      host.store.reach = 'lost';
      const asked = host.session.door.dismissGuest('guest-user');
      await until(() => expect(host.store.commits.map(({ type }) => type)).toContain('put-out'));
      host.store.reach = 'online';
      await stateOf(guest, putOut);
      guest.session.enter();
      await until(() => expect(host.session.door.visitors.value).toHaveLength(1));
      if (what === 'lets them in') host.session.door.admit('guest-user');
      else host.session.door.setAsking(false);
      for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected', hasEntered: true });
      await pass(MINUTE);
      await asked;
      expect(guest.session.state.value).toMatchObject({ phase: 'connected' });
      expect(host.session.door.dismissal.value).toBeUndefined();
      expect(host.store.commits.filter(({ type }) => type === 'put-out')).toHaveLength(1);
    },
  );

  it('says that it could not be written, and has them asked once more', async () => {
    const { host, guest } = await full();
    await askInVain(host, 'guest-user');
    expect(guest.session.state.value.phase).not.toBe('early');
    await host.session.door.dismissGuest('guest-user');
    expect(host.session.door.dismissal.value).toBe('full');
    await stateOf(guest, putOut);
  });
});

it('where no more people are remembered, nobody is put out who has sat down since in the place of whoever was asked', async () => {
  await remembersMany(false);
  const { host, guest } = await together();
  const commit = host.store.commit.bind(host.store);
  let other: Tab | undefined;
  host.store.commit = async (docId, transition, options) => {
    if (transition.type === 'put-out' && other === undefined) {
      guest.close();
      await until(async () => expect((await scene.call(id)).seats.guest?.leftAt).not.toBeNull());
      await pass(2 * MINUTE);
      other = scene.open(stranger, id);
      await until(async () => expect((await scene.call(id)).seats.guest?.uid).toBe('stranger-user'));
    }
    return commit(docId, transition, options);
  };
  await host.session.door.dismissGuest('guest-user');
  expect(host.store.commits.map(({ type }) => type)).toContain('put-out');
  expect(await scene.call(id)).toMatchObject({ version: 1, seats: { guest: { uid: 'stranger-user' } } });
  if (other === undefined) throw new Error('Nobody came');
  for (const tab of [host, other]) await stateOf(tab, { phase: 'connected', hasEntered: true });
  expect(host.session.door.dismissal.value).not.toBe('full');
});

it('who was asked in vain comes in once the host has let them in elsewhere, as by words', async () => {
  const { host, guest } = await together();
  await askInVain(host, 'guest-user');
  guest.close();
  await pass(2 * MINUTE);
  host.session.door.pardon('guest-user');
  expect(host.session.door.dismissal.value).toBeUndefined();
  const again = scene.open(scene.guestBrowser, id);
  for (const tab of [host, again]) await stateOf(tab, { phase: 'connected', hasEntered: true });
});

it('who was away while the host only shut the door is told what fits that as well', async () => {
  const { host, guest } = await together();
  guest.store.reach = 'offline';
  guest.store.wire.hold();
  scene.network.goDown();
  await pass(3 * MINUTE);
  host.session.door.setAsking(true);
  await pass(MINUTE);
  expect(await scene.call(id)).toMatchObject({ door: { admitted: null } });
  guest.store.reach = 'online';
  guest.store.wire.coalesce();
  scene.network.comeBack();
  await stateOf(guest, putOut);
});

it('that whoever is asked to leave is kept out is said beforehand, of each who comes', async () => {
  const { host } = await together();
  expect(host.session.door.keepsOut.value).toBe(true);
  void host.session.door.dismissGuest('guest-user');
  expect([host.session.door.dismissal.value, host.session.door.isShutting]).toEqual(['under-way', false]);
});

it('who was asked in vain, and knocks, comes in if the host lets them in after all', async () => {
  const { host, guest } = await together(true);
  await askInVain(host, 'guest-user');
  guest.close();
  await pass(2 * MINUTE);
  const comesIn = async (browser: Browser): Promise<Tab> => {
    const tab = scene.open(browser, id);
    await until(() => expect(host.session.door.visitors.value?.map(({ uid }) => uid)).toEqual([browser.uid]));
    host.session.door.admit(browser.uid);
    for (const there of [host, tab]) await stateOf(there, { phase: 'connected', hasEntered: true });
    return tab;
  };
  (await comesIn(stranger)).close();
  await pass(2 * MINUTE);
  await comesIn(scene.guestBrowser);
});
