import { type CallId, SEAT_KEPT_MS } from '@parley/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CallError } from '../ports/call-error.ts';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { Scene, type Tab } from '../testing/scene.ts';
import { RETURN_MS } from './farewell.ts';
import { GONE_AFTER_MS } from './recovery-policy.ts';

let scene: Scene;
let id: CallId;

useFakeTime();
beforeEach(async () => {
  scene = new Scene();
  id = await scene.createCall();
});

async function phaseOf(tab: Tab, phase: string): Promise<void> {
  await until(() => expect(tab.session.state.value).toMatchObject({ phase }));
}

async function connected(...tabs: Tab[]): Promise<void> {
  for (const tab of tabs) await phaseOf(tab, 'connected');
}

async function pair(opening = {}): Promise<{ host: Tab; guest: Tab }> {
  const host = scene.open(scene.hostBrowser, id, opening);
  await phaseOf(host, 'waiting');
  const guest = scene.open(scene.guestBrowser, id, opening);
  await connected(host, guest);
  return { host, guest };
}

/** And each has heard of the other that they are in the call. */
async function met(): Promise<{ host: Tab; guest: Tab }> {
  const tabs = await pair();
  for (const tab of Object.values(tabs))
    await until(() => expect(tab.session.state.value).toMatchObject({ peer: { hasEntered: true } }));
  return tabs;
}

describe('arriving', () => {
  it('connects whoever comes second with whoever waits, in one round', async () => {
    await pair();
    expect((await scene.call(id)).round?.number).toBe(1);
  });

  it.each(['host first', 'guest first'])('does not care who comes first: %s', async (order) => {
    const browsers = [scene.hostBrowser, scene.guestBrowser];
    if (order === 'guest first') browsers.reverse();
    const tabs: Tab[] = [];
    for (const browser of browsers) {
      tabs.push(scene.open(browser, id));
      await until(() => expect(tabs.at(-1)?.session.state.value.phase).not.toBe('arriving'));
    }
    await connected(...tabs);
  });

  it('connects two that arrive in the same instant', async () => {
    const tabs = [scene.open(scene.hostBrowser, id), scene.open(scene.guestBrowser, id)];
    await connected(...tabs);
    expect(scene.network.openLinkCount()).toBe(2);
  });

  it('is connected even if the link stands before the write that made it is acknowledged', async () => {
    const host = scene.open(scene.hostBrowser, id);
    await phaseOf(host, 'waiting');
    const guest = scene.open(scene.guestBrowser, id);
    guest.store.acknowledgementMs = 500;
    await connected(host, guest);
    // Nor is anything forgotten that was heard in the meantime.
    await until(() => expect(guest.session.state.value).toMatchObject({ peer: { name: 'host-user' } }));
  });

  it('tells a third person that the call is full, and leaves the two alone', async () => {
    const { host, guest } = await pair();
    const third = scene.open({ uid: 'third-user', held: new Map() }, id);
    await phaseOf(third, 'failed');
    expect(third.session.state.value).toEqual({ phase: 'failed', error: 'call-full' });
    expect([host.session.state.value.phase, guest.session.state.value.phase]).toEqual([
      'connected',
      'connected',
    ]);
  });

  it('lets exactly one of two guests in who arrive in the same instant', async () => {
    const host = scene.open(scene.hostBrowser, id);
    await phaseOf(host, 'waiting');
    const guests = ['one', 'two'].map((uid) => scene.open({ uid, held: new Map() }, id));
    await until(() =>
      expect(guests.map(({ session }) => session.state.value.phase).sort()).toEqual(['connected', 'failed']),
    );
  });

  it('says that there is no such call when there is none', async () => {
    scene.database.calls.clear();
    const tab = scene.open(scene.guestBrowser, id);
    await phaseOf(tab, 'failed');
    expect(tab.session.state.value).toEqual({ phase: 'failed', error: 'no-such-call' });
  });

  it('says so when the database does not answer', async () => {
    const tab = scene.open(scene.guestBrowser, id);
    tab.store.wire.hold();
    tab.store.reach = 'offline';
    await phaseOf(tab, 'failed');
    expect(tab.session.state.value).toEqual({ phase: 'failed', error: 'signaling-unreachable' });
  });

  it('says why it does not answer, when asking tells: a listener would only be silent', async () => {
    const tab = scene.open(scene.guestBrowser, id);
    tab.store.wire.hold();
    vi.spyOn(tab.store, 'readCall').mockRejectedValue(new CallError('quota-exceeded'));
    await phaseOf(tab, 'failed');
    expect(tab.session.state.value).toEqual({ phase: 'failed', error: 'quota-exceeded' });
  });

  it('is in a call of a later version not for this page', async () => {
    const tab = scene.open(scene.guestBrowser, id);
    tab.store.wire.hold();
    vi.spyOn(tab.store, 'readCall').mockRejectedValue(new CallError('outdated-page'));
    await phaseOf(tab, 'failed');
    expect(tab.session.state.value).toEqual({ phase: 'failed', error: 'outdated-page' });
  });
});

describe('a listener that is silent while plain requests get through', () => {
  it('does not keep anybody from arriving, and its channel is opened anew', async () => {
    const host = scene.open(scene.hostBrowser, id);
    await phaseOf(host, 'waiting');
    const guest = scene.open(scene.guestBrowser, id);
    guest.store.wire.hold();
    await connected(host, guest);
    await until(() => expect(guest.store.restartCount).toBe(1));
    guest.store.wire.release();
    await pass(1_000);
    const readCount = guest.store.readCount;
    await pass(60_000);
    // It hears again, so nobody asks any more.
    expect(guest.store.readCount).toBe(readCount);
  });

  it('does not hide from somebody who waits alone that the other has come', async () => {
    const guest = scene.open(scene.guestBrowser, id);
    await phaseOf(guest, 'waiting');
    await pass(10_000);
    guest.store.wire.hold();
    await pass(10_000);
    const host = scene.open(scene.hostBrowser, id);
    await connected(host, guest);
    await until(() => expect(guest.store.restartCount).toBeGreaterThan(0));
  });

  it('is looked for while somebody waits alone for about two reads a minute', async () => {
    const guest = scene.open(scene.guestBrowser, id);
    await phaseOf(guest, 'waiting');
    await pass(12 * 60_000);
    expect(guest.store.readCount).toBeGreaterThan(5);
    expect(guest.store.readCount).toBeLessThanOrEqual(24);
  });

  it('does not end a call when the other reloads meanwhile', async () => {
    const { host, guest } = await pair();
    host.store.wire.hold();
    guest.close();
    const again = scene.open(scene.guestBrowser, id);
    await connected(host, again);
    expect(host.states.map(({ phase }) => phase)).not.toContain('failed');
    host.store.isHealedByRestart = true;
    await until(() => expect(host.store.restartCount).toBeGreaterThan(0));
    await pass(1_000);
    await connected(host, again);
  });

  it('is replaced when it dies, unless the call is gone', async () => {
    const { host, guest } = await pair();
    host.store.failListeners('signaling-unreachable');
    await pass(10_000);
    await guest.session.leave();
    await phaseOf(host, 'waiting');
    scene.database.calls.clear();
    host.store.failListeners('no-such-call');
    await until(() => expect(host.session.state.value).toEqual({ phase: 'ended', reason: 'lapsed' }));
  });
});

describe('entering', () => {
  const tracks = { microphone: {} as MediaStreamTrack, camera: {} as MediaStreamTrack };
  const sent = () =>
    scene.network.links.filter(({ isClosed }) => !isClosed).map(({ outgoing }) => outgoing.camera ?? null);

  it('sends nothing before both have entered, and then both ways', async () => {
    const { host, guest } = await pair({ hasEntered: false });
    host.session.setTracks(tracks);
    guest.session.setTracks(tracks);
    host.session.enter();
    await until(() => expect(guest.session.state.value).toMatchObject({ peer: { hasEntered: true } }));
    expect(sent()).toEqual([null, null]);
    guest.session.enter();
    await until(() => expect(sent()).toEqual([tracks.camera, tracks.camera]));
  });

  it('tells each the name of the other', async () => {
    const { host, guest } = await pair();
    await until(() => expect(host.session.state.value).toMatchObject({ peer: { name: 'guest-user' } }));
    await until(() => expect(guest.session.state.value).toMatchObject({ peer: { name: 'host-user' } }));
  });
});

describe.each([0, 150])('leaving and coming back, with deliveries %d ms behind acknowledgements', (lagMs) => {
  beforeEach(() => {
    scene.lagMs = lagMs;
  });

  it('tells the other, and connects again with a later round', async () => {
    const { host, guest } = await pair();
    guest.session.leave();
    await until(() =>
      expect(host.session.state.value).toMatchObject({ phase: 'waiting', because: 'peer-left' }),
    );
    guest.kill();
    await connected(scene.open(scene.guestBrowser, id), host);
    expect((await scene.call(id)).round?.number).toBeGreaterThan(1);
  });

  it('does not seem to be in the lobby meanwhile, though one lets go of one’s devices', async () => {
    const { host, guest } = await pair();
    await until(() => expect(host.session.state.value).toMatchObject({ peer: { hasEntered: true } }));
    guest.session.state.subscribe(({ phase }) => {
      const nothing = { isMicrophoneOn: false, isCameraOn: false, isScreenShared: false };
      if (phase === 'ended') guest.session.setPresence({ name: 'guest-user', ...nothing });
    });
    const seen: unknown[] = [];
    host.session.state.subscribe((state) => 'peer' in state && seen.push(state.peer?.hasEntered));
    guest.session.leave();
    await phaseOf(host, 'waiting');
    expect(new Set(seen)).toEqual(new Set([true]));
  });

  it('says goodbye, so that nobody waits for whoever has left', async () => {
    const { host, guest } = await met();
    guest.session.leave();
    await phaseOf(host, 'waiting');
    expect(host.states.some((state) => 'mayBeBack' in state)).toBe(false);
  });

  it.each([['host'], ['guest']] as const)(
    'waits some seconds for the %s whose page goes without a goodbye, as when it is loaded anew',
    async (who) => {
      const tabs = await met();
      const other = tabs[who === 'host' ? 'guest' : 'host'];
      tabs[who].close();
      const away = { phase: 'waiting', because: 'peer-left' };
      await until(() => expect(other.session.state.value).toMatchObject({ ...away, mayBeBack: true }));
      await pass(RETURN_MS);
      await until(() => expect(other.session.state.value).not.toHaveProperty('mayBeBack'));
      expect(other.session.state.value).toMatchObject(away);
      // Whoever comes back later is as welcome.
      await connected(scene.open(who === 'host' ? scene.hostBrowser : scene.guestBrowser, id), other);
    },
  );

  it('does not wait for whoever has only looked', async () => {
    const host = scene.open(scene.hostBrowser, id);
    await phaseOf(host, 'waiting');
    const looking = scene.open(scene.guestBrowser, id, { hasEntered: false });
    await connected(looking, host);
    await until(() => expect(host.session.state.value).toMatchObject({ peer: { hasEntered: false } }));
    looking.close();
    await until(() => expect(host.session.state.value).toMatchObject({ because: 'peer-left' }));
    expect(host.states.some((state) => 'mayBeBack' in state)).toBe(false);
  });

  it('tells whoever only looks, to whom no goodbye is said, nothing of a return', async () => {
    const host = scene.open(scene.hostBrowser, id);
    await phaseOf(host, 'waiting');
    const looking = scene.open(scene.guestBrowser, id, { hasEntered: false });
    await connected(looking, host);
    await until(() => expect(looking.session.state.value).toMatchObject({ peer: { hasEntered: true } }));
    host.session.leave();
    await until(() => expect(looking.session.state.value).toMatchObject({ because: 'peer-left' }));
    expect(looking.states.some((state) => 'mayBeBack' in state)).toBe(false);
  });

  it.each([['host'], ['guest']] as const)('resumes after the %s reloads', async (who) => {
    const tabs = await pair();
    tabs[who].close();
    await Promise.resolve();
    const again = scene.open(who === 'host' ? scene.hostBrowser : scene.guestBrowser, id);
    await connected(again, tabs[who === 'host' ? 'guest' : 'host']);
    expect(again.session.state.value).toMatchObject({ role: who });
  });

  it('resumes after both reload at once', async () => {
    const { host, guest } = await pair();
    host.close();
    guest.close();
    await Promise.resolve();
    await connected(scene.open(scene.hostBrowser, id), scene.open(scene.guestBrowser, id));
  });

  it('resumes after a page died without a word', async () => {
    const { host, guest } = await pair();
    guest.kill();
    await connected(scene.open(scene.guestBrowser, id), host);
  });

  it('resumes when the other has asked for a restart of the link that died', async () => {
    const { host, guest } = await pair();
    guest.kill();
    scene.network.goDown();
    await phaseOf(host, 'reconnecting');
    await until(() => expect(host.store.commits.at(-1)).toMatchObject({ type: 'offer', round: 2 }));
    scene.network.comeBack();
    await connected(scene.open(scene.guestBrowser, id), host);
  });

  it('resumes any number of times, in any order', async () => {
    const tabs = await pair();
    const order = ['guest', 'host', 'host', 'guest', 'guest', 'host', 'guest', 'host'] as const;
    for (const who of order) {
      tabs[who].close();
      await Promise.resolve();
      tabs[who] = scene.open(who === 'host' ? scene.hostBrowser : scene.guestBrowser, id);
      await connected(tabs.host, tabs.guest);
    }
    expect(scene.network.openLinkCount()).toBe(2);
    expect(scene.ignored).toEqual([]);
  });

  it('says that they have left to whoever comes when they are gone', async () => {
    const { host, guest } = await pair();
    host.session.leave();
    guest.session.leave();
    const again = scene.open({ ...scene.guestBrowser, held: new Map() }, id);
    await until(() =>
      expect(again.session.state.value).toMatchObject({ phase: 'waiting', because: 'peer-left' }),
    );
  });

  it('sits down again when the host has freed the seat of a page that was only asleep', async () => {
    const { host, guest } = await pair();
    host.session.leave();
    const offerCount = () => guest.store.commits.filter(({ type }) => type === 'offer').length;
    await until(() => expect(offerCount()).toBe(1));
    const [docId = ''] = scene.database.calls.keys();
    const session = (await scene.call(id)).seats.guest?.session ?? '';
    await host.store.commit(
      docId,
      { type: 'leave', role: 'guest', session },
      { signal: new AbortController().signal },
    );
    await until(() => expect(offerCount()).toBe(2));
    host.kill();
    await connected(scene.open(scene.hostBrowser, id), guest);
  });

  it('does not end the call when the host leaves', async () => {
    const { host, guest } = await pair();
    host.session.leave();
    await until(() =>
      expect(guest.session.state.value).toMatchObject({ phase: 'waiting', because: 'peer-left' }),
    );
    expect((await scene.call(id)).ended).toBeNull();
  });

  it('hands the seat to the page that took it, in another tab or on another device', async () => {
    const { guest } = await pair();
    // The same user without the same locks: a page that the browser does not know to be alive.
    const other = scene.open({ uid: scene.guestBrowser.uid, held: new Map() }, id);
    await connected(other);
    await until(() => expect(guest.session.state.value).toEqual({ phase: 'ended', reason: 'taken-over' }));
  });

  it('ignores the last words of a page whose seat another page has taken', async () => {
    const { host, guest } = await pair();
    const again = scene.open({ uid: scene.guestBrowser.uid, held: new Map() }, id);
    await connected(again);
    guest.session.unload();
    await connected(again, host);
    expect((await scene.call(id)).seats.guest?.leftAt).toBeNull();
  });
});

describe('ending', () => {
  it('ends for both when the host says so', async () => {
    const { host, guest } = await pair();
    await host.session.end();
    await until(() => expect(guest.session.state.value).toEqual({ phase: 'ended', reason: 'host-ended' }));
    expect(scene.network.openLinkCount()).toBe(0);
    expect(await scene.call(id)).toMatchObject({ round: null, seats: { host: null, guest: null } });
  });

  it('is not an error when the document says so before the write is acknowledged', async () => {
    const { host, guest } = await pair();
    host.store.acknowledgementMs = 500;
    await host.session.end();
    expect(host.session.state.value).toEqual({ phase: 'ended', reason: 'host-ended' });
    await phaseOf(guest, 'ended');
  });

  it('is said until it is heard', async () => {
    const { host, guest } = await pair();
    const commit = vi.spyOn(host.store, 'commit').mockRejectedValue(new CallError('contended'));
    void host.session.end();
    await pass(8_000);
    expect(commit.mock.calls.length).toBeGreaterThan(3);
    expect(host.session.state.value).toMatchObject({ phase: 'connected', trouble: 'contended' });
    commit.mockRestore();
    await phaseOf(guest, 'ended');
    expect([host, guest].map(({ session }) => session.state.value)).toEqual([
      { phase: 'ended', reason: 'host-ended' },
      { phase: 'ended', reason: 'host-ended' },
    ]);
  });

  it('is not for guests', async () => {
    const { guest } = await pair();
    await expect(guest.session.end()).rejects.toMatchObject({ code: 'refused' });
    expect(guest.session.state.value.phase).toBe('connected');
  });
});

it('whoever arrives while others hold the document comes in as soon as they let go, however long that takes', async () => {
  const host = scene.open(scene.hostBrowser, id);
  await phaseOf(host, 'waiting');
  const guest = scene.open(scene.guestBrowser, id);
  const commit = vi.spyOn(guest.store, 'commit').mockRejectedValue(new CallError('contended'));
  await pass(60_000);
  expect([commit.mock.calls.length > 3, guest.session.state.value.phase]).toEqual([true, 'arriving']);
  commit.mockRestore();
  await phaseOf(guest, 'connected');
});

describe('a broken path', () => {
  it('is mended by an ICE restart when the network comes back soon', async () => {
    const { host, guest } = await pair();
    const links = scene.network.links.length;
    scene.network.goDown();
    await phaseOf(host, 'reconnecting');
    scene.network.comeBack();
    await connected(host, guest);
    expect(scene.network.links.length).toBe(links);
  });

  it('is replaced by a new link when restarts do not help', async () => {
    const { host, guest } = await pair();
    const links = scene.network.links.length;
    scene.network.goDown();
    await until(() => expect(scene.network.links.length).toBeGreaterThan(links));
    scene.network.comeBack();
    await connected(host, guest);
    expect(scene.network.openLinkCount()).toBe(2);
  });

  it('means after a minute that the other is gone, and after another their seat is free for another device', async () => {
    const { host, guest } = await pair();
    guest.kill();
    scene.network.goDown();
    await pass(GONE_AFTER_MS);
    await until(() =>
      expect(host.session.state.value).toMatchObject({ phase: 'waiting', because: 'peer-gone' }),
    );
    scene.network.comeBack();
    await pass(SEAT_KEPT_MS + 2_000);
    await connected(scene.open({ uid: 'guest-on-another-device', held: new Map() }, id), host);
  });

  it('does not matter to signaling, nor signaling to it: a call outlives the loss of the database', async () => {
    const { host, guest } = await pair();
    for (const tab of [host, guest]) {
      tab.store.reach = 'offline';
      tab.store.wire.hold();
    }
    await pass(20 * 60_000);
    expect(host.session.state.value).toMatchObject({ phase: 'connected', trouble: 'signaling-unreachable' });
    expect(guest.session.state.value).toMatchObject({ phase: 'connected', trouble: 'signaling-unreachable' });
  });
});

describe('what the database may do to deliveries', () => {
  it('late: an answer that arrives after a minute still connects', async () => {
    const host = scene.open(scene.hostBrowser, id);
    await phaseOf(host, 'waiting');
    host.store.wire.hold();
    const guest = scene.open(scene.guestBrowser, id);
    await until(() => expect(guest.session.state.value.phase).toBe('connecting'));
    host.store.wire.release();
    await connected(host, guest);
  });

  it.each(['duplicate', 'reverse', 'coalesce'] as const)(
    '%s: both still end up connected',
    async (meddle) => {
      const { host, guest } = await pair();
      host.store.wire.hold();
      guest.close();
      await Promise.resolve();
      const again = scene.open(scene.guestBrowser, id);
      await until(() => expect(again.session.state.value.phase).not.toBe('arriving'));
      host.store.wire[meddle]();
      host.store.wire.release();
      await connected(host, again);
    },
  );

  it('drop: a lost version is healed by the next', async () => {
    const { host, guest } = await pair();
    host.store.wire.hold();
    guest.close();
    await pass(100);
    host.store.wire.drop();
    host.store.wire.release();
    await connected(scene.open(scene.guestBrowser, id), host);
  });

  it('a replayed version of an old round changes nothing', async () => {
    const { host, guest } = await pair();
    const old = await scene.call(id);
    guest.close();
    await Promise.resolve();
    const again = scene.open(scene.guestBrowser, id);
    await connected(again, host);
    const [docId = ''] = scene.database.calls.keys();
    const current = await scene.call(id);
    scene.database.write(docId, () => scene.database.calls.set(docId, old));
    scene.database.write(docId, () => scene.database.calls.set(docId, current));
    await pass(1_000);
    await connected(again, host);
  });

  it('lost: a write that was accepted without an answer does not lead to two links', async () => {
    const host = scene.open(scene.hostBrowser, id);
    await phaseOf(host, 'waiting');
    const guest = scene.open(scene.guestBrowser, id);
    guest.store.reach = 'lost';
    await until(() => expect(guest.store.commits.length).toBeGreaterThan(0));
    guest.store.reach = 'online';
    await connected(host, guest);
    expect(scene.network.openLinkCount()).toBe(2);
  });
});
