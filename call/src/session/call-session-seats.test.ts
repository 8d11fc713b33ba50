/** Who gets a seat: those who look, those who come in, those who come back, and one person in two tabs. */
import { type CallId, deriveCallKeys, SEAT_KEPT_MS } from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { type Browser, Scene, type Tab } from '../testing/scene.ts';
import { stateOf } from '../testing/state-of.ts';

let scene: Scene;
let id: CallId;

useFakeTime();
beforeEach(async () => {
  scene = new Scene();
  id = await scene.createCall();
});

const LOOKING = { hasEntered: false };

/** A browser of somebody else. */
const browserOf = (uid: string): Browser => ({ uid, held: new Map() });

async function connected(...tabs: Tab[]): Promise<void> {
  for (const tab of tabs) await stateOf(tab, { phase: 'connected' });
}

describe('looking', () => {
  it('takes no seat from whoever presses Join', async () => {
    const host = scene.open(scene.hostBrowser, id);
    await stateOf(host, { phase: 'waiting' });
    const phone = scene.open(browserOf('phone'), id, LOOKING);
    await connected(host, phone);
    const laptop = scene.open(browserOf('laptop'), id, LOOKING);
    await stateOf(laptop, { phase: 'early', because: 'looked-at' });
    laptop.session.enter();
    await connected(host, laptop);
    await stateOf(phone, { phase: 'failed', error: 'call-full' });
    expect((await scene.call(id)).seats.guest).toMatchObject({ uid: 'laptop', entered: true });
  });

  it('does not end when somebody else only looks too', async () => {
    const phone = scene.open(browserOf('phone'), id, LOOKING);
    await stateOf(phone, { phase: 'waiting' });
    const laptop = scene.open(browserOf('laptop'), id, LOOKING);
    await stateOf(laptop, { phase: 'early', because: 'looked-at' });
    await pass(5_000);
    expect(phone.session.state.value.phase).toBe('waiting');
    phone.close();
    await stateOf(laptop, { phase: 'waiting' });
  });

  it('is no looking any more once Join is pressed: then the seat is firm', async () => {
    const phone = scene.open(browserOf('phone'), id, LOOKING);
    await stateOf(phone, { phase: 'waiting' });
    expect((await scene.call(id)).seats.guest?.entered).toBe(false);
    phone.session.enter();
    await pass(100);
    expect((await scene.call(id)).seats.guest?.entered).toBe(true);
    const laptop = scene.open(browserOf('laptop'), id);
    await stateOf(laptop, { phase: 'failed', error: 'call-full' });
  });

  it('is none any more either when Join is pressed before the seat is acknowledged', async () => {
    const guest = scene.open(scene.guestBrowser, id, LOOKING);
    guest.store.acknowledgementMs = 500;
    const { docId } = await deriveCallKeys(id);
    const seat = () => scene.database.calls.get(docId)?.seats.guest;
    await until(() => expect(seat()).toMatchObject({ entered: false }));
    guest.session.enter();
    await pass(3_000);
    expect(seat()).toMatchObject({ entered: true });
  });

  it('of two at the same moment leaves one looking, and the other waiting for it', async () => {
    const tabs = ['one', 'two'].map((uid) => scene.open(browserOf(uid), id, LOOKING));
    await until(() =>
      expect(tabs.map(({ session }) => session.state.value.phase).sort()).toEqual(['early', 'waiting']),
    );
  });

  it('connects nothing for whoever wants that only when joining', async () => {
    const host = scene.open(scene.hostBrowser, id);
    await stateOf(host, { phase: 'waiting' });
    const guest = scene.open(scene.guestBrowser, id, { ...LOOKING, connectsOnlyWhenJoining: () => true });
    await stateOf(guest, { phase: 'early', because: 'not-joined' });
    await pass(5_000);
    expect([guest.store.commits, (await scene.call(id)).seats.guest]).toEqual([[], null]);
    guest.session.enter();
    await connected(host, guest);
  });

  it('is no reason to look for a way where none may be told', async () => {
    const [host, guest] = [
      scene.open(scene.hostBrowser, id, LOOKING),
      scene.open(scene.guestBrowser, id, LOOKING),
    ];
    scene.network.goDown();
    for (const tab of [host, guest]) await stateOf(tab, { phase: 'connecting' });
    await pass(90_000);
    expect([host, guest].map(({ session }) => session.state.value.phase)).toEqual([
      'connecting',
      'connecting',
    ]);
    host.session.enter();
    scene.network.comeBack();
    await connected(host, guest);
  });
});

describe('a seat that somebody has left', () => {
  it('is theirs for a while, and then anybody’s', async () => {
    const guest = scene.open(scene.guestBrowser, id);
    await stateOf(guest, { phase: 'waiting' });
    guest.close();
    await pass(500);
    const thief = scene.open(browserOf('thief'), id);
    await stateOf(thief, { phase: 'early', because: 'kept' });
    await pass(SEAT_KEPT_MS / 2);
    expect(thief.session.state.value).toMatchObject({ phase: 'early', because: 'kept' });
    const again = scene.open(scene.guestBrowser, id);
    await stateOf(again, { phase: 'waiting' });
    await stateOf(thief, { phase: 'failed', error: 'call-full' });
    again.close();
    const next = scene.open(browserOf('next'), id);
    await stateOf(next, { phase: 'waiting' });
  });

  it('stays theirs when they only look again, and is soft once its minute is over', async () => {
    const guest = scene.open(scene.guestBrowser, id);
    await stateOf(guest, { phase: 'waiting' });
    guest.close();
    const again = scene.open(scene.guestBrowser, id, LOOKING);
    await stateOf(again, { phase: 'early', because: 'kept-for-you' });
    const thief = scene.open(browserOf('thief'), id);
    await stateOf(thief, { phase: 'early', because: 'kept' });
    again.session.enter();
    await stateOf(again, { phase: 'waiting' });
    await stateOf(thief, { phase: 'failed', error: 'call-full' });
    again.close();
    const later = scene.open(scene.guestBrowser, id, LOOKING);
    await stateOf(later, { phase: 'early', because: 'kept-for-you' });
    await pass(SEAT_KEPT_MS);
    await stateOf(later, { phase: 'waiting', hasEntered: false });
  });

  it('is anybody’s at once when the host says so', async () => {
    const host = scene.open(scene.hostBrowser, id);
    const guest = scene.open(scene.guestBrowser, id);
    await connected(host, guest);
    guest.session.leave();
    await stateOf(host, { phase: 'waiting', because: 'peer-left' });
    const friend = scene.open(browserOf('friend'), id);
    await stateOf(friend, { phase: 'early', because: 'kept' });
    await host.session.freeGuestSeat();
    await connected(host, friend);
  });

  it('is said to be kept for as long as it is, and only when it is', async () => {
    const host = scene.open(scene.hostBrowser, id);
    const onlooker = scene.open(scene.guestBrowser, id, LOOKING);
    await connected(host, onlooker);
    onlooker.session.leave();
    await stateOf(host, { phase: 'waiting', because: 'peer-left' });
    expect(host.session.state.value).not.toHaveProperty('isSeatKept');

    for (const free of [() => host.session.freeGuestSeat(), () => pass(SEAT_KEPT_MS + 2_000)]) {
      const guest = scene.open(scene.guestBrowser, id);
      await connected(host, guest);
      guest.session.leave();
      await stateOf(host, { phase: 'waiting', because: 'peer-left', isSeatKept: true });
      await free();
      await until(() => expect(host.session.state.value).not.toHaveProperty('isSeatKept'));
    }
  });

  it('is not freed under somebody who is there', async () => {
    const host = scene.open(scene.hostBrowser, id);
    const guest = scene.open(scene.guestBrowser, id);
    await connected(host, guest);
    await host.session.freeGuestSeat();
    await pass(1_000);
    await connected(host, guest);
    expect(host.session.state.value).not.toHaveProperty('trouble');
  });
});

describe('another guest than before', () => {
  async function withOtherGuest(memory = new Map<string, string>()) {
    const host = scene.open(scene.hostBrowser, id, { memory });
    const guest = scene.open(scene.guestBrowser, id);
    await connected(host, guest);
    expect(host.session.state.value).not.toHaveProperty('isOtherGuest');
    guest.close();
    await stateOf(host, { phase: 'waiting' });
    await pass(SEAT_KEPT_MS + 1_000);
    return { host, memory };
  }

  it('is told to the host, until they have taken note', async () => {
    const { host } = await withOtherGuest();
    const other = scene.open(browserOf('other'), id);
    await connected(host, other);
    expect(host.session.state.value).toMatchObject({ isOtherGuest: true });
    expect(other.session.state.value).not.toHaveProperty('isOtherGuest');
    host.session.noteOtherGuest();
    expect(host.session.state.value).not.toHaveProperty('isOtherGuest');
  });

  it('is told to a host who has reloaded meanwhile', async () => {
    const { host, memory } = await withOtherGuest();
    host.close();
    const again = scene.open(scene.hostBrowser, id, { memory });
    const other = scene.open(browserOf('other'), id);
    await connected(again, other);
    expect(again.session.state.value).toMatchObject({ isOtherGuest: true });
  });

  it('is told of one who only looks, as the document says, and says over the link that they have entered', async () => {
    const { host } = await withOtherGuest();
    const looking = scene.open(browserOf('other'), id, LOOKING);
    await connected(host, looking);
    const lie = { type: 'presence', name: 'Ada', hasEntered: true, isMicrophoneOn: true, isCameraOn: true };
    for (const link of scene.network.links) link.control.send(JSON.stringify(lie));
    await stateOf(host, { phase: 'connected', peer: { hasEntered: true }, isOtherGuest: true });
    expect((await scene.call(id)).seats.guest).toMatchObject({ uid: 'other', entered: false });
  });

  it('is not told of the same one who comes back, nor of one who only looks', async () => {
    const { host } = await withOtherGuest();
    const looking = scene.open(browserOf('other'), id, LOOKING);
    await connected(host, looking);
    expect(host.session.state.value).not.toHaveProperty('isOtherGuest');
    const again = scene.open(scene.guestBrowser, id);
    await connected(host, again);
    expect(host.session.state.value).not.toHaveProperty('isOtherGuest');
  });
});

describe('a second tab of one browser', () => {
  it('takes no seat by itself, and does not connect one with oneself', async () => {
    const first = scene.open(scene.hostBrowser, id);
    await stateOf(first, { phase: 'waiting' });
    const second = scene.open(scene.hostBrowser, id, LOOKING);
    await stateOf(second, { phase: 'early', because: 'other-tab', canSitBeside: true });
    const guest = scene.open(scene.guestBrowser, id);
    await connected(first, guest);
  });

  it('brings the call here when that is asked for, also after it was joined there', async () => {
    const first = scene.open(scene.hostBrowser, id);
    const guest = scene.open(scene.guestBrowser, id);
    await connected(first, guest);
    const second = scene.open(scene.hostBrowser, id, LOOKING);
    await stateOf(second, { phase: 'early', because: 'other-tab' });
    second.session.enter();
    await stateOf(first, { phase: 'ended', reason: 'taken-over' });
    await connected(second, guest);
    expect(second.session.state.value).toMatchObject({ role: 'host' });
  });

  it('of a guest brings the guest’s seat', async () => {
    const first = scene.open(scene.guestBrowser, id);
    await stateOf(first, { phase: 'waiting' });
    const second = scene.open(scene.guestBrowser, id);
    await stateOf(second, { phase: 'early', because: 'other-tab' });
    expect(second.session.state.value).not.toHaveProperty('canSitBeside');
    second.session.enter();
    await stateOf(first, { phase: 'ended', reason: 'taken-over' });
    await stateOf(second, { phase: 'waiting', role: 'guest' });
  });

  it('is not told of the other tab for ever: once that has left, the seat is this one’s', async () => {
    const first = scene.open(scene.guestBrowser, id);
    await stateOf(first, { phase: 'waiting' });
    const second = scene.open(scene.guestBrowser, id, LOOKING);
    await stateOf(second, { phase: 'early', because: 'other-tab' });
    first.close();
    await stateOf(second, { phase: 'waiting', role: 'guest', hasEntered: false });
  });

  it('leaves the seat to a tab that is only being reloaded', async () => {
    const first = scene.open(scene.guestBrowser, id);
    await stateOf(first, { phase: 'waiting' });
    const second = scene.open(scene.guestBrowser, id, LOOKING);
    await stateOf(second, { phase: 'early', because: 'other-tab' });
    first.close();
    await pass(5_000);
    const reloaded = scene.open(scene.guestBrowser, id);
    await stateOf(reloaded, { phase: 'waiting' });
    await pass(20_000);
    expect(second.session.state.value).toMatchObject({ phase: 'early', because: 'other-tab' });
  });

  it('offers the other seat for as long as that is free', async () => {
    const first = scene.open(scene.hostBrowser, id);
    await stateOf(first, { phase: 'waiting' });
    const second = scene.open(scene.hostBrowser, id, LOOKING);
    await stateOf(second, { phase: 'early', because: 'other-tab', canSitBeside: true });
    const guest = scene.open(scene.guestBrowser, id);
    await connected(first, guest);
    await until(() => expect(second.session.state.value).not.toHaveProperty('canSitBeside'));
    expect(second.session.state.value).toMatchObject({ phase: 'early', because: 'other-tab' });
  });

  it('goes in by itself where Join was pressed, and not where one only looks', async () => {
    const looking = scene.open(scene.guestBrowser, id, LOOKING);
    await stateOf(looking, { phase: 'waiting' });
    const joining = scene.open(scene.guestBrowser, id);
    await stateOf(joining, { phase: 'waiting', role: 'guest', hasEntered: true });
    await stateOf(looking, { phase: 'ended', reason: 'taken-over' });
  });

  it('is the other person when that is asked for', async () => {
    const first = scene.open(scene.hostBrowser, id);
    await stateOf(first, { phase: 'waiting' });
    const second = scene.open(scene.hostBrowser, id, LOOKING);
    await stateOf(second, { phase: 'early', because: 'other-tab' });
    second.session.joinBeside();
    await connected(first, second);
    expect(second.session.state.value).toMatchObject({ role: 'guest', hasEntered: true });
  });
});

it('writes nobody’s call ID, and keeps under its document’s ID who was there', async () => {
  const memory = new Map<string, string>();
  const host = scene.open(scene.hostBrowser, id, { memory });
  await connected(host, scene.open(scene.guestBrowser, id));
  const { docId } = await deriveCallKeys(id);
  expect([...memory]).toEqual([
    [`parley:seat:${docId}`, 'host'],
    [`parley:sessions:${docId}`, (await scene.call(id)).seats.host?.session],
    [`parley:guest:${docId}`, 'guest-user'],
  ]);
});
