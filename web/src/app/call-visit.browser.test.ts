import { deviceMemory } from '@parley/call';
import type { CallAddress } from '@parley/protocol';
import { expect, test } from 'vitest';
import { VisitScene } from './testing/visit-scene.ts';

const scene = new VisitScene();
const visit = (isResuming?: boolean) => scene.visit(isResuming);

test('What a person calls themselves and wishes is there the next time, also what they have taken back', () => {
  const first = visit();
  first.call.setName('Ada');
  first.call.setConnectsOnlyWhenJoining(true);
  const second = visit();
  expect([second.call.name.value, second.call.connectsOnlyWhenJoining.value]).toEqual(['Ada', true]);
  first.close();
  second.call.setName('Grace');
  second.call.setName('Ada');
  second.call.setConnectsOnlyWhenJoining(false);
  second.call.setConnectsOnlyWhenJoining(true);
  second.call.setConnectsOnlyWhenJoining(false);
  second.call.setName('');
  const third = visit();
  expect([third.call.name.value, third.call.connectsOnlyWhenJoining.value]).toEqual(['', false]);
  third.call.setName('Ada');
  third.call.setName('');
  expect(deviceMemory('localStorage').getItem('parley:name')).toBe('');
});

test('Whoever hides their address hides it in the next call, too, until they take it back', () => {
  const first = visit();
  expect(first.call.hidesAddress.value).toBe(false);
  first.call.setHidesAddress(true);
  const second = visit();
  expect(second.call.hidesAddress.value).toBe(true);
  second.call.setHidesAddress(false);
  expect(visit().call.hidesAddress.value).toBe(false);
});

test('Whoever connects directly for want of a relay does so in this call, as often as they go back in, and in no other', async () => {
  const first = visit();
  first.call.setHidesAddress(true);
  first.call.enter();
  await expect.poll(() => first.call.state.value).toMatchObject({ phase: 'waiting', hasEntered: true });
  first.call.setHidesAddress(false);
  expect(visit().call.hidesAddress.value).toBe(true);
  first.rejoin();
  expect(first.call.hidesAddress.value).toBe(false);
});

test('Whoever was in the call is in it again after a reload, and only then', async () => {
  const first = visit();
  first.call.enter();
  await expect.poll(() => history.state?.hasEntered).toBe(true);
  expect(visit().call.state.value).toMatchObject({ phase: 'arriving', hasEntered: false });
  history.replaceState({ hasEntered: true }, '');
  expect(visit(true).call.state.value).toMatchObject({ phase: 'arriving', hasEntered: true });
});

test.each([
  ['is in it again at once', true],
  ['is in the lobby again', false],
])('Whoever goes back in %s: had entered %s', async (_, hasEntered) => {
  const again = visit();
  await expect.poll(() => again.call.state.value.phase).toBe('waiting');
  if (hasEntered) again.call.enter();
  await expect.poll(() => again.call.state.value).toMatchObject({ phase: 'waiting', hasEntered });
  again.call.leave();
  await expect.poll(() => again.call.state.value.phase).toBe('ended');
  again.rejoin();
  expect(again.call.state.value).toEqual({ phase: 'arriving', hasEntered });
});

test('Another try after a failure is another call, and its devices are its own', async () => {
  scene.services.failure = 'signaling-unreachable';
  const again = visit();
  const { call } = again;
  await expect.poll(() => call.state.value.phase).toBe('failed');
  scene.services.failure = undefined;
  again.rejoin();
  expect(again.call).not.toBe(call);
  await expect.poll(() => again.call.state.value).toMatchObject({ phase: 'waiting', role: 'host' });
});

test('A call that has another link is gone back into by that one, and known by it', async () => {
  const moved: CallAddress[] = [];
  const own = scene.visit(false, undefined, (address) => moved.push(address));
  own.call.enter();
  await expect.poll(() => own.call.state.value).toMatchObject({ phase: 'waiting', hasEntered: true });
  expect(scene.known.find(scene.id)).toMatchObject({ isHost: true });
  own.call.newLink.make();
  await expect.poll(() => own.call.newLink.state.value?.phase).toBe('made');
  await expect.poll(() => own.call.state.value).toMatchObject({ phase: 'waiting', hasEntered: true });
  const { id } = own.call;
  expect(moved).toMatchObject([{ id }]);
  expect([scene.known.find(scene.id), scene.known.find(id)?.isHost]).toEqual([undefined, true]);
  own.call.leave();
  await expect.poll(() => own.call.state.value.phase).toBe('ended');
  own.rejoin();
  expect(own.call.id).toBe(id);
  await expect.poll(() => own.call.state.value).toMatchObject({ phase: 'waiting', role: 'host' });
});
