/** What a person's page does while nobody is there: it must stay quiet, and what it says must stay true. */
import { beforeEach, expect, it } from 'vitest';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { Scene, type Tab } from '../testing/scene.ts';

let scene: Scene;

useFakeTime();
beforeEach(() => {
  scene = new Scene();
});

async function phaseOf(tab: Tab, phase: string): Promise<void> {
  await until(() => expect(tab.session.state.value).toMatchObject({ phase }));
}

async function pair(): Promise<{ host: Tab; guest: Tab }> {
  const id = await scene.createCall();
  const host = scene.open(scene.hostBrowser, id);
  await phaseOf(host, 'waiting');
  const guest = scene.open(scene.guestBrowser, id);
  await phaseOf(guest, 'connected');
  await phaseOf(host, 'connected');
  return { host, guest };
}

it.each([0, 150])('offers once to nobody and then waits, with deliveries %d ms late', async (lagMs) => {
  scene.lagMs = lagMs;
  const host = scene.open(scene.hostBrowser, await scene.createCall());
  await phaseOf(host, 'waiting');
  await pass(100_000);
  expect(host.store.commits.map(({ type }) => type)).toEqual(['offer']);
});

it.each(['host', 'guest'] as const)('does so again when the other has left: %s', async (who) => {
  const tabs = await pair();
  const stays = tabs[who];
  const written = stays.store.commits.length;
  tabs[who === 'host' ? 'guest' : 'host'].session.leave();
  await phaseOf(stays, 'waiting');
  await pass(100_000);
  expect(stays.session.state.value).toMatchObject({ phase: 'waiting', because: 'peer-left' });
  expect(stays.store.commits.slice(written).map(({ type }) => type)).toEqual(['offer']);
  expect(scene.network.openLinkCount()).toBe(1);
});

it('makes its offer anew on another network, which has other ways in', async () => {
  const host = scene.open(scene.hostBrowser, await scene.createCall());
  await phaseOf(host, 'waiting');
  host.session.networkChanged();
  host.session.networkChanged();
  await pass(10_000);
  expect(host.store.commits.map(({ type }) => type)).toEqual(['offer', 'offer']);
  expect(host.session.state.value).toMatchObject({ phase: 'waiting', because: 'nobody-came' });
  expect(scene.network.openLinkCount()).toBe(1);
});

it('finds the other on another network, when there was no way to them on the first', async () => {
  scene.network.goDown();
  const id = await scene.createCall();
  const tabs = [scene.open(scene.hostBrowser, id), scene.open(scene.guestBrowser, id)];
  for (const tab of tabs) {
    await until(() =>
      expect(tab.session.state.value).toMatchObject({ phase: 'waiting', because: 'no-route' }),
    );
  }
  scene.network.comeBack();
  tabs[0]?.session.networkChanged();
  for (const tab of tabs) await phaseOf(tab, 'connected');
});

it('says that the other is gone who was never reached, once they take part in nothing any more', async () => {
  scene.network.goDown();
  const id = await scene.createCall();
  const [host, guest] = [scene.open(scene.hostBrowser, id), scene.open(scene.guestBrowser, id)];
  for (const tab of [host, guest])
    await until(() =>
      expect(tab.session.state.value).toMatchObject({ phase: 'waiting', because: 'no-route' }),
    );
  guest.kill();
  await pass(60_000);
  expect(host.session.state.value).toMatchObject({ because: 'no-route' });
  await pass(180_000);
  expect(host.session.state.value).toMatchObject({ phase: 'waiting', because: 'peer-gone' });
  expect((await scene.call(id)).seats.guest?.leftAt).not.toBeNull();
});

it('tries again when the person asks for it, and gives up again', async () => {
  scene.network.goDown();
  const id = await scene.createCall();
  const tabs = [scene.open(scene.hostBrowser, id), scene.open(scene.guestBrowser, id)];
  const noRoute = { phase: 'waiting', because: 'no-route' };
  const [host] = tabs;
  const findNone = async () => {
    for (const tab of tabs) await until(() => expect(tab.session.state.value).toMatchObject(noRoute));
  };
  await findNone();
  host?.session.tryAgain();
  if (host !== undefined) await phaseOf(host, 'connecting');
  await findNone();
  scene.network.comeBack();
  host?.session.tryAgain();
  for (const tab of tabs) await phaseOf(tab, 'connected');
});
