/** How much two pages let their call use, and how each hears of the other's wish. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { openCall } from './call.ts';
import type { CallOptions } from './call-options.ts';
import { createCall } from './creation/create-call.ts';
import { MemoryDatabase } from './testing/memory-call-store.ts';
import { memoryServices } from './testing/memory-services.ts';

const soon = (condition: () => void) => vi.waitFor(condition, { timeout: 12_000, interval: 10 });

async function pair(guestOptions: Partial<CallOptions> = {}) {
  sessionStorage.clear();
  const database = new MemoryDatabase();
  const services = (uid: string) => memoryServices(database, uid);
  const id = await createCall({ ...services('host'), signal: new AbortController().signal });
  const open = (uid: string, options: Partial<CallOptions> = {}) => {
    const call = openCall({ id, services: Promise.resolve(services(uid)), name: uid, ...options });
    onTestFinished(() => call.close());
    call.enter();
    return call;
  };
  const host = open('host');
  await soon(() => expect(host.state.value.phase).toBe('waiting'));
  const guest = open('guest', guestOptions);
  for (const { peer } of [host, guest].map((call) => ({ peer: () => call.peer })))
    await soon(() => expect(peer()?.hasEntered).toBe(true));
  return { host, guest };
}

it('Sound alone: the other sends no picture any more, one’s own camera is off, and whoever switches it on has more', async () => {
  const { host, guest } = await pair();
  await soon(() => expect(guest.quality.value?.readings.at(-1)?.received.camera).toBeDefined());
  guest.setDataUse('audio-only');
  await soon(() => expect(host.peer).toMatchObject({ wantedPicture: 'none', isCameraOn: false }));
  expect(guest.wishes.value).toEqual({ microphone: true, camera: false });
  await soon(() => {
    const { received } = guest.quality.value?.readings.at(-1) ?? {};
    expect([received?.camera, received?.voiceCodec]).toEqual([undefined, 'opus']);
    expect(received?.bitsPerSecond).toBeGreaterThan(0);
  });
  guest.toggle('microphone');
  guest.toggle('microphone');
  expect(guest.dataUse.value).toBe('audio-only');
  guest.toggle('camera');
  await soon(() => expect(host.peer).toMatchObject({ wantedPicture: 'small', isCameraOn: true }));
  expect(guest.dataUse.value).toBe('low');
  guest.setDataUse('normal');
  await soon(() => expect(host.peer).not.toHaveProperty('wantedPicture'));
});

it('The camera comes back with the pictures, unless it was off before', async () => {
  const { host, guest } = await pair();
  const isSeen = (isCameraOn: boolean) => soon(() => expect(host.peer).toMatchObject({ isCameraOn }));
  guest.setDataUse('audio-only');
  await isSeen(false);
  guest.setDataUse('normal');
  await isSeen(true);
  guest.toggle('camera');
  await isSeen(false);
  guest.setDataUse('audio-only');
  await soon(() => expect(host.peer).toMatchObject({ wantedPicture: 'none' }));
  guest.setDataUse('normal');
  await soon(() => expect(host.peer).not.toHaveProperty('wantedPicture'));
  expect([guest.wishes.value.camera, host.peer?.isCameraOn]).toEqual([false, false]);
});

it('Sound alone asks for no camera again that could not be had', async () => {
  const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const spy = vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (constraints) => {
    if (constraints?.video) throw new DOMException('', 'NotFoundError');
    return getUserMedia(constraints);
  });
  onTestFinished(() => spy.mockRestore());
  const { guest } = await pair();
  await soon(() => expect(guest.media.value.camera.status).toBe('unavailable'));
  const { length } = spy.mock.calls;
  guest.setDataUse('audio-only');
  expect([spy.mock.calls.length, guest.wishes.value.camera]).toEqual([length, false]);
});

it('Whoever begins with sound alone is never seen', async () => {
  const { host, guest } = await pair({ dataUse: 'audio-only' });
  expect(host.peer).toMatchObject({ wantedPicture: 'none', isCameraOn: false, isMicrophoneOn: true });
  expect([guest.media.value.camera, guest.media.value.stream]).toEqual([{ status: 'off' }, null]);
});
