/** A guest is asked to leave: they are disconnected at once, kept out for good and told; and somebody else can come. */
import { type CallId, dismissalMark, SEAT_LEASE_MS } from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { type Browser, Scene, type Tab } from '../testing/scene.ts';

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

async function stateOf(tab: Tab, state: object): Promise<void> {
  await until(() => expect(tab.session.state.value).toMatchObject(state));
}

const dismissed = { phase: 'ended', reason: 'dismissed' };

async function together(hasDoor = false): Promise<{ host: Tab; guest: Tab }> {
  if (hasDoor) id = await scene.createCall(true);
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
    void host.session.door.dismissGuest();
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
    void host.session.door.dismissGuest();
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
    await host.session.door.dismissGuest();
    await stateOf(host, { phase: 'waiting', because: 'peer-dismissed' });
    await stateOf(scene.open(scene.guestBrowser, id), dismissed);
  });
});

it('the connection ends at the press, whatever becomes of the write; that it could not be written is said', async () => {
  const { host, guest } = await together();
  host.store.reach = 'offline';
  const asked = host.session.door.dismissGuest();
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
  await host.session.door.dismissGuest();
  expect(host.session.door.dismissal.value).toBeUndefined();
  await stateOf(guest, dismissed);
});

it('turning the lock takes it not back, nor the other way round', async () => {
  const { host, guest } = await together();
  host.store.reach = 'offline';
  void host.session.door.dismissGuest();
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
