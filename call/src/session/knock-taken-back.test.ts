/** Whoever waits at the door no more, for whatever reason, is not shown there any more either. */
import { type CallId, deriveCallKeys, dismissalMark, MAX_DISMISSED } from '@parley/protocol';
import { beforeEach, expect, it } from 'vitest';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { knockPath } from '../testing/memory-call-store.ts';
import { type Browser, Scene, type Tab } from '../testing/scene.ts';
import { stateOf } from '../testing/state-of.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
let scene: Scene;
let id: CallId;
let host: Tab;
const stranger: Browser = { uid: 'stranger-user', held: new Map() };
useFakeTime();
beforeEach(async () => {
  scene = new Scene();
  stranger.held.clear();
  await begin();
});

async function begin(): Promise<void> {
  id = await scene.createCall(true);
  host = scene.open(scene.hostBrowser, id);
  await stateOf(host, { phase: 'waiting', because: 'nobody-came' });
}

const full = { phase: 'failed', error: 'call-full' };
const visitorsOf = () => host.session.door.visitors.value?.map(({ uid }) => uid);

async function waits(...uids: string[]): Promise<void> {
  await until(() => expect(visitorsOf()).toEqual(uids));
}

/** They ring, and the host sees it. */
async function rings(browser: Browser, ...before: string[]): Promise<Tab> {
  const tab = scene.open(browser, id);
  await waits(...before, browser.uid);
  return tab;
}

async function letIn(): Promise<Tab> {
  const guest = await rings(scene.guestBrowser);
  host.session.door.admit('guest-user');
  for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected', hasEntered: true });
  return guest;
}

async function turnLock(isAsking: boolean): Promise<void> {
  host.session.door.setAsking(isAsking);
  await until(() => expect(host.session.door.isAsking.value).toBe(isAsking));
  await pass(2 * SECOND);
}

/** What of them lies in the database. */
async function knockOf({ uid }: Browser) {
  const { docId } = await deriveCallKeys(id);
  const path = knockPath(docId, uid);
  const knock = scene.database.knocks.get(path);
  if (knock === undefined) throw new Error('There is none');
  return { path, knock };
}

it.each(['stays on what they are told', 'closes the page'])(
  'who finds the call full when the host opens it, and %s, is not at the door when it is shut again',
  async (what) => {
    const guest = await letIn();
    const other = await rings(stranger);
    await turnLock(false);
    await stateOf(other, full);
    if (what === 'closes the page') other.close();
    await turnLock(true);
    expect(visitorsOf()).toEqual([]);
    guest.session.leave();
    await stateOf(host, { phase: 'waiting', because: 'peer-left' });
    host.session.door.admit('stranger-user');
    await pass(10 * SECOND);
    expect((await scene.call(id)).door).toMatchObject({ admitted: 'guest-user' });
  },
);

it.each([0, 40, 200])(
  'of two who wait one comes in as the host opens, the other does not, and neither is at the door when it is shut again, with news %i ms late',
  async (lagMs) => {
    host.close();
    scene.lagMs = lagMs;
    await begin();
    const guest = await rings(scene.guestBrowser);
    const other = await rings(stranger, 'guest-user');
    await turnLock(false);
    // Either may be the first.
    const isIn = ({ session }: Tab) => session.state.value.phase === 'connected';
    await until(() => expect([guest, other].filter(isIn)).toHaveLength(1));
    await stateOf(isIn(guest) ? other : guest, full);
    await turnLock(true);
    await pass(5 * SECOND);
    expect(visitorsOf()).toEqual([]);
  },
);

/** The first of two has vanished without a word, and the other walks in unanswered. */
async function walksIn(): Promise<Tab> {
  const vanished = await rings(stranger);
  const guest = await rings(scene.guestBrowser, 'stranger-user');
  vanished.kill();
  await turnLock(false);
  await stateOf(guest, { phase: 'connected', hasEntered: true });
  expect((await knockOf(scene.guestBrowser)).knock).toMatchObject({ reply: null });
  return guest;
}

it('who walked in through the open door takes back what was not answered', async () => {
  await walksIn();
  await pass(SECOND);
  expect((await knockOf(scene.guestBrowser)).knock.leftAt).not.toBeNull();
});

it('who is in the call is not shown at its door, though their knock was not taken back', async () => {
  const guest = await walksIn();
  await pass(SECOND);
  const { path, knock } = await knockOf(scene.guestBrowser);
  scene.database.knocks.set(path, { ...knock, leftAt: null });
  await turnLock(true);
  expect(guest.session.state.value).toMatchObject({ phase: 'connected' });
  await rings({ uid: 'third-user', held: new Map() });
});

it('who leaves before it is known whether their ring was heard takes it back all the same', async () => {
  const guest = scene.open(scene.guestBrowser, id, { hasEntered: false });
  await stateOf(guest, { because: 'at-door' });
  guest.store.reach = 'lost';
  guest.session.enter();
  await waits('guest-user');
  await stateOf(guest, { because: 'unheard' });
  guest.session.leave();
  await waits();
});

it('who walked in and is put out later is at the door once they ask, and has waited since then', async () => {
  const { docId } = await deriveCallKeys(id);
  const marks = Array.from({ length: MAX_DISMISSED }, (_, index) => [
    dismissalMark(`someone-${index}`),
    1_000,
  ]);
  scene.database.calls.set(docId, { ...(await scene.call(id)), dismissed: Object.fromEntries(marks) });
  const guest = await walksIn();
  await pass(4 * MINUTE);
  await host.session.door.dismissGuest('guest-user');
  await stateOf(guest, { phase: 'early', because: 'put-out' });
  await pass(5 * SECOND);
  expect(visitorsOf()).toEqual([]);
  guest.session.enter();
  await waits('guest-user');
  const { since = 0 } = host.session.door.visitors.value?.[0] ?? {};
  expect(Date.now() - since).toBeLessThan(MINUTE);
});
