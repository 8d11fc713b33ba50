/** What a session does about a link that falls silent, is missing, or comes back. */
import type { CallId } from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NetworkReach } from '../link/network-probe.ts';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { Scene, type Tab } from '../testing/scene.ts';
import { GONE_AFTER_MS, NO_ROUTE_AFTER_MS, SILENT_RESTART_AFTER_MS } from './recovery-policy.ts';

useFakeTime();
let scene: Scene;
let id: CallId;
beforeEach(async () => {
  scene = new Scene();
  id = await scene.createCall();
});

const phaseOf = ({ session }: Tab, phase: string) =>
  until(() => expect(session.state.value).toMatchObject({ phase }));
const NO_ROUTE = { phase: 'waiting', because: 'no-route' };

async function pair(): Promise<[Tab, Tab]> {
  const tabs: [Tab, Tab] = [scene.open(scene.hostBrowser, id), scene.open(scene.guestBrowser, id)];
  for (const tab of tabs) await phaseOf(tab, 'connected');
  await pass(1_000);
  return tabs;
}

const roundNumber = async () => (await scene.call(id)).round?.number ?? 0;

it('a link that falls silent without a word of the browser is restarted within two seconds, and stays the same', async () => {
  const [host] = await pair();
  const before = [await roundNumber(), scene.network.links.length];
  scene.network.goSilent();
  await pass(SILENT_RESTART_AFTER_MS + 500);
  expect(await roundNumber()).toBeGreaterThan(before[0] ?? 0);
  scene.network.comeBack();
  await pass(10_000);
  expect(host.session.state.value).toMatchObject({ phase: 'connected', isStalled: false });
  expect(scene.network.links.length).toBe(before[1]);
});

it('a call that is well has no more rounds, however long it lasts', async () => {
  await pair();
  const before = await roundNumber();
  await pass(10 * 60_000);
  expect(await roundNumber()).toBe(before);
});

describe('two who find no way', () => {
  async function missEachOther(): Promise<[Tab, Tab]> {
    scene.network.goDown();
    const tabs: [Tab, Tab] = [scene.open(scene.hostBrowser, id), scene.open(scene.guestBrowser, id)];
    for (const tab of tabs) await phaseOf(tab, 'connecting');
    await pass(NO_ROUTE_AFTER_MS + 500);
    for (const { session } of tabs) expect(session.state.value).toMatchObject(NO_ROUTE);
    return tabs;
  }

  it('find it within ten seconds of its being there, without a press', async () => {
    const tabs = await missEachOther();
    await pass(3_000);
    scene.network.comeBack();
    await pass(10_000);
    for (const { session } of tabs) expect(session.state.value).toMatchObject({ phase: 'connected' });
  });

  it('try for an hour at a pace that ends nothing, and find it then', async () => {
    const tabs = await missEachOther();
    const before = await roundNumber();
    for (let minute = 0; minute < 60; minute += 1) {
      for (const { session } of tabs) expect(session.state.value).toMatchObject(NO_ROUTE);
      await pass(60_000);
    }
    expect((await roundNumber()) - before).toBeLessThan(150);
    scene.network.comeBack();
    for (const tab of tabs) await phaseOf(tab, 'connected');
  });

  it('are not said to be there once the other has left', async () => {
    const [host, guest] = await missEachOther();
    guest.session.leave();
    await until(() =>
      expect(host.session.state.value).toMatchObject({ phase: 'waiting', because: 'peer-left' }),
    );
  });
});

it('whoever waits for somebody that only looks is not told that there is no way, which may come with their Join', async () => {
  scene.network.goDown();
  const host = scene.open(scene.hostBrowser, id);
  await phaseOf(host, 'waiting');
  const guest = scene.open(scene.guestBrowser, id, { hasEntered: false });
  await phaseOf(host, 'connecting');
  const before = await roundNumber();
  await pass(5 * 60_000);
  for (const { session } of [host, guest]) expect(session.state.value).toMatchObject({ phase: 'connecting' });
  expect((await roundNumber()) - before).toBeLessThan(8);
  guest.session.enter();
  await pass(NO_ROUTE_AFTER_MS - 1_000);
  for (const { session } of [host, guest]) expect(session.state.value).toMatchObject({ phase: 'connecting' });
  await pass(2_000);
  for (const { session } of [host, guest]) expect(session.state.value).toMatchObject(NO_ROUTE);
});

describe('one’s own network', () => {
  let reach: NetworkReach;
  let probeCount: number;
  beforeEach(() => {
    reach = { udp: 'refused', seenFrom: '' };
    probeCount = 0;
  });
  const probe = async () => {
    probeCount += 1;
    return reach;
  };

  async function blocked(): Promise<Tab> {
    scene.network.goDown();
    const host = scene.open(scene.hostBrowser, id, { probe });
    scene.open(scene.guestBrowser, id);
    await phaseOf(host, 'connecting');
    return host;
  }

  it('that lets nothing out is named as the cause, within twenty seconds', async () => {
    const host = await blocked();
    await pass(20_000);
    expect(host.session.state.value).toEqual(expect.objectContaining({ ...NO_ROUTE, cause: 'own-network' }));
  });

  it('is not blamed when it is open, and is not looked at while a call is well', async () => {
    reach = { udp: 'open', seenFrom: '192.0.2.1' };
    const host = await blocked();
    await pass(20_000);
    expect(host.session.state.value).toMatchObject(NO_ROUTE);
    expect(host.session.state.value).not.toHaveProperty('cause');
    scene.network.comeBack();
    await phaseOf(host, 'connected');
    const before = probeCount;
    await pass(60_000);
    expect(probeCount).toBe(before);
  });

  it.each([
    ['lets UDP out at last', { udp: 'refused', seenFrom: '' }],
    ['is another', { udp: 'open', seenFrom: '198.51.100.7' }],
  ] as const)('that %s is a reason to try at once, however seldom it is tried by then', async (_, before) => {
    reach = before;
    const host = await blocked();
    await pass(4 * 60_000);
    expect(host.session.state.value).toMatchObject(NO_ROUTE);
    scene.network.comeBack();
    reach = { udp: 'open', seenFrom: '192.0.2.1' };
    const number = await roundNumber();
    await pass(6_000);
    expect(host.session.state.value).toMatchObject({ phase: 'connected' });
    expect(await roundNumber()).toBeGreaterThan(number);
  });

  it('that is not there is no sign that the other is gone', async () => {
    const [host, guest] = await pair();
    host.session.wentOffline();
    scene.network.goDown();
    await pass(3 * GONE_AFTER_MS);
    expect(host.session.state.value).toMatchObject({ phase: 'reconnecting' });
    scene.network.comeBack();
    host.session.networkChanged();
    for (const tab of [host, guest]) await phaseOf(tab, 'connected');
  });

  it('that hides the database, too, is no sign that the other is gone', async () => {
    const [host] = await pair();
    host.store.reach = 'offline';
    host.store.wire.hold();
    scene.network.goDown();
    await pass(3 * GONE_AFTER_MS);
    expect(host.session.state.value).toMatchObject({ phase: 'reconnecting' });
  });
});

describe('another try', () => {
  it('is shown and made at once after somebody has vanished', async () => {
    const [host, guest] = await pair();
    guest.kill();
    scene.network.goDown();
    await until(() => expect(host.session.state.value).toMatchObject({ because: 'peer-gone' }));
    scene.network.comeBack();
    await pass(5_000);
    const before = await roundNumber();
    host.session.tryAgain();
    expect(host.session.state.value).toMatchObject({ phase: 'reconnecting' });
    await pass(1_000);
    expect(await roundNumber()).toBe(before + 1);
  });

  it('restarts a link that seems to stand', async () => {
    const [host] = await pair();
    const before = await roundNumber();
    host.session.tryAgain();
    await pass(1_000);
    expect(await roundNumber()).toBe(before + 1);
    expect(host.session.state.value).toMatchObject({ phase: 'connected' });
  });

  it('is nothing where nobody has come', async () => {
    const host = scene.open(scene.hostBrowser, id);
    await phaseOf(host, 'waiting');
    const before = await roundNumber();
    host.session.tryAgain();
    await pass(5_000);
    expect([await roundNumber(), host.session.state.value.phase]).toEqual([before, 'waiting']);
  });
});
