/** A lasting room as its pages have it, from one visit to the next, which the sweep parts. */
import {
  type CallDoc,
  type CallId,
  deriveCallKeys,
  isVisitOver,
  restOf,
  SEAT_LEASE_MS,
  serverWrite,
  VISIT_WITHOUT_HOST_MS,
} from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { Scene, type Tab } from '../testing/scene.ts';
import { stateOf } from '../testing/state-of.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let scene: Scene;
let id: CallId;
let docId: string;
useFakeTime();
beforeEach(async () => {
  scene = new Scene();
  id = await scene.createCall(false, 'Mondays');
  ({ docId } = await deriveCallKeys(id));
});

/** As it is stored now. */
function stored(): CallDoc {
  const call = scene.database.calls.get(docId);
  if (call === undefined) throw new Error('There is no such call');
  return call;
}

async function bothCome(): Promise<[Tab, Tab]> {
  const tabs: [Tab, Tab] = [scene.open(scene.hostBrowser, id), scene.open(scene.guestBrowser, id)];
  for (const tab of tabs) await stateOf(tab, { phase: 'connected' });
  return tabs;
}

/** As the sweep does it. @returns whether there was anything to do */
function sweep(): boolean {
  const call = stored();
  const isOver = isVisitOver(call, scene.database.now());
  if (isOver) scene.database.writeCall(docId, serverWrite(restOf(call)));
  return isOver;
}

describe('in a lasting room', () => {
  it('both read what it is called, and are told when its host calls it something else', async () => {
    const [host, guest] = await bothCome();
    await until(() => expect(host.session.room.value).toEqual({ name: 'Mondays', isHost: true }));
    await until(() => expect(guest.session.room.value).toEqual({ name: 'Mondays', isHost: false }));
    await host.session.renameRoom(' Fridays ');
    for (const { session } of [host, guest])
      await until(() => expect(session.room.value?.name).toBe('Fridays'));
    await guest.session.renameRoom('Mine');
    expect(guest.store.commits.map(({ type }) => type)).not.toContain('rename');
    expect(scene.ignored).toEqual([]);
  });

  it('the next visit begins months later where the last one left off, with sessions of its own', async () => {
    const first = await bothCome();
    const before = stored();
    for (const { session } of first) session.leave();
    await pass(2 * MINUTE);
    expect(sweep()).toBe(true);
    expect(stored()).toMatchObject({ round: null, seats: { host: null, guest: null } });
    scene.database.sleep(89 * DAY);
    await bothCome();
    const after = stored();
    expect(after.round?.number).toBeGreaterThan(before.round?.number ?? 0);
    for (const role of ['host', 'guest'] as const) {
      expect(after.seats[role]?.session).not.toBe(before.seats[role]?.session);
      expect(after.seats[role]?.key).not.toEqual(before.seats[role]?.key);
    }
    expect(after.expiresAt).toBeGreaterThan(scene.database.now() + 89 * DAY);
    expect(scene.ignored).toEqual([]);
  });

  it('nobody finds it after ninety-one days', async () => {
    for (const { session } of await bothCome()) session.leave();
    await pass(2 * MINUTE);
    scene.database.sleep(91 * DAY);
    const late = scene.open(scene.guestBrowser, id);
    await stateOf(late, { phase: 'failed', error: 'no-such-call' });
  });

  it('whoever waited through the night, and was taken for gone, waits on, and the other finds them', async () => {
    const host = scene.open(scene.hostBrowser, id);
    await stateOf(host, { phase: 'waiting', because: 'nobody-came' });
    // The laptop sleeps: no sign of life.
    scene.database.sleep(SEAT_LEASE_MS + 11 * MINUTE);
    expect(sweep()).toBe(true);
    await until(() => expect(stored().round?.number).toBe(2));
    expect(stored().seats.host).toMatchObject({ leftAt: null });
    const guest = scene.open(scene.guestBrowser, id);
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
  });

  it('behind a door, too, where a host whom nobody came to has a seat alone', async () => {
    scene = new Scene();
    id = await scene.createCall(true, 'Mondays');
    ({ docId } = await deriveCallKeys(id));
    const host = scene.open(scene.hostBrowser, id);
    await stateOf(host, { phase: 'waiting', because: 'nobody-came' });
    expect(stored()).toMatchObject({ round: null, seats: { host: { leftAt: null } } });
    scene.database.sleep(SEAT_LEASE_MS + 11 * MINUTE);
    expect(sweep()).toBe(true);
    await until(() => expect(stored().seats.host).toMatchObject({ leftAt: null }));
    const visitor = scene.open(scene.guestBrowser, id);
    await until(() => expect(host.session.door.visitors.value).toHaveLength(1));
    host.session.door.admit('guest-user');
    for (const tab of [host, visitor]) await stateOf(tab, { phase: 'connected' });
  });

  it('what lies beneath it is to lapse as beneath any call', async () => {
    const expiries: number[] = [];
    const tabs = [scene.open(scene.hostBrowser, id), scene.open(scene.guestBrowser, id)];
    for (const { store } of tabs) {
      const add = store.addCandidates.bind(store);
      store.addCandidates = (place, sealed, expiresAt, signal) => {
        expiries.push(expiresAt - scene.database.now());
        return add(place, sealed, expiresAt, signal);
      };
    }
    for (const tab of tabs) await stateOf(tab, { phase: 'connected' });
    for (const ms of expiries) expect(ms).toBeLessThanOrEqual(SEAT_LEASE_MS + 10 * MINUTE);
  });

  it('behind a door whoever stays when the host has left asks again, and is let in again', async () => {
    const [host, guest] = await bothCome();
    host.session.door.setAsking(true);
    await until(() => expect(stored()).toMatchObject({ version: 3, door: { admitted: 'guest-user' } }));
    host.session.leave();
    await stateOf(guest, { phase: 'waiting', because: 'peer-left' });
    expect(sweep()).toBe(false);
    await pass(2 * MINUTE);
    expect(sweep()).toBe(true);
    await stateOf(guest, { phase: 'early', because: 'rung' });
    expect(stored()).toMatchObject({ round: null, door: { admitted: null }, seats: { guest: null } });
    const again = scene.open(scene.hostBrowser, id);
    await until(() => expect(again.session.door.visitors.value).toHaveLength(1));
    again.session.door.admit('guest-user');
    for (const tab of [again, guest]) await stateOf(tab, { phase: 'connected' });
  });

  it('behind a door whoever stays when the host has vanished asks again half a day later, and is let in again', async () => {
    const [host, guest] = await bothCome();
    host.session.door.setAsking(true);
    await until(() => expect(stored()).toMatchObject({ version: 3, door: { admitted: 'guest-user' } }));
    host.kill();
    scene.database.sleep(VISIT_WITHOUT_HOST_MS - 10 * MINUTE);
    await pass(5 * MINUTE);
    expect(stored().seats.guest?.renewedAt).toBeGreaterThan(scene.database.now() - 6 * MINUTE);
    expect(sweep()).toBe(false);
    await pass(10 * MINUTE);
    expect(stored().seats.guest?.renewedAt).toBeGreaterThan(scene.database.now() - 6 * MINUTE);
    expect(sweep()).toBe(true);
    await stateOf(guest, { phase: 'early', because: 'rung' });
    expect(stored()).toMatchObject({
      round: null,
      door: { admitted: null },
      seats: { host: null, guest: null },
    });
    const again = scene.open(scene.hostBrowser, id);
    await until(() => expect(again.session.door.visitors.value).toHaveLength(1));
    again.session.door.admit('guest-user');
    for (const tab of [again, guest]) await stateOf(tab, { phase: 'connected' });
  });

  it('behind a door it is locked and opened as any call, and stays a room', async () => {
    const [host, guest] = await bothCome();
    await until(() => expect(host.session.door.isAsking.value).toBe(false));
    host.session.door.setAsking(true);
    await until(() => expect(stored()).toMatchObject({ version: 3, door: { admitted: 'guest-user' } }));
    for (const { session } of [host, guest]) session.leave();
    await pass(2 * MINUTE);
    expect(sweep()).toBe(true);
    expect(stored().door?.admitted).toBeNull();
    const [again, visitor] = [scene.open(scene.hostBrowser, id), scene.open(scene.guestBrowser, id)];
    await stateOf(visitor, { phase: 'early', because: 'rung' });
    await until(() => expect(again.session.door.visitors.value).toHaveLength(1));
    again.session.door.admit('guest-user');
    for (const tab of [again, visitor]) await stateOf(tab, { phase: 'connected' });
    again.session.door.setAsking(false);
    await until(() => expect(stored().door).toBeUndefined());
    expect(stored().version).toBe(3);
  });
});
