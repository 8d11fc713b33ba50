/** How often a page says in the database that somebody is there, and what becomes of the seats of those who vanish. */
import {
  type CallDoc,
  type CallId,
  deriveCallKeys,
  isHeld,
  type Role,
  SEAT_RENEWAL_MS,
} from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { Scene, type Tab } from '../testing/scene.ts';
import { GONE_AFTER_MS } from './recovery-policy.ts';

const MINUTE = 60_000;

let scene: Scene;
let id: CallId;
let docId: string;

useFakeTime();
beforeEach(async () => {
  scene = new Scene();
  id = await scene.createCall();
  ({ docId } = await deriveCallKeys(id));
});

const stored = () => scene.database.calls.get(docId) as CallDoc;
const renewals = ({ store }: Tab) => store.commits.filter(({ type }) => type === 'renew').length;
const phaseOf = (tab: Tab, phase: string) =>
  until(() => expect(tab.session.state.value).toMatchObject({ phase }));

async function bothCome(): Promise<Record<Role, Tab>> {
  const host = scene.open(scene.hostBrowser, id);
  await phaseOf(host, 'waiting');
  const guest = scene.open(scene.guestBrowser, id);
  for (const tab of [host, guest]) await phaseOf(tab, 'connected');
  return { host, guest };
}

describe('two who hear each other', () => {
  it('say so once, and then nothing for half an hour, in which both seats are held and the call goes on', async () => {
    const { host, guest } = await bothCome();
    for (let minute = 0; minute < 30; minute += 1) {
      await pass(MINUTE);
      const { seats, expiresAt } = stored();
      for (const seat of [seats.host, seats.guest]) expect(isHeld(seat, scene.database.now())).toBe(true);
      expect(expiresAt).toBeGreaterThan(scene.database.now() + 10 * MINUTE);
    }
    for (const tab of [host, guest]) expect(renewals(tab)).toBe(1);
    await pass(12 * MINUTE);
    for (const tab of [host, guest]) expect(renewals(tab)).toBe(2);
    for (const tab of [host, guest]) await phaseOf(tab, 'connected');
  }, 60_000);

  it('say so every five minutes in a call with a time, of whose end programs are told', async () => {
    const now = scene.database.now();
    const times = { opensAt: now - 2 * MINUTE, startsAt: now - MINUTE, endsAt: now + 120 * MINUTE };
    const about = { admission: 'anyone', title: 'Second reading', timeZone: 'Europe/Zurich' } as const;
    ({ id } = await scene.scheduleCall({ ...times, ...about }));
    ({ docId } = await deriveCallKeys(id));
    const tabs = await bothCome();
    await pass(16 * MINUTE);
    for (const tab of Object.values(tabs)) expect(renewals(tab)).toBe(3);
    expect(stored().seats.host).not.toHaveProperty('linked');
  }, 60_000);
});

it('whoever waits for the other says so every five minutes', async () => {
  const host = scene.open(scene.hostBrowser, id);
  await pass(3 * SEAT_RENEWAL_MS + MINUTE);
  expect(renewals(host)).toBe(3);
  expect(stored().seats.host).not.toHaveProperty('linked');
}, 30_000);

it('whoever stays when the other has vanished frees their seat within a minute or so, and says again that they are there', async () => {
  const { host, guest } = await bothCome();
  await pass(6 * MINUTE);
  expect(stored().seats.guest).toMatchObject({ linked: true, leftAt: null });
  guest.kill();
  scene.network.goDown();
  await pass(GONE_AFTER_MS + 30_000);
  expect(stored().seats.guest?.leftAt).not.toBeNull();
  const before = renewals(host);
  await pass(2 * SEAT_RENEWAL_MS);
  expect(renewals(host)).toBe(before + 2);
  expect(stored().seats.host).not.toHaveProperty('linked');
}, 30_000);

it('a host whose page was loaded anew frees the seat of a guest who vanished just before, and does not answer', async () => {
  const { host, guest } = await bothCome();
  // Each has said that they hear the other, which would hold the seats for most of an hour.
  await pass(20 * MINUTE);
  guest.kill();
  host.close();
  const again = scene.open(scene.hostBrowser, id);
  await phaseOf(again, 'waiting');
  await pass(GONE_AFTER_MS - 5_000);
  expect(stored().seats.guest).toMatchObject({ linked: true, leftAt: null });
  await pass(10_000);
  expect(stored().seats.guest?.leftAt).not.toBeNull();
  // Somebody else may have it, who was kept out by it until then.
  const other = scene.open({ uid: 'other-user', held: new Map() }, id);
  await until(() => expect(again.session.state.value).toMatchObject({ phase: 'connected' }));
  await phaseOf(other, 'connected');
}, 60_000);

it('a host whose page was loaded anew leaves the seat to a guest who is there', async () => {
  const { host, guest } = await bothCome();
  await pass(20 * MINUTE);
  host.close();
  const again = scene.open(scene.hostBrowser, id);
  for (const tab of [again, guest]) await phaseOf(tab, 'connected');
  await pass(3 * MINUTE);
  expect(guest.store.commits.filter(({ type }) => type === 'leave')).toEqual([]);
  expect(again.store.commits.filter(({ type }) => type === 'leave')).toEqual([]);
  expect(stored().seats.guest).toMatchObject({ leftAt: null });
}, 60_000);
