/** One user on two devices, as by a name that is kept: they share no locks, and to the referee they are one. */
import { type CallId, SEAT_LEASE_MS } from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { pass, useFakeTime } from '../testing/fake-time.ts';
import { type Browser, Scene } from '../testing/scene.ts';
import { stateOf } from '../testing/state-of.ts';

const SECOND = 1_000;
const LOOKING = { hasEntered: false };
let scene: Scene;
let id: CallId;

useFakeTime();
beforeEach(async () => {
  scene = new Scene();
  id = await scene.createCall();
});

const anotherDeviceOf = ({ uid }: Browser): Browser => ({ uid, held: new Map() });

/** @param memory of the host's tab */
async function twoTalk(memory = new Map<string, string>()) {
  const host = scene.open(scene.hostBrowser, id, { memory });
  const guest = scene.open(scene.guestBrowser, id);
  for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected', hasEntered: true });
  return { host, guest };
}

describe.each(['host', 'guest'] as const)('whoever is in the call as its %s', (role) => {
  const browser = () => scene[`${role}Browser`];

  it('stays there while they only look on another device, and is here as soon as they join', async () => {
    const tabs = await twoTalk();
    const phone = scene.open(anotherDeviceOf(browser()), id, LOOKING);
    await stateOf(phone, { phase: 'early', because: 'elsewhere', hasEntered: false });
    await pass(60 * SECOND);
    expect(phone.store.commits).toEqual([]);
    for (const tab of [tabs.host, tabs.guest]) await stateOf(tab, { phase: 'connected' });
    phone.session.enter();
    await stateOf(tabs[role], { phase: 'ended', reason: 'taken-over' });
    await stateOf(phone, { phase: 'connected', role, hasEntered: true });
  });

  it('stays there though the other device is loaded anew while it looks', async () => {
    const tabs = await twoTalk();
    const [device, memory] = [anotherDeviceOf(browser()), new Map<string, string>()];
    for (let load = 0; load < 2; load += 1) {
      const phone = scene.open(device, id, { ...LOOKING, memory });
      await stateOf(phone, { phase: 'early', because: 'elsewhere' });
      phone.close();
      await pass(SECOND);
    }
    expect(tabs[role].session.state.value).toMatchObject({ phase: 'connected' });
  });

  it('is not taken for another once their device has given no sign of life for as long as it holds a seat', async () => {
    const only = scene.open(browser(), id);
    await stateOf(only, { phase: 'waiting' });
    only.kill();
    const phone = scene.open(anotherDeviceOf(browser()), id, LOOKING);
    await stateOf(phone, { phase: 'early', because: 'elsewhere' });
    await pass(SEAT_LEASE_MS + 20 * SECOND);
    await stateOf(phone, { phase: 'waiting', role, hasEntered: false });
  });
});

it('a device where one looks takes the seat once the other has left, and not while that is only loaded anew', async () => {
  const memory = new Map<string, string>();
  const { host } = await twoTalk(memory);
  const phone = scene.open(anotherDeviceOf(scene.hostBrowser), id, LOOKING);
  await stateOf(phone, { phase: 'early', because: 'elsewhere' });
  host.close();
  await pass(3 * SECOND);
  const again = scene.open(scene.hostBrowser, id, { memory });
  await stateOf(again, { phase: 'connected' });
  await pass(20 * SECOND);
  expect(again.session.state.value).toMatchObject({ phase: 'connected' });
  expect(phone.session.state.value).toMatchObject({ phase: 'early', because: 'elsewhere' });
  again.session.leave();
  await pass(10 * SECOND);
  await stateOf(phone, { phase: 'connected', role: 'host', hasEntered: false });
});

it('a device where one only looks is let go by another where one only looks', async () => {
  const first = scene.open(scene.hostBrowser, id, LOOKING);
  await stateOf(first, { phase: 'waiting' });
  const second = scene.open(anotherDeviceOf(scene.hostBrowser), id, LOOKING);
  await stateOf(second, { phase: 'waiting', hasEntered: false });
});

it.each([1, 3])(
  'a tab that died without a word is back in its own seat at once, loaded anew %i times',
  async (times) => {
    const memory = new Map<string, string>();
    const { host, guest } = await twoTalk(memory);
    host.kill();
    for (let load = 1; load < times; load += 1) {
      // Dies before the document shows that it is there.
      const unheard = scene.open(scene.hostBrowser, id, { ...LOOKING, memory });
      unheard.store.reach = 'offline';
      await pass(50);
      unheard.kill();
    }
    const again = scene.open(scene.hostBrowser, id, { ...LOOKING, memory });
    await stateOf(again, { phase: 'connected', role: 'host', hasEntered: false });
    await stateOf(guest, { phase: 'connected' });
  },
);

it('another tab of this browser is told of a tab, and not of a device', async () => {
  await twoTalk();
  const second = scene.open(scene.hostBrowser, id, LOOKING);
  await stateOf(second, { phase: 'early', because: 'other-tab' });
});

it('two tabs that look beside one another device wait there both, until one joins', async () => {
  const { host } = await twoTalk();
  const device = anotherDeviceOf(scene.hostBrowser);
  const tabs = [scene.open(device, id, LOOKING), scene.open(device, id, LOOKING)] as const;
  for (const tab of tabs) await stateOf(tab, { phase: 'early', because: 'elsewhere' });
  tabs[1].session.enter();
  await stateOf(tabs[1], { phase: 'connected', role: 'host' });
  await stateOf(host, { phase: 'ended', reason: 'taken-over' });
});
