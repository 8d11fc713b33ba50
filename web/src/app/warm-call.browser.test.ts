import type { Call } from '@parley/call';
import { type CallId, createCallId } from '@parley/protocol';
import { expect, onTestFinished, test, vi } from 'vitest';
import { VisitScene } from './testing/visit-scene.ts';
import { WarmCall } from './warm-call.ts';

const scene = new VisitScene();

function warmCall(): { warm: WarmCall; onChange: () => void } {
  const onChange = vi.fn();
  const warm = new WarmCall({ connect: () => scene.services.connect(), onChange, onMet: () => {} });
  onTestFinished(() => warm.expect(undefined));
  return { warm, onChange };
}

const rungAt = (id: CallId) => ({ id, isRungFor: false });
const answeredAt = (id: CallId, isWithCamera = true) => ({ ...rungAt(id), answer: { isWithCamera } });

/** What the browser says of both devices. */
function haveDevices(state: PermissionState): void {
  const query = vi.spyOn(navigator.permissions, 'query').mockImplementation(async () => {
    return Object.assign(new EventTarget(), { state, name: '', onchange: null }) as PermissionStatus;
  });
  onTestFinished(() => query.mockRestore());
}
const seats = async () => (await scene.services.stored(scene.id))?.seats;

test('While it rings this person looks, and no device is asked for; what is over is left again', async () => {
  const asked = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  const { warm, onChange } = warmCall();
  warm.expect(rungAt(scene.id));
  await expect.poll(async () => (await seats())?.host).toMatchObject({ leftAt: null });
  expect((await seats())?.host?.entered).not.toBe(true);
  expect([asked.mock.calls, warm.isOpen]).toEqual([[], true]);
  expect(onChange).toHaveBeenCalledTimes(1);
  warm.expect(undefined);
  await expect.poll(async () => (await seats())?.host?.leftAt).toEqual(expect.any(Number));
  expect(warm.isOpen).toBe(false);
});

test('A visit goes into it with the devices that are wished for, and closes it', async () => {
  const { warm } = warmCall();
  warm.expect(rungAt(scene.id));
  const opened = warm.take(scene.id) as Call;
  expect(opened.state.value).toMatchObject({ hasEntered: false });
  sessionStorage.setItem('parley:devices', 'microphone-on camera-off');
  const visit = scene.visit(true, opened);
  expect(visit.call).toBe(opened);
  expect(opened.wishes.value).toEqual({ microphone: true, camera: false });
  await expect.poll(() => opened.state.value).toMatchObject({ phase: 'waiting', hasEntered: true });
  await expect.poll(async () => (await seats())?.host).toMatchObject({ entered: true });
  visit.close();
  await expect.poll(async () => (await seats())?.host?.leftAt).toEqual(expect.any(Number));
});

test('Who rings is in it, without a device that the browser would ask for, until they are answered', async () => {
  haveDevices('prompt');
  const asked = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  const { warm } = warmCall();
  warm.expect({ id: scene.id, isRungFor: true });
  await expect.poll(async () => (await seats())?.host).toMatchObject({ entered: true });
  expect(asked.mock.calls).toEqual([]);
  const visit = scene.visit(true, warm.take(scene.id));
  await expect.poll(() => asked.mock.calls.length).toBeGreaterThan(0);
  expect(visit.call.wishes.value).toEqual({ microphone: true, camera: true });
  expect(visit.call.state.value).toMatchObject({ phase: 'waiting', hasEntered: true });
});

test('Who rings has the devices ready that the browser lets the page use, and is told so', async () => {
  haveDevices('granted');
  const asked = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  const { warm, onChange } = warmCall();
  warm.expect({ id: scene.id, isRungFor: true });
  expect(warm.isUsingDevices).toBe(false);
  await expect.poll(() => asked.mock.calls.length).toBe(2);
  await expect.poll(() => warm.isUsingDevices).toBe(true);
  expect(vi.mocked(onChange).mock.calls.length).toBeGreaterThan(1);
  const opened = warm.take(scene.id) as Call;
  onTestFinished(() => opened.close());
  await expect.poll(() => opened.media.value.camera.status).toBe('on');
});

test('Who is rung asks for no device before they answer, be they allowed or not', async () => {
  haveDevices('granted');
  const asked = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
  const { warm } = warmCall();
  warm.expect(rungAt(scene.id));
  await expect.poll(async () => (await seats())?.host).toMatchObject({ leftAt: null });
  expect(asked.mock.calls).toEqual([]);
});

test('Who answers is in it at once, and looks again where the database did not hear it', async () => {
  const { warm } = warmCall();
  warm.expect(rungAt(scene.id));
  warm.expect(answeredAt(scene.id, false));
  await expect.poll(async () => (await seats())?.host).toMatchObject({ entered: true });
  warm.expect(rungAt(scene.id));
  await expect.poll(async () => (await seats())?.host).toMatchObject({ leftAt: null, entered: false });
  warm.expect(answeredAt(scene.id, false));
  const opened = warm.take(scene.id) as Call;
  onTestFinished(() => opened.close());
  expect(opened.wishes.value).toEqual({ microphone: true, camera: false });
  await expect.poll(() => opened.state.value).toMatchObject({ hasEntered: true });
  expect(warm.isOpen).toBe(false);
});

test('It is open once: what was taken is not opened again, and of two the last is', async () => {
  const { warm } = warmCall();
  const other = createCallId();
  warm.expect(rungAt(other));
  warm.expect(rungAt(scene.id));
  expect(warm.take(other)).toBeUndefined();
  warm.expect(rungAt(other));
  expect(warm.isOpen).toBe(false);
  warm.expect(rungAt(scene.id));
  const opened = warm.take(scene.id);
  onTestFinished(() => opened?.close());
  expect(opened?.id).toBe(scene.id);
  warm.expect(rungAt(scene.id));
  expect(warm.isOpen).toBe(false);
});

test('Whoever connects only when they join is connected to nobody by a ring', async () => {
  localStorage.setItem('parley:connecting', 'when-joining');
  const { warm } = warmCall();
  warm.expect(rungAt(scene.id));
  expect([warm.isOpen, warm.take(scene.id)]).toEqual([false, undefined]);
});

test.each(['hidden', ''])('Whoever hides their address does so while it rings: %o', async (wish) => {
  localStorage.setItem('parley:address', wish);
  for (const isRungFor of [true, false]) {
    const { warm } = warmCall();
    warm.expect({ id: scene.id, isRungFor });
    const opened = warm.take(scene.id) as Call;
    onTestFinished(() => opened.close());
    expect(opened.hidesAddress.value).toBe(wish === 'hidden');
  }
});

test('What has failed meanwhile is opened anew by the visit', async () => {
  scene.services.failure = 'signaling-unreachable';
  const { warm } = warmCall();
  warm.expect(rungAt(scene.id));
  const { connectCount } = scene.services;
  expect(connectCount).toBeGreaterThan(0);
  // Taken at once it has not failed yet: the visit finds it so.
  const opened = warm.take(scene.id) as Call;
  await expect.poll(() => opened.state.value.phase).toBe('failed');
  scene.services.failure = undefined;
  const visit = scene.visit(true, opened);
  expect(visit.call).not.toBe(opened);
  await expect.poll(() => visit.call.state.value.phase).toBe('waiting');
});
