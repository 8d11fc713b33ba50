/** For whom a screen is shared. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { openCall } from './call.ts';
import { createCall } from './creation/create-call.ts';
import { MemoryDatabase } from './testing/memory-call-store.ts';
import { memoryServices } from './testing/memory-services.ts';

const soon = (condition: () => void) => vi.waitFor(condition, { timeout: 12_000, interval: 10 });

/** A host who shares their screen with Ada, who leaves; then this user comes. */
async function shareThenMeet(comer: string) {
  sessionStorage.clear();
  const database = new MemoryDatabase();
  const services = (uid: string) => memoryServices(database, uid);
  vi.spyOn(navigator.mediaDevices, 'getDisplayMedia').mockImplementation(async () => {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d');
    return canvas.captureStream(5);
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const id = await createCall({ ...services('host'), signal: new AbortController().signal });
  const open = (uid: string) => {
    const call = openCall({ id, services: Promise.resolve(services(uid)), name: uid });
    onTestFinished(() => call.close());
    call.enter();
    return call;
  };
  const host = open('host');
  await soon(() => expect(host.state.value.phase).toBe('waiting'));
  const ada = open('ada');
  await soon(() => expect(host.peer).toMatchObject({ name: 'ada', hasEntered: true }));
  host.shareScreen();
  await soon(() => expect(ada.peer).toMatchObject({ isScreenShared: true }));
  ada.leave();
  await soon(() => expect(host.state.value).toMatchObject({ phase: 'waiting' }));
  expect(host.screen.value.status).toBe('on');
  host.freeGuestSeat();
  const next = open(comer);
  await soon(() => expect(host.peer).toMatchObject({ name: comer, hasEntered: true }));
  await soon(() => expect(next.peer).toMatchObject({ hasEntered: true }));
  return { host, next };
}

it('A screen is shown to nobody else than the one it was shared with', async () => {
  const { host, next } = await shareThenMeet('bob');
  expect(host.screen.value).toEqual({ status: 'failed', problem: 'somebody-else' });
  expect(next.peer?.isScreenShared).toBe(false);
  // Whoever means it shares it again.
  host.shareScreen();
  await soon(() => expect(next.peer?.isScreenShared).toBe(true));
});

it('Whoever comes back finds it still there', async () => {
  const { host, next } = await shareThenMeet('ada');
  expect(host.screen.value.status).toBe('on');
  await soon(() => expect(next.peer?.isScreenShared).toBe(true));
});
