/** A scheduled call as two pages have it: before it opens, while it lasts, when it is moved, called off and over. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type CallPlan, cancelCall, rescheduleCall, type ScheduledCall } from '../creation/schedule-call.ts';
import { CallError } from '../ports/call-error.ts';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { Scene, type Tab } from '../testing/scene.ts';
import { stateOf } from '../testing/state-of.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let scene: Scene;
useFakeTime();
beforeEach(() => {
  scene = new Scene();
});

/** Opens in ten seconds, starts in a minute and ends in two. */
function plan(changes: Partial<CallPlan> = {}): CallPlan {
  const now = Date.now();
  return {
    ...{ opensAt: now + 10 * SECOND, startsAt: now + MINUTE, endsAt: now + 2 * MINUTE },
    ...{ admission: 'anyone', title: 'Second reading', timeZone: 'Europe/Zurich' },
    ...changes,
  };
}

async function bothConnected({ id }: ScheduledCall): Promise<{ host: Tab; guest: Tab }> {
  const host = scene.open(scene.hostBrowser, id);
  const guest = scene.open(scene.guestBrowser, id);
  for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
  return { host, guest };
}

describe('before it opens', () => {
  it('both wait outside, write nothing, and are let in by themselves', async () => {
    const { id } = await scene.scheduleCall(plan());
    const host = scene.open(scene.hostBrowser, id);
    const guest = scene.open(scene.guestBrowser, id);
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'early', because: 'not-open' });
    await pass(8 * SECOND);
    expect([...host.store.commits, ...guest.store.commits]).toEqual([]);
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
    expect(
      [host, guest].map(({ session }) => 'role' in session.state.value && session.state.value.role),
    ).toEqual(['host', 'guest']);
    expect(Date.now()).toBeGreaterThanOrEqual((await scene.call(id)).schedule?.opensAt ?? 0);
  });

  it('they are told when it is and what about, the host as the host', async () => {
    const arranged = plan();
    const { id } = await scene.scheduleCall(arranged);
    const host = scene.open(scene.hostBrowser, id);
    const guest = scene.open(scene.guestBrowser, id);
    await until(() => expect(guest.times).toEqual([{ ...arranged, revision: 0, isHost: false }]));
    expect(host.times).toEqual([{ ...arranged, revision: 0, isHost: true }]);
  });

  it('they see at once that it was moved, and are let in at the new time', async () => {
    const { id } = await scene.scheduleCall(plan());
    const guest = scene.open(scene.guestBrowser, id);
    await stateOf(guest, { phase: 'early' });
    const later = plan({ opensAt: Date.now() + 40 * SECOND, title: 'Third reading' });
    await rescheduleCall(scene.asHost(), id, later);
    await until(() => expect(guest.times.at(-1)).toMatchObject({ ...later, revision: 1 }));
    await pass(30 * SECOND);
    expect(guest.session.state.value.phase).toBe('early');
    await stateOf(guest, { phase: 'waiting' });
  });

  it('they see at once that it was called off', async () => {
    const { id } = await scene.scheduleCall(plan());
    const guest = scene.open(scene.guestBrowser, id);
    await stateOf(guest, { phase: 'early' });
    await cancelCall(scene.asHost(), id, Date.now());
    await stateOf(guest, { phase: 'ended', reason: 'cancelled' });
    const late = scene.open(scene.guestBrowser, id);
    await stateOf(late, { phase: 'ended', reason: 'cancelled' });
  });

  it('who chooses meanwhile to connect only when joining is not connected when it opens', async () => {
    const { id } = await scene.scheduleCall(plan());
    let isChosen = false;
    const opening = { hasEntered: false, connectsOnlyWhenJoining: () => isChosen };
    const guest = scene.open(scene.guestBrowser, id, opening);
    await stateOf(guest, { phase: 'early', because: 'not-open' });
    isChosen = true;
    await stateOf(guest, { phase: 'early', because: 'not-joined' });
    await pass(5 * SECOND);
    expect(guest.store.commits).toEqual([]);
    guest.session.enter();
    await stateOf(guest, { phase: 'waiting', hasEntered: true });
  });

  it('who has pressed Join already goes in when it opens', async () => {
    const { id } = await scene.scheduleCall(plan());
    const guest = scene.open(scene.guestBrowser, id, { hasEntered: false });
    await stateOf(guest, { phase: 'early', hasEntered: false });
    guest.session.enter();
    await stateOf(guest, { phase: 'waiting', hasEntered: true });
  });

  it('who can take no seat when it opens is not left waiting: it says why', async () => {
    const { id } = await scene.scheduleCall(plan());
    const guest = scene.open(scene.guestBrowser, id);
    await stateOf(guest, { phase: 'early' });
    guest.store.reach = 'offline';
    await stateOf(guest, { phase: 'arriving' });
    await pass(SECOND);
    expect(guest.session.state.value.phase).toBe('arriving');
    await stateOf(guest, { phase: 'failed', error: 'signaling-unreachable' });
  });
});

describe('where the host goes first', () => {
  const open = () =>
    plan({ opensAt: Date.now() - SECOND * 5, startsAt: Date.now(), admission: 'after-host' });

  it('the guest waits for them, then gets in', async () => {
    const { id } = await scene.scheduleCall(open());
    const guest = scene.open(scene.guestBrowser, id);
    await stateOf(guest, { phase: 'early', because: 'host-absent' });
    await pass(5 * SECOND);
    expect(guest.store.commits).toEqual([]);
    const host = scene.open(scene.hostBrowser, id);
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
  });

  it('the guest who waits past the end is told that it is over', async () => {
    const { id } = await scene.scheduleCall(open());
    const guest = scene.open(scene.guestBrowser, id);
    await pass(2 * MINUTE + SECOND);
    await stateOf(guest, { phase: 'ended', reason: 'time-over' });
  });
});

describe('once both are there', () => {
  const running = () => plan({ opensAt: Date.now() - 5 * SECOND, startsAt: Date.now() - SECOND });

  it('it ends for both when its time is over, even for one who hears nothing more', async () => {
    const { host, guest } = await bothConnected(await scene.scheduleCall(running()));
    guest.store.wire.hold();
    guest.store.reach = 'offline';
    await pass(2 * MINUTE);
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'ended', reason: 'time-over' });
    expect(scene.network.openLinkCount()).toBe(0);
  });

  it('nobody gets back in after that', async () => {
    const scheduled = await scene.scheduleCall(running());
    await bothConnected(scheduled);
    await pass(2 * MINUTE + SECOND);
    const late = scene.open(scene.guestBrowser, scheduled.id);
    await stateOf(late, { phase: 'failed', error: 'no-such-call' });
  });

  it('the host may lengthen it, and neither is disturbed', async () => {
    const arranged = running();
    const { id } = await scene.scheduleCall(arranged);
    const { host, guest } = await bothConnected({ id } as ScheduledCall);
    const endsAt = arranged.endsAt + MINUTE;
    await rescheduleCall(scene.asHost(), id, { ...arranged, endsAt });
    await until(() => expect(guest.times.at(-1)).toMatchObject({ endsAt, revision: 1 }));
    await pass(2 * MINUTE + SECOND);
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
    await pass(MINUTE);
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'ended', reason: 'time-over' });
  });

  it('moved ahead, it sends both out', async () => {
    const { id } = await scene.scheduleCall(running());
    const { host, guest } = await bothConnected({ id } as ScheduledCall);
    await rescheduleCall(scene.asHost(), id, plan());
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'ended', reason: 'moved' });
    expect(scene.network.openLinkCount()).toBe(0);
    await pass(SECOND);
    const { seats } = await scene.call(id);
    expect([seats.host?.leftAt, seats.guest?.leftAt]).toEqual([expect.any(Number), expect.any(Number)]);
    await bothConnected({ id } as ScheduledCall);
  });
});

describe('the host link', () => {
  const open = () =>
    plan({ opensAt: Date.now() - 5 * SECOND, startsAt: Date.now(), admission: 'after-host' });

  it('makes another device the host, which takes the seat over in the middle of the call', async () => {
    const scheduled = await scene.scheduleCall(open());
    const { host, guest } = await bothConnected(scheduled);
    const phone = { uid: 'phone-user', held: new Map() };
    const takenOver = scene.open(phone, scheduled.id, { hostKey: scheduled.hostKey });
    await stateOf(host, { phase: 'ended', reason: 'taken-over' });
    for (const tab of [takenOver, guest]) await stateOf(tab, { phase: 'connected' });
    expect(takenOver.session.state.value).toMatchObject({ role: 'host' });
    expect(takenOver.times.at(-1)).toMatchObject({ isHost: true });
  });

  it('takes nothing by looking: whoever is in the call by it on another device stays until somebody joins', async () => {
    const scheduled = await scene.scheduleCall(open());
    const { host, guest } = await bothConnected(scheduled);
    const phone = { uid: 'phone-user', held: new Map() };
    const looking = scene.open(phone, scheduled.id, { hostKey: scheduled.hostKey, hasEntered: false });
    await stateOf(looking, { phase: 'early', because: 'host-elsewhere' });
    await pass(30 * SECOND);
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
    expect((await scene.call(scheduled.id)).hostUid).toBe('host-user');
    looking.session.enter();
    await stateOf(host, { phase: 'ended', reason: 'taken-over' });
    for (const tab of [looking, guest]) await stateOf(tab, { phase: 'connected' });
  });

  it('looked at on two devices: whichever joins is the host', async () => {
    const scheduled = await scene.scheduleCall(open());
    const look = (uid: string) =>
      scene.open({ uid, held: new Map() }, scheduled.id, { hostKey: scheduled.hostKey, hasEntered: false });
    const phone = look('phone-user');
    await stateOf(phone, { phase: 'waiting', role: 'host' });
    const laptop = look('laptop-user');
    await stateOf(laptop, { phase: 'early', because: 'looked-at' });
    laptop.session.enter();
    await stateOf(laptop, { phase: 'waiting', role: 'host' });
    await stateOf(phone, { phase: 'ended', reason: 'taken-over' });
  });

  it('pressed on two devices at once: whoever was host for a moment, and had not sat down, is told of the other', async () => {
    const { id, hostKey } = await scene.scheduleCall(open());
    const phone = scene.open({ uid: 'phone-user', held: new Map() }, id, { hostKey });
    const commit = vi.spyOn(phone.store, 'commit');
    const laptop = new Promise<Tab>((resolve) => {
      commit.mockImplementationOnce(async () => {
        const other = scene.open({ uid: 'laptop-user', held: new Map() }, id, { hostKey });
        await stateOf(other, { phase: 'waiting', role: 'host' });
        resolve(other);
        throw new CallError('refused');
      });
    });
    await until(() => expect(commit).toHaveBeenCalled());
    await stateOf(await laptop, { phase: 'waiting', role: 'host' });
    await stateOf(phone, { phase: 'ended', reason: 'taken-over' });
  });

  it('lets whoever looks in by itself once the other device has left', async () => {
    const scheduled = await scene.scheduleCall(open());
    const { host } = await bothConnected(scheduled);
    const phone = { uid: 'phone-user', held: new Map() };
    const looking = scene.open(phone, scheduled.id, { hostKey: scheduled.hostKey, hasEntered: false });
    await stateOf(looking, { phase: 'early', because: 'host-elsewhere' });
    host.session.leave();
    await stateOf(looking, { phase: 'connected', role: 'host', hasEntered: false });
  });

  it('makes a host also of somebody whose listener is silent', async () => {
    const scheduled = await scene.scheduleCall(open());
    scene.claimMs = 5 * SECOND;
    const phone = { uid: 'phone-user', held: new Map() };
    const host = scene.open(phone, scheduled.id, { hostKey: scheduled.hostKey });
    await pass(2 * SECOND);
    host.store.wire.hold();
    await stateOf(host, { phase: 'waiting', role: 'host' });
  });

  it('asks no server where this browser is the host already', async () => {
    const scheduled = await scene.scheduleCall(open());
    const before = await scene.call(scheduled.id);
    const host = scene.open(scene.hostBrowser, scheduled.id, { hostKey: scheduled.hostKey });
    await stateOf(host, { phase: 'waiting', role: 'host' });
    expect((await scene.call(scheduled.id)).schedule?.changedAt).toBe(before.schedule?.changedAt);
  });

  it('shows the countdown while the server is asked', async () => {
    const { id, hostKey } = await scene.scheduleCall(plan());
    scene.claimMs = 5 * SECOND;
    const phone = scene.open({ uid: 'phone-user', held: new Map() }, id, { hostKey });
    await stateOf(phone, { phase: 'early', because: 'not-open' });
    expect((await scene.call(id)).hostUid).toBe('host-user');
    await stateOf(phone, { phase: 'waiting', role: 'host' });
  });

  it('of another call is refused, and takes nothing from anybody', async () => {
    const [scheduled, other] = [await scene.scheduleCall(open()), await scene.scheduleCall(open())];
    const host = scene.open(scene.hostBrowser, scheduled.id);
    await stateOf(host, { phase: 'waiting' });
    for (const hasEntered of [true, false]) {
      const thief = scene.open(scene.guestBrowser, scheduled.id, { hostKey: other.hostKey, hasEntered });
      await stateOf(thief, { phase: 'failed', error: 'wrong-host-key' });
    }
    expect((await scene.call(scheduled.id)).seats.host?.leftAt).toBeNull();
  });

  it('of a call of now means nothing', async () => {
    const { hostKey } = await scene.scheduleCall(open());
    const id = await scene.createCall();
    await stateOf(scene.open(scene.guestBrowser, id, { hostKey }), { phase: 'waiting', role: 'guest' });
  });
});

describe('a device whose clock is set in the middle of a call', () => {
  it.each([
    ['ahead', 120 * MINUTE],
    ['back', -120 * MINUTE],
  ])('%s by two hours stays in it, and is out when its time is over', async (_, jumpMs) => {
    const { host, guest } = await bothConnected(await scene.scheduleCall(plan()));
    await pass(5 * SECOND);
    vi.setSystemTime(Date.now() + jumpMs);
    await pass(30 * SECOND);
    expect([host, guest].map(({ session }) => session.state.value.phase)).toEqual(['connected', 'connected']);
    expect([host, guest].map(({ store }) => store.readCount)).toEqual([1, 1]);
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'ended', reason: 'time-over' });
  });

  it('and then writes with the right time', async () => {
    const call = await scene.scheduleCall(plan({ endsAt: Date.now() + 60 * MINUTE }));
    const { host, guest } = await bothConnected(call);
    vi.setSystemTime(Date.now() - 120 * MINUTE);
    guest.close();
    await stateOf(host, { phase: 'waiting' });
    const again = scene.open(scene.guestBrowser, call.id);
    for (const tab of [host, again]) await stateOf(tab, { phase: 'connected' });
  });

  it('does not end a call on its own word where the server cannot be asked', async () => {
    const { host } = await bothConnected(await scene.scheduleCall(plan()));
    host.store.reach = 'offline';
    vi.setSystemTime(Date.now() + 120 * MINUTE);
    await pass(MINUTE);
    expect(host.session.state.value.phase).toBe('connected');
    host.store.reach = 'online';
    await stateOf(host, { phase: 'ended', reason: 'time-over' });
    expect(scene.database.now()).toBeGreaterThanOrEqual(host.times.at(-1)?.endsAt ?? Number.NaN);
  });

  it('or which slept past the end, learns that the time is over', async () => {
    const { host } = await bothConnected(await scene.scheduleCall(plan()));
    vi.setSystemTime(Date.now() + 10 * MINUTE);
    scene.database.sleep(10 * MINUTE);
    await stateOf(host, { phase: 'ended', reason: 'time-over' });
  });
});
