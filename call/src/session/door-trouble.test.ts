/** A call behind a door, where something goes wrong at it. */
import { type CallId, deriveCallKeys, type KnockDoc } from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { rescheduleCall } from '../creation/schedule-call.ts';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { knockPath } from '../testing/memory-call-store.ts';
import { type Browser, Scene, type Tab } from '../testing/scene.ts';
import { stateOf } from '../testing/state-of.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let scene: Scene;
let id: CallId;
let host: Tab;
let guest: Tab;
const browser = (uid: string): Browser => ({ uid, held: new Map() });

useFakeTime();

const early = (because: string) => ({ phase: 'early', because });

async function waits(...names: string[]): Promise<void> {
  await until(() =>
    expect(host.session.door.visitors.value?.map(({ name }) => name).toSorted()).toEqual(names),
  );
}

async function knock(): Promise<{ path: string; doc: KnockDoc | undefined }> {
  const path = knockPath((await deriveCallKeys(id)).docId, 'guest-user');
  return { path, doc: scene.database.knocks.get(path) };
}

describe('whoever has rung', () => {
  beforeEach(async () => {
    scene = new Scene();
    id = await scene.createCall(true);
    host = scene.open(scene.hostBrowser, id);
    await stateOf(host, { phase: 'waiting' });
    guest = scene.open(scene.guestBrowser, id, { hasEntered: false });
    await stateOf(guest, early('at-door'));
  });

  async function ring(): Promise<void> {
    guest.session.enter();
    await stateOf(guest, early('rung'));
    await waits('guest-user');
  }

  it.each([
    ['is not known at the door any more', () => undefined],
    ['has left it, as a page does that was put away', (doc: KnockDoc) => ({ ...doc, leftAt: doc.rungAt })],
  ])('and %s rings anew', async (_, change) => {
    await ring();
    const { path, doc } = await knock();
    if (doc === undefined) throw new Error('No knock');
    guest.store.wire.hold();
    const after = change(doc);
    scene.database.write(path, () => {
      if (after === undefined) scene.database.knocks.delete(path);
      else scene.database.knocks.set(path, after);
    });
    guest.store.wire.release();
    await waits();
    await waits('guest-user');
    await stateOf(guest, early('rung'));
  });

  it.each([
    ['hears it', (_: Tab) => {}],
    ['asks, as its listener is dead', (tab: Tab) => tab.store.wire.hold()],
  ])(
    'in one tab and then in another is told so in the first, which %s, and may ring there again',
    async (_, happens) => {
      await ring();
      happens(guest);
      const other = scene.open(scene.guestBrowser, id);
      await stateOf(guest, { ...early('rung-elsewhere'), hasEntered: false });
      await stateOf(other, early('rung'));
      await pass(MINUTE);
      expect((await knock()).doc?.rings).toBe(2);
      guest.store.wire.release();
      guest.session.enter();
      await stateOf(guest, early('rung'));
      await stateOf(other, early('rung-elsewhere'));
      await waits('guest-user');
      host.session.door.admit('guest-user');
      for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
    },
  );

  it('and is let in, but somebody else is before they have sat down, rings again', async () => {
    await ring();
    const other = scene.open(browser('stranger-user'), id);
    await waits('guest-user', 'stranger-user');
    guest.store.wire.hold();
    host.session.door.admit('guest-user');
    const { path } = await knock();
    await until(() => expect(scene.database.knocks.get(path)?.reply?.answer).toBe('admitted'));
    host.session.door.admit('stranger-user');
    await stateOf(other, { phase: 'connected' });
    guest.store.wire.release();
    await waits('guest-user');
    await stateOf(guest, early('rung'));
    other.session.leave();
    await stateOf(host, { phase: 'waiting', because: 'peer-left' });
    host.session.door.admit('guest-user');
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
  });

  it('and is answered while the acknowledgement is lost hears it, and has rung once', async () => {
    guest.store.reach = 'lost';
    guest.session.enter();
    await waits('guest-user');
    await host.session.door.reply('guest-user', 'one-moment', 'Two minutes');
    guest.store.reach = 'online';
    await stateOf(guest, { ...early('one-moment'), word: 'Two minutes' });
    expect((await knock()).doc?.rings).toBe(1);
  });

  it('and cannot ask for the door just when the call is hidden from them waits on', async () => {
    await ring();
    const other = scene.open(browser('stranger-user'), id);
    await waits('guest-user', 'stranger-user');
    const { store } = guest;
    const readCall = store.readCall.bind(store);
    store.readCall = (docId, signal) =>
      readCall(docId, signal).finally(() => {
        store.reach = 'offline';
      });
    host.session.door.admit('stranger-user');
    await stateOf(other, { phase: 'connected' });
    await until(() => expect(store.reach).toBe('offline'));
    await pass(MINUTE);
    await stateOf(guest, early('rung'));
    store.readCall = readCall;
    guest.store.reach = 'online';
    await pass(MINUTE);
    await stateOf(guest, early('rung'));
  });
});

async function guestAtDoor(): Promise<void> {
  scene = new Scene();
  id = await scene.createCall(true);
  host = scene.open(scene.hostBrowser, id);
  await stateOf(host, { phase: 'waiting' });
  guest = scene.open(scene.guestBrowser, id);
  await waits('guest-user');
}

describe('signs of life', () => {
  beforeEach(guestAtDoor);

  async function minutes(count: number): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) await pass(MINUTE);
  }

  it('that were lost are given as soon as they can be, and the host sees them there all the time', async () => {
    await minutes(4);
    guest.store.reach = 'offline';
    await minutes(7);
    expect(guest.session.state.value).toMatchObject(early('rung'));
    guest.store.reach = 'online';
    for (let minute = 0; minute < 8; minute += 1) {
      await pass(MINUTE);
      expect(host.session.door.visitors.value).toHaveLength(1);
    }
    expect(guest.states).not.toContainEqual(expect.objectContaining(early('unheard')));
    expect((await knock()).doc?.rings).toBe(1);
  });

  it('that are lost for longer than the host sees them are said to be, until one is heard, without a ring', async () => {
    await host.session.door.reply('guest-user', 'one-moment', 'Two minutes');
    await stateOf(guest, early('one-moment'));
    guest.store.reach = 'offline';
    await minutes(11);
    expect(guest.session.state.value).toMatchObject(early('one-moment'));
    await minutes(2);
    expect(guest.session.state.value).toMatchObject({ ...early('unheard'), hasEntered: true });
    await waits();
    guest.store.reach = 'online';
    await stateOf(guest, { ...early('one-moment'), word: 'Two minutes' });
    await waits('guest-user');
    expect((await knock()).doc?.rings).toBe(1);
  });

  it('are given at once by whoever has slept too long, and they have rung once', async () => {
    scene.database.sleep(13 * MINUTE);
    await waits('guest-user');
    await pass(MINUTE);
    await stateOf(guest, early('rung'));
    const { doc } = await knock();
    expect(doc?.rings).toBe(1);
    expect(doc?.renewedAt).toBeGreaterThan(scene.database.now() - 2 * MINUTE);
  });
});

describe('what the host says at the door', () => {
  let other: Tab;
  const connected = { phase: 'connected' };

  beforeEach(guestAtDoor);

  it('is said again when it did not get through', async () => {
    host.store.reach = 'offline';
    void host.session.door.reply('guest-user', 'one-moment', 'Two minutes');
    await pass(10 * SECOND);
    await stateOf(guest, early('rung'));
    host.store.reach = 'online';
    await stateOf(guest, { ...early('one-moment'), word: 'Two minutes' });
  });

  it('is not said any more once it is too late, or they were let in', async () => {
    host.store.reach = 'offline';
    void host.session.door.reply('guest-user', 'declined', '');
    await pass(10 * SECOND);
    host.session.door.admit('guest-user');
    host.store.reach = 'online';
    for (const tab of [host, guest]) await stateOf(tab, connected);
    other = scene.open(browser('stranger-user'), id);
    await waits('stranger-user');
    host.store.reach = 'offline';
    void host.session.door.reply('stranger-user', 'declined', '');
    await pass(2 * MINUTE);
    host.store.reach = 'online';
    await pass(10 * SECOND);
    await stateOf(other, early('rung'));
  });

  it('lets them in also when that did not get through at first', async () => {
    host.store.reach = 'offline';
    host.session.door.admit('guest-user');
    await stateOf(host, { trouble: 'signaling-unreachable' });
    host.store.reach = 'online';
    for (const tab of [host, guest]) await stateOf(tab, connected);
  });

  it.each([
    ['much later', () => pass(61 * SECOND)],
    [
      'after another round with whoever is there',
      async () => {
        const { docId } = await deriveCallKeys(id);
        host.session.networkChanged();
        await until(() => {
          const round = scene.database.calls.get(docId)?.round;
          expect(round?.number).toBe(2);
          expect(round?.answer).not.toBeNull();
        });
        await pass(SECOND);
      },
    ],
  ])('lets nobody in %s', async (_, happens) => {
    host.session.door.admit('guest-user');
    for (const tab of [host, guest]) await stateOf(tab, connected);
    other = scene.open(browser('stranger-user'), id);
    await waits('stranger-user');
    host.session.door.admit('stranger-user');
    await happens();
    guest.session.leave();
    await stateOf(host, { phase: 'waiting', because: 'peer-left' });
    await pass(10 * SECOND);
    await stateOf(other, early('rung'));
    host.session.door.admit('stranger-user');
    for (const tab of [host, other]) await stateOf(tab, connected);
  });
});

describe('the host of a call with a time', () => {
  const other = browser('other-device');
  let hostKey: Awaited<ReturnType<Scene['scheduleCall']>>['hostKey'];

  beforeEach(async () => {
    scene = new Scene();
    other.held.clear();
    const now = Date.now();
    ({ id, hostKey } = await scene.scheduleCall({
      ...{ opensAt: now, startsAt: now, endsAt: now + 30 * MINUTE },
      ...{ admission: 'ask', title: 'Second reading', timeZone: 'Europe/Zurich' },
    }));
    host = scene.open(scene.hostBrowser, id);
    guest = scene.open(scene.guestBrowser, id);
    await waits('guest-user');
    host.session.door.admit('guest-user');
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
  });

  it('brings it to another device, from which it cannot be seen yet, by their Join', async () => {
    const moved = scene.open(other, id, { hostKey, hasEntered: false });
    await stateOf(moved, early('host-elsewhere'));
    await pass(MINUTE);
    for (const tab of [host, guest]) expect(tab.session.state.value).toMatchObject({ phase: 'connected' });
    moved.session.enter();
    await stateOf(host, { phase: 'ended', reason: 'taken-over' });
    for (const tab of [moved, guest]) await stateOf(tab, { phase: 'connected' });
    expect(moved.session.state.value).toMatchObject({ role: 'host' });
  });

  it('moves it: whoever waits, or comes then, is told that they cannot ask, and rings once it opens again', async () => {
    const waiting = scene.open(browser('waiting-user'), id);
    await waits('waiting-user');
    const now = Date.now();
    const opensAt = now + 20 * MINUTE;
    await rescheduleCall(scene.asHost(), id, {
      ...{ opensAt, startsAt: opensAt, endsAt: now + 60 * MINUTE },
      ...{ admission: 'ask', title: 'Second reading', timeZone: 'Europe/Zurich' },
    });
    await stateOf(host, { phase: 'ended', reason: 'moved' });
    const late = scene.open(browser('late-user'), id);
    await stateOf(late, { ...early('knock-refused'), hasEntered: true });
    for (let minutes = 0; minutes < 6; minutes += 1) await pass(MINUTE);
    expect(waiting.session.state.value).toMatchObject({ ...early('knock-refused'), hasEntered: true });
    for (const tab of [waiting, late])
      expect(tab.states).not.toContainEqual(expect.objectContaining(early('unheard')));
    for (let minutes = 0; minutes < 15; minutes += 1) await pass(MINUTE);
    for (const tab of [waiting, late]) await stateOf(tab, early('rung'));
    host = scene.open(scene.hostBrowser, id);
    await waits('late-user', 'waiting-user');
  });

  it('ends with its time: whoever came too late to see it is told that it is over, and knows nothing of it', async () => {
    const late = scene.open(browser('late-user'), id);
    await stateOf(late, early('rung'));
    for (let minutes = 0; minutes < 31; minutes += 1) await pass(MINUTE);
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'ended', reason: 'time-over' });
    await stateOf(late, { phase: 'ended', reason: 'lapsed' });
    expect(late.session.emptyTimeoutSeconds).toBeUndefined();
  });

  it('is who shows the host key, and nobody who shows another', async () => {
    const wrong = scene.open(other, id, {
      hostKey: hostKey.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) as typeof hostKey,
    });
    await stateOf(wrong, { phase: 'failed', error: 'wrong-host-key' });
    await pass(MINUTE);
    for (const tab of [host, guest]) expect(tab.session.state.value).toMatchObject({ phase: 'connected' });
  });
});
