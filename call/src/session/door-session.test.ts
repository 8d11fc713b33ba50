/** A call behind a door as three pages have it: whoever waits, is let in, asked to wait, turned away; and the host. */
import { type CallId, deriveCallKeys, MAX_RINGS } from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { knockPath } from '../testing/memory-call-store.ts';
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
  id = await scene.createCall(true);
});

const early = (because: string) => ({ phase: 'early', because });
const visitorsOf = (host: Tab) => host.session.door.visitors.value?.map(({ name }) => name);

async function waits(host: Tab, ...names: string[]): Promise<void> {
  await until(() => expect(visitorsOf(host)).toEqual(names));
}

async function hostWaits(): Promise<Tab> {
  const host = scene.open(scene.hostBrowser, id);
  await stateOf(host, { phase: 'waiting', because: 'nobody-came' });
  return host;
}

/** Both are connected, the guest having been let in. */
async function letIn(): Promise<{ host: Tab; guest: Tab }> {
  const host = await hostWaits();
  const guest = scene.open(scene.guestBrowser, id);
  await waits(host, 'guest-user');
  host.session.door.admit('guest-user');
  for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected', hasEntered: true });
  return { host, guest };
}

describe('behind a door', () => {
  it('the host waits without an offer, and lets in whoever rings', async () => {
    const host = await hostWaits();
    expect(await scene.call(id)).toMatchObject({ round: null, seats: { host: { entered: true } } });
    expect(host.store.commits.map(({ type }) => type)).toEqual(['renew']);
    const guest = scene.open(scene.guestBrowser, id, { hasEntered: false });
    await stateOf(guest, early('at-door'));
    await pass(MINUTE);
    expect(visitorsOf(host)).toEqual([]);
    guest.session.enter();
    await stateOf(guest, early('rung'));
    await waits(host, 'guest-user');
    expect((await scene.call(id)).round).toBeNull();
    host.session.door.admit('guest-user');
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected', hasEntered: true });
    expect(guest.states.map((state) => ('because' in state ? state.because : state.phase))).toEqual(
      expect.arrayContaining(['at-door', 'rung', 'connected']),
    );
    await waits(host);
    expect(scene.ignored).toEqual([]);
  });

  it('several wait in line; one is let in, and the other sees neither call nor offer, and waits on', async () => {
    const host = await hostWaits();
    const guest = scene.open(scene.guestBrowser, id);
    await waits(host, 'guest-user');
    const other = scene.open(stranger, id);
    await waits(host, 'guest-user', 'stranger-user');
    host.session.door.admit('stranger-user');
    for (const tab of [host, other]) await stateOf(tab, { phase: 'connected' });
    await pass(3 * MINUTE);
    expect(guest.session.state.value).toMatchObject(early('rung'));
    const { docId } = await deriveCallKeys(id);
    await expect(guest.store.readCall(docId, new AbortController().signal)).rejects.toMatchObject({
      code: 'no-such-call',
    });
    await waits(host, 'guest-user');
    other.session.leave();
    await stateOf(host, { phase: 'waiting', because: 'peer-left' });
    host.session.door.admit('guest-user');
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
    expect(host.session.state.value).not.toHaveProperty('isOtherGuest');
  });

  it('nobody is let in over somebody who is there, but as soon as they have left', async () => {
    const { host, guest } = await letIn();
    const other = scene.open(stranger, id);
    await waits(host, 'stranger-user');
    host.session.door.admit('stranger-user');
    await pass(20 * SECOND);
    for (const tab of [host, guest]) expect(tab.session.state.value.phase).toBe('connected');
    guest.session.leave();
    for (const tab of [host, other]) await stateOf(tab, { phase: 'connected' });
  });

  it('whoever comes while another is there finds a door, and rings', async () => {
    const { host } = await letIn();
    const other = scene.open(stranger, id, { hasEntered: false });
    await stateOf(other, early('at-door'));
    other.session.enter();
    await stateOf(other, early('rung'));
    await waits(host, 'stranger-user');
  });

  it('is asked for a moment, with a word, and is then let in', async () => {
    const host = await hostWaits();
    const guest = scene.open(scene.guestBrowser, id);
    await waits(host, 'guest-user');
    await host.session.door.reply('guest-user', 'one-moment', 'Two minutes');
    await stateOf(guest, { ...early('one-moment'), word: 'Two minutes', hasEntered: true });
    await until(() => expect(host.session.door.visitors.value?.[0]?.isAskedToWait).toBe(true));
    host.session.door.admit('guest-user');
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
  });

  it('is turned away with a word, does not ring by themselves, and may ring a few times more', async () => {
    const host = await hostWaits();
    const guest = scene.open(scene.guestBrowser, id);
    for (let rings = 1; rings <= MAX_RINGS; rings += 1) {
      await waits(host, 'guest-user');
      await host.session.door.reply('guest-user', 'declined', 'Not today');
      const because = rings === MAX_RINGS ? 'rung-enough' : 'declined';
      await stateOf(guest, { ...early(because), word: 'Not today', hasEntered: false });
      await waits(host);
      await pass(MINUTE);
      expect(visitorsOf(host)).toEqual([]);
      guest.session.enter();
    }
    await stateOf(guest, early('rung-enough'));
    await pass(MINUTE);
    expect(visitorsOf(host)).toEqual([]);
  });

  it('has reloaded as often as one may ring, and can ask again when they are told, also where they reload meanwhile', async () => {
    const host = await hostWaits();
    for (let rings = 1; rings <= MAX_RINGS; rings += 1) {
      const guest = scene.open(scene.guestBrowser, id);
      await stateOf(guest, early('rung'));
      guest.close();
      await pass(3 * SECOND);
    }
    const { docId } = await deriveCallKeys(id);
    const path = knockPath(docId, 'guest-user');
    const lapsesAt = scene.database.knocks.get(path)?.expiresAt ?? 0;
    const again = scene.open(scene.guestBrowser, id);
    await stateOf(again, { ...early('rung-enough'), mayAskAt: lapsesAt + 6 * MINUTE });
    again.close();
    await pass(MINUTE);
    expect(scene.database.knocks.get(path)?.expiresAt).toBe(lapsesAt);
    // As the sweep does.
    scene.database.write(path, () => scene.database.knocks.delete(path));
    const later = scene.open(scene.guestBrowser, id);
    await stateOf(later, early('rung'));
    await waits(host, 'guest-user');
  });

  it('has rung as often as one may, and can ask again on the same page once that is forgotten, and not before', async () => {
    const host = await hostWaits();
    for (let rings = 1; rings < MAX_RINGS; rings += 1) {
      const guest = scene.open(scene.guestBrowser, id);
      await stateOf(guest, early('rung'));
      guest.close();
      await pass(3 * SECOND);
    }
    const guest = scene.open(scene.guestBrowser, id);
    await waits(host, 'guest-user');
    await host.session.door.reply('guest-user', 'declined', '');
    await stateOf(guest, early('rung-enough'));
    const { mayAskAt = 0 } = guest.session.state.value as { mayAskAt?: number };
    while (scene.database.now() < mayAskAt - MINUTE) await pass(MINUTE);
    await stateOf(guest, { ...early('rung-enough'), mayAskAt });
    // Late, as the sweep may be.
    await pass(3 * MINUTE);
    await stateOf(guest, early('rung-enough'));
    const path = knockPath((await deriveCallKeys(id)).docId, 'guest-user');
    scene.database.write(path, () => scene.database.knocks.delete(path));
    await stateOf(guest, { ...early('at-door'), hasEntered: false });
    expect(visitorsOf(host)).toEqual([]);
    guest.session.enter();
    await waits(host, 'guest-user');
  });

  it('goes away, and the host sees it; and so it is when they vanish, after a while', async () => {
    const host = await hostWaits();
    const guest = scene.open(scene.guestBrowser, id);
    const other = scene.open(stranger, id);
    await until(() => expect(visitorsOf(host)).toHaveLength(2));
    guest.close();
    await waits(host, 'stranger-user');
    other.kill();
    await pass(6 * MINUTE);
    expect(visitorsOf(host)).toEqual(['stranger-user']);
    for (let minutes = 0; minutes < 8; minutes += 1) await pass(MINUTE);
    await waits(host);
  });

  it('rings anew from a page that was reloaded, and is let in there', async () => {
    const host = await hostWaits();
    scene.open(scene.guestBrowser, id).close();
    await pass(SECOND);
    const guest = scene.open(scene.guestBrowser, id);
    await stateOf(guest, early('rung'));
    await waits(host, 'guest-user');
    host.session.door.admit('guest-user');
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
  });

  it('was let in, reloads, and comes back without ringing', async () => {
    const { host, guest } = await letIn();
    guest.close();
    await stateOf(host, { phase: 'waiting', because: 'peer-left' });
    const again = scene.open(scene.guestBrowser, id);
    for (const tab of [host, again]) await stateOf(tab, { phase: 'connected' });
    expect(again.states).not.toContainEqual(expect.objectContaining(early('rung')));
  });

  it('the host reloads while somebody waits, and finds them there', async () => {
    const host = await hostWaits();
    const guest = scene.open(scene.guestBrowser, id);
    await waits(host, 'guest-user');
    host.close();
    const again = await hostWaits();
    await waits(again, 'guest-user');
    again.session.door.admit('guest-user');
    for (const tab of [again, guest]) await stateOf(tab, { phase: 'connected' });
  });

  it('the host reloads while the guest whom they have let in is there', async () => {
    const { host, guest } = await letIn();
    host.close();
    const again = scene.open(scene.hostBrowser, id);
    for (const tab of [again, guest]) await stateOf(tab, { phase: 'connected' });
  });

  it('the guest crashes, the host reloads, and lets in somebody else, also where the first word of it is lost', async () => {
    const { host, guest } = await letIn();
    guest.kill();
    host.close();
    const again = await hostWaits();
    const other = scene.open(stranger, id);
    await waits(again, 'stranger-user');
    again.store.reach = 'offline';
    again.session.door.admit('stranger-user');
    await pass(2 * SECOND);
    expect((await scene.call(id)).seats.guest?.leftAt).toBeNull();
    again.store.reach = 'online';
    for (const tab of [again, other]) await stateOf(tab, { phase: 'connected' });
    expect(again.store.commits.filter(({ type }) => type === 'leave')).toHaveLength(1);
  });

  it('the end of the call is told to whoever waits, also where they could not see it', async () => {
    const { host } = await letIn();
    const other = scene.open(stranger, id);
    await stateOf(other, early('rung'));
    await host.session.end();
    await stateOf(other, { phase: 'ended', reason: 'host-ended' });
    // What they may read now does not tell who was let in.
    expect((await scene.call(id)).door).toMatchObject({ admitted: null });
  });

  it('the end is heard also from a page that has not heard that the call was unlocked by another', async () => {
    const { host, guest } = await letIn();
    const { docId } = await deriveCallKeys(id);
    const { door: _, ...unlocked } = await scene.call(id);
    scene.database.calls.set(docId, { ...unlocked, version: 1 });
    await host.session.end();
    await stateOf(guest, { phase: 'ended', reason: 'host-ended' });
    expect(await scene.call(id)).not.toHaveProperty('door');
  });

  it('a call that lapses while somebody waits is over', async () => {
    const guest = scene.open(scene.guestBrowser, id);
    await stateOf(guest, early('rung'));
    for (let minutes = 0; minutes < 14; minutes += 1) await pass(MINUTE);
    expect(guest.session.state.value).toMatchObject({ phase: 'ended', reason: 'lapsed' });
  });

  it('a ring that does not get through is said so, and rings when it can', async () => {
    const host = await hostWaits();
    const guest = scene.open(scene.guestBrowser, id, { hasEntered: false });
    await stateOf(guest, early('at-door'));
    guest.store.reach = 'offline';
    guest.session.enter();
    await stateOf(guest, early('unheard'));
    guest.store.reach = 'online';
    await stateOf(guest, early('rung'));
    await waits(host, 'guest-user');
  });

  it('a ring whose answer was lost is one ring', async () => {
    const host = await hostWaits();
    const guest = scene.open(scene.guestBrowser, id, { hasEntered: false });
    await stateOf(guest, early('at-door'));
    guest.store.reach = 'lost';
    guest.session.enter();
    await waits(host, 'guest-user');
    guest.store.reach = 'online';
    await stateOf(guest, early('rung'));
    const { docId } = await deriveCallKeys(id);
    expect(scene.database.knocks.get(knockPath(docId, 'guest-user'))?.rings).toBe(1);
  });

  it('what a dead listener does not say is asked for, by both', async () => {
    const host = await hostWaits();
    const guest = scene.open(scene.guestBrowser, id, { hasEntered: false });
    await stateOf(guest, early('at-door'));
    for (const tab of [host, guest]) tab.store.wire.hold();
    guest.session.enter();
    await waits(host, 'guest-user');
    await host.session.door.reply('guest-user', 'one-moment', '');
    await stateOf(guest, early('one-moment'));
  });

  it('a knock that nobody with the link has made is not shown', async () => {
    const host = await hostWaits();
    const guest = scene.open(scene.guestBrowser, id);
    await waits(host, 'guest-user');
    const { docId } = await deriveCallKeys(id);
    const knock = scene.database.knocks.get(knockPath(docId, 'guest-user'));
    if (knock === undefined) throw new Error('No knock');
    const path = knockPath(docId, 'forger');
    scene.database.write(path, () =>
      scene.database.knocks.set(path, { ...knock, sealed: new Uint8Array(64) }),
    );
    await pass(SECOND);
    expect(visitorsOf(host)).toEqual(['guest-user']);
    expect(scene.ignored).toHaveLength(1);
    guest.close();
  });
});

describe('the lock', () => {
  const isAsking = (tab: Tab) => tab.session.door.isAsking.value;

  /** Both are connected in a call without a door. */
  async function metOpenly(): Promise<{ host: Tab; guest: Tab }> {
    id = await scene.createCall();
    const host = scene.open(scene.hostBrowser, id);
    const guest = scene.open(scene.guestBrowser, id);
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected', hasEntered: true });
    return { host, guest };
  }

  async function locks(host: Tab): Promise<void> {
    host.session.door.setAsking(true);
    await until(() => expect(isAsking(host)).toBe(true));
  }

  async function unlocks(host: Tab): Promise<void> {
    host.session.door.setAsking(false);
    await until(() => expect(isAsking(host)).toBe(false));
  }

  it('is the host’s: whoever is there stays, also through a reload, and whoever comes has to ask', async () => {
    const { host, guest } = await metOpenly();
    expect([host, guest].map(isAsking)).toEqual([false, undefined]);
    await locks(host);
    await pass(10 * SECOND);
    for (const tab of [host, guest]) expect(tab.session.state.value.phase).toBe('connected');
    const other = scene.open(stranger, id);
    await stateOf(other, early('rung'));
    await waits(host, 'stranger-user');
    guest.close();
    await stateOf(host, { phase: 'waiting', because: 'peer-left' });
    const again = scene.open(scene.guestBrowser, id);
    for (const tab of [host, again]) await stateOf(tab, { phase: 'connected' });
    expect(again.states).not.toContainEqual(expect.objectContaining(early('rung')));
    expect(guest.session.door.isAsking.value).toBeUndefined();
  });

  it('asks whoever has been gone for longer than their seat is kept, and they knock', async () => {
    const { host, guest } = await metOpenly();
    guest.close();
    await stateOf(host, { phase: 'waiting', because: 'peer-left' });
    await pass(MINUTE + 10 * SECOND);
    await locks(host);
    expect(await scene.call(id)).toMatchObject({ door: { admitted: null }, seats: { guest: null } });
    const again = scene.open(scene.guestBrowser, id);
    await stateOf(again, early('rung'));
    await waits(host, 'guest-user');
    host.session.door.admit('guest-user');
    for (const tab of [host, again]) await stateOf(tab, { phase: 'connected' });
  });

  it('puts whoever only looks before the door, and the host lets them in', async () => {
    id = await scene.createCall();
    const host = scene.open(scene.hostBrowser, id);
    const guest = scene.open(scene.guestBrowser, id, { hasEntered: false });
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
    await locks(host);
    await stateOf(guest, { ...early('at-door'), hasEntered: false });
    const { docId } = await deriveCallKeys(id);
    const reading = () => guest.store.readCall(docId, new AbortController().signal);
    expect(await reading()).toMatchObject({ version: 2, seats: { guest: null } });
    await pass(15 * SECOND);
    await expect(reading()).rejects.toMatchObject({ code: 'no-such-call' });
    expect(guest.session.state.value).toMatchObject({ ...early('at-door'), hasEntered: false });
    await stateOf(host, { phase: 'waiting', because: 'peer-left' });
    guest.session.enter();
    await waits(host, 'guest-user');
    host.session.door.admit('guest-user');
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected', hasEntered: true });
  });

  it('puts before the door whoever waited for a seat in the lobby', async () => {
    const { host } = await metOpenly();
    const other = scene.open(stranger, id, { connectsOnlyWhenJoining: () => true, hasEntered: false });
    await pass(SECOND);
    const full = other.session.state.value;
    expect(full).toMatchObject({ phase: 'failed', error: 'call-full' });
    const later = await scene.createCall();
    const laterHost = scene.open(scene.hostBrowser, later);
    await stateOf(laterHost, { phase: 'waiting' });
    const looker = scene.open(stranger, later, { connectsOnlyWhenJoining: () => true, hasEntered: false });
    await stateOf(looker, early('not-joined'));
    await locks(laterHost);
    await stateOf(looker, early('at-door'));
    host.close();
  });

  it('of a host who waits is shut before anybody has come, and their offer is gone', async () => {
    id = await scene.createCall();
    const host = scene.open(scene.hostBrowser, id);
    await stateOf(host, { phase: 'waiting', because: 'nobody-came' });
    await locks(host);
    expect(host.session.state.value).toMatchObject({ phase: 'waiting', because: 'nobody-came' });
    const guest = scene.open(scene.guestBrowser, id);
    await waits(host, 'guest-user');
    host.session.door.admit('guest-user');
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
  });

  it('opens, and one of those who wait comes in at once; the others find the call full', async () => {
    const host = await hostWaits();
    const guest = scene.open(scene.guestBrowser, id);
    await waits(host, 'guest-user');
    const other = scene.open(stranger, id);
    await waits(host, 'guest-user', 'stranger-user');
    // The listener of whoever waits longest is as good as dead: they are told at their own knock.
    await unlocks(host);
    for (const tab of [host, guest, other])
      await until(() => expect(['connected', 'failed']).toContain(tab.session.state.value.phase));
    expect(host.session.state.value.phase).toBe('connected');
    expect(host.session.door.visitors.value).toBeUndefined();
    const outcomes = [guest, other].map(({ session }) => session.state.value);
    expect(outcomes).toContainEqual(expect.objectContaining({ phase: 'connected' }));
    expect(outcomes).toContainEqual({ phase: 'failed', error: 'call-full' });
  });

  it('opens while nothing of the call is to be seen: whoever has waited longest is told', async () => {
    const { host, guest } = await letIn();
    const other = scene.open(stranger, id);
    await stateOf(other, early('rung'));
    await waits(host, 'stranger-user');
    guest.session.leave();
    await stateOf(host, { phase: 'waiting', because: 'peer-left' });
    await unlocks(host);
    for (const tab of [host, other]) await stateOf(tab, { phase: 'connected' });
  });

  it('opens while the guest is there: they stay, and whoever waits learns that the call is full', async () => {
    const { host, guest } = await letIn();
    const other = scene.open(stranger, id);
    await waits(host, 'stranger-user');
    await unlocks(host);
    await until(() => expect(other.session.state.value).toEqual({ phase: 'failed', error: 'call-full' }));
    for (const tab of [host, guest]) expect(tab.session.state.value.phase).toBe('connected');
  });

  it('is turned as soon as the database hears it, and the last word counts', async () => {
    const { host } = await metOpenly();
    host.store.reach = 'offline';
    host.session.door.setAsking(true);
    await stateOf(host, { phase: 'connected', trouble: 'signaling-unreachable' });
    host.session.door.setAsking(false);
    host.session.door.setAsking(true);
    host.store.reach = 'online';
    await until(() => expect(isAsking(host)).toBe(true));
    await pass(10 * SECOND);
    expect(isAsking(host)).toBe(true);
    expect(host.store.commits.filter(({ type }) => type === 'lock')).toHaveLength(1);
  });

  it('races with somebody who comes: they are let in, or before the door, and never neither', async () => {
    for (let instants = 0; instants < 12; instants += 1) {
      id = await scene.createCall();
      const host = scene.open(scene.hostBrowser, id);
      await stateOf(host, { phase: 'waiting' });
      const guest = scene.open(scene.guestBrowser, id);
      for (let instant = 0; instant < instants; instant += 1) await Promise.resolve();
      await pass(instants * 5);
      host.session.door.setAsking(true);
      await until(() => {
        const state = guest.session.state.value;
        const isInside = state.phase === 'connected';
        const isOutside = state.phase === 'early' && state.because === 'rung';
        expect([isAsking(host), isInside || isOutside]).toEqual([true, true]);
      });
      const call = await scene.call(id);
      const isInside = guest.session.state.value.phase === 'connected';
      expect(call.door?.admitted).toBe(isInside ? 'guest-user' : null);
      host.close();
      guest.close();
      await pass(SECOND);
    }
  });
});

it('where there is no door there are no visitors', async () => {
  const open = await scene.createCall();
  const host = scene.open(scene.hostBrowser, open);
  const guest = scene.open(scene.guestBrowser, open);
  for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
  expect([host, guest].map(({ session }) => session.door.visitors.value)).toEqual([undefined, undefined]);
});

it('a call with a time has a door where whoever comes is to ask: from when it opens', async () => {
  const now = Date.now();
  const { id: later } = await scene.scheduleCall({
    ...{ opensAt: now + 10 * SECOND, startsAt: now + MINUTE, endsAt: now + 30 * MINUTE },
    ...{ admission: 'ask', title: 'Second reading', timeZone: 'Europe/Zurich' },
  });
  const host = scene.open(scene.hostBrowser, later);
  const guest = scene.open(scene.guestBrowser, later);
  for (const tab of [host, guest]) await stateOf(tab, early('not-open'));
  await waits(host, 'guest-user');
  await stateOf(guest, early('rung'));
  host.session.door.admit('guest-user');
  for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
  expect(guest.times.at(-1)).toMatchObject({ title: 'Second reading' });
  for (let minutes = 0; minutes < 30; minutes += 1) await pass(MINUTE);
  for (const tab of [host, guest])
    expect(tab.session.state.value).toEqual({ phase: 'ended', reason: 'time-over' });
});
