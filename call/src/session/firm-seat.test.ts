/** Whoever has come in holds their seat firmly, also when the write that says so is lost. */
import { type CallDoc, type CallId, deriveCallKeys, dismissalMark, MAX_DISMISSED } from '@parley/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CallError, type CallErrorCode } from '../ports/call-error.ts';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { Scene } from '../testing/scene.ts';
import { stateOf } from '../testing/state-of.ts';
import { FirmSeat } from './firm-seat.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

useFakeTime();

describe('a Join whose write is lost', () => {
  let scene: Scene;
  let id: CallId;
  beforeEach(async () => {
    scene = new Scene();
    id = await scene.createCall();
  });

  const isFirm = async () => (await scene.call(id)).seats.guest?.entered === true;

  /** A guest looks, and joins while their writes do not get through. */
  async function joinUnheard() {
    const host = scene.open(scene.hostBrowser, id);
    await stateOf(host, { phase: 'waiting' });
    const guest = scene.open(scene.guestBrowser, id, { hasEntered: false });
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connected' });
    guest.store.reach = 'offline';
    guest.session.enter();
    await stateOf(host, { phase: 'connected', peer: { hasEntered: true } });
    await pass(2 * SECOND);
    expect(await isFirm()).toBe(false);
    return { host, guest };
  }

  it('is said again, and whoever joins then takes no place from them', async () => {
    const { guest } = await joinUnheard();
    guest.store.reach = 'online';
    await pass(5 * SECOND);
    expect(await isFirm()).toBe(true);
    const other = scene.open({ uid: 'other', held: new Map() }, id);
    await stateOf(other, { phase: 'failed', error: 'call-full' });
    expect(guest.session.state.value).toMatchObject({ phase: 'connected' });
  });

  it('leaves them inside when the door is shut after it was said again', async () => {
    const { host, guest } = await joinUnheard();
    guest.store.reach = 'online';
    await pass(5 * SECOND);
    host.session.door.setAsking(true);
    await until(() => expect(host.session.door.isAsking.value).toBe(true));
    await pass(5 * SECOND);
    expect(guest.session.state.value).toMatchObject({ phase: 'connected' });
  });

  it.each<CallErrorCode>(['contended', 'quota-exceeded'])('is said again after %s', async (code) => {
    const { guest } = await joinUnheard();
    const commit = vi.spyOn(guest.store, 'commit').mockRejectedValue(new CallError(code));
    guest.store.reach = 'online';
    await pass(10 * SECOND);
    commit.mockRestore();
    await pass(15 * SECOND);
    expect(await isFirm()).toBe(true);
  });

  it('has nobody knock by themselves who is put out of a call that remembers no more people', async () => {
    const { docId } = await deriveCallKeys(id);
    const marks = Array.from({ length: MAX_DISMISSED }, (_, index) => [
      dismissalMark(`other-${index}`),
      1_000,
    ]);
    scene.database.calls.set(docId, { ...(await scene.call(id)), dismissed: Object.fromEntries(marks) });
    const { host, guest } = await joinUnheard();
    await until(() => expect(host.session.door.guest.value).toBe('guest-user'));
    await host.session.door.dismissGuest('guest-user');
    expect(host.session.door.dismissal.value).toBe('full');
    guest.store.reach = 'online';
    await pass(2 * MINUTE);
    const putOut = { phase: 'early', because: 'put-out', hasEntered: false };
    expect(guest.session.state.value).toMatchObject(putOut);
    expect(host.session.door.visitors.value).toEqual([]);
    guest.session.enter();
    await until(() => expect(host.session.door.visitors.value).toMatchObject([{ uid: 'guest-user' }]));
  });

  it('is written once where its first write gets through', async () => {
    const { guest } = await joinUnheard();
    guest.store.reach = 'online';
    await pass(MINUTE);
    expect(guest.store.commits.filter(({ type }) => type === 'renew')).toHaveLength(1);
  });
});

describe('holding a seat firmly', () => {
  const call = {} as CallDoc;
  const lifetime = () => new AbortController();

  it('takes ever longer between two tries, one at a time, and seven times in the first minute', async () => {
    const at: number[] = [];
    const began = performance.now();
    const renew = async () => at.push(performance.now() - began) > 0;
    const seat = new FirmSeat({ call: () => call, isSoft: () => true, renew, signal: lifetime().signal });
    for (let news = 0; news < 59; news += 1) {
      seat.hold();
      await pass(SECOND);
    }
    expect(at.map((ms) => Math.round(ms / SECOND))).toEqual([0, 1, 3, 7, 15, 30, 45]);
  });

  it('ends once the document shows the seat firm, or another’s', async () => {
    let isSoft = true;
    const renew = vi.fn(async () => true);
    const seat = new FirmSeat({
      ...{ call: () => call, isSoft: () => isSoft, renew, signal: lifetime().signal },
    });
    seat.hold();
    await pass(500);
    isSoft = false;
    await pass(MINUTE);
    expect(renew).toHaveBeenCalledTimes(1);
    isSoft = true;
    seat.hold();
    await pass(500);
    expect(renew).toHaveBeenCalledTimes(2);
  });

  it('ends with the place', async () => {
    const renew = vi.fn(async () => true);
    const place = lifetime();
    const seat = new FirmSeat({ call: () => call, isSoft: () => true, renew, signal: place.signal });
    seat.hold();
    await pass(500);
    place.abort();
    await pass(MINUTE);
    expect(renew).toHaveBeenCalledTimes(1);
  });
});
