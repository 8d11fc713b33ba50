/** Who is told where the call goes on, on which link, and what of their answer counts. */
import { type CallId, createCallId } from '@parley/protocol';
import { expect, it, onTestFinished } from 'vitest';
import type { CallState } from '../session/call-state.ts';
import { pass, useFakeTime } from '../testing/fake-time.ts';
import { aPresence } from '../testing/presences.ts';
import { ToldGuest } from './told-guest.ts';

const PEER = aPresence({ name: 'guest', can: ['successor/1'] });
const IN_CALL = { phase: 'connected', role: 'host', hasEntered: true, isStalled: false, peer: PEER } as const;

useFakeTime();

function aHost() {
  const lifetime = new AbortController();
  onTestFinished(() => lifetime.abort());
  const scene = {
    state: IN_CALL as CallState,
    guestUid: 'guest' as string | undefined,
    shunned: new Set<string>(),
    said: [] as CallId[],
    answers: [] as string[],
  };
  const guest = new ToldGuest({
    ...{ state: () => scene.state, guestUid: () => scene.guestUid, signal: lifetime.signal },
    isShunned: (uid) => scene.shunned.has(uid),
    say: (call) => scene.said.push(call),
  });
  const call = createCallId();
  const tell = (peer = PEER, uid: string | undefined = 'guest') => {
    void guest.tell(peer, uid, call).then((answer) => scene.answers.push(answer));
  };
  return { scene, guest, call, tell };
}

it('says it once, and again on each link that comes, until there is an answer', async () => {
  const { scene, guest, call, tell } = aHost();
  tell();
  guest.sayAgain();
  expect(scene.said).toEqual([call, call]);
  guest.taken();
  await pass(100);
  guest.sayAgain();
  expect([scene.answers, scene.said.length]).toEqual([['along'], 2]);
});

it('waits six seconds for an answer', async () => {
  const { scene, guest, tell } = aHost();
  tell();
  await pass(5_900);
  expect(scene.answers).toEqual([]);
  await pass(200);
  guest.taken();
  expect(scene.answers).toEqual(['not-told']);
});

it('tells nobody else than who was there, nor a page that does not go along, nor whoever is asked to leave', async () => {
  const { scene, tell } = aHost();
  tell(PEER, 'another');
  tell({ ...PEER, can: [] });
  tell({ ...PEER, hasEntered: false });
  scene.shunned.add('guest');
  tell();
  await pass(100);
  expect([scene.said, scene.answers]).toEqual([[], Array(4).fill('not-told')]);
});

it('says nothing on a link where nobody has come in, or somebody else sits', () => {
  const { scene, guest, tell } = aHost();
  tell();
  scene.state = { ...IN_CALL, peer: { ...PEER, hasEntered: false } };
  guest.sayAgain();
  scene.state = IN_CALL;
  scene.guestUid = 'another';
  guest.sayAgain();
  expect(scene.said).toHaveLength(1);
  scene.guestUid = 'guest';
  guest.sayAgain();
  expect(scene.said).toHaveLength(2);
});

it('hears no answer of somebody else', async () => {
  const { scene, guest, tell } = aHost();
  tell();
  scene.guestUid = 'another';
  guest.taken();
  scene.guestUid = 'guest';
  await pass(7_000);
  expect(scene.answers).toEqual(['not-told']);
});

it.for([
  ['has left', { because: 'peer-left' }, 'not-told'],
  ['loads the page anew', { because: 'peer-left', mayBeBack: true }, 'along'],
  ['has vanished', { because: 'peer-gone' }, 'along'],
  ['was asked to leave', { because: 'peer-dismissed' }, 'not-told'],
] as const)('of whoever has answered and %s it is known whether they come', async ([, waiting, answer]) => {
  const { scene, guest, tell } = aHost();
  tell();
  scene.state = { phase: 'waiting', role: 'host', hasEntered: true, ...waiting };
  guest.taken();
  await pass(100);
  expect(scene.answers).toEqual([answer]);
});

it('whoever was told and is asked to leave then is known to have been, at once and after their answer', async () => {
  const { scene, guest, tell } = aHost();
  tell();
  guest.look();
  await pass(100);
  expect(scene.answers).toEqual([]);
  scene.shunned.add('guest');
  guest.look();
  await pass(100);
  expect(scene.answers).toEqual(['dismissed']);
  scene.shunned.clear();
  tell();
  guest.taken();
  scene.shunned.add('guest');
  await pass(100);
  expect(scene.answers).toEqual(['dismissed', 'dismissed']);
});
