import { expect, onTestFinished, test, vi } from 'vitest';
import { closeRing, setRingWorker, showRing } from './ring-notice.ts';

/** In place of the browser's own, one answer of which can be held back. */
function fakeWorkers() {
  const shown: { readonly data: { readonly ring: string }; readonly close: () => void }[] = [];
  const registration = {
    active: { postMessage: vi.fn() },
    unregister: vi.fn(async () => true),
    getNotifications: async () => [...shown],
  };
  let isRegistered = false;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const workers = {
    register: vi.fn(async () => {
      isRegistered = true;
      return registration;
    }),
    getRegistration: async () => {
      await held;
      return isRegistered ? registration : undefined;
    },
  };
  const own = Object.getOwnPropertyDescriptor(navigator, 'serviceWorker');
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: workers });
  onTestFinished(() => {
    // Beside the prototype's.
    if (own === undefined) Reflect.deleteProperty(navigator, 'serviceWorker');
    else Object.defineProperty(navigator, 'serviceWorker', own);
  });
  const show = (ring: string) => {
    const close = vi.fn();
    shown.push({ data: { ring }, close });
    return close;
  };
  return { registration, release: () => release(), show };
}

const message = (ring: string) => ({ title: 'Parley', options: { actions: [] }, ring });

test('Whoever chooses to be rung while a worker of before is looked for keeps the one that is registered for it', async () => {
  const { registration, release } = fakeWorkers();
  const before = setRingWorker(false);
  await setRingWorker(true);
  release();
  await before;
  expect(registration.unregister).not.toHaveBeenCalled();
  expect(showRing(message('one'))).toBe(true);
  await setRingWorker(false);
  expect(registration.unregister).toHaveBeenCalledTimes(1);
  expect(showRing(message('two'))).toBe(false);
});

test('What is taken away is the ring that is over, and not the next', async () => {
  const { registration, release, show } = fakeWorkers();
  release();
  await setRingWorker(true);
  const [over, next] = [show('over'), show('next')];
  closeRing('tag', 'over');
  await expect.poll(() => over.mock.calls.length).toBe(1);
  expect(next).not.toHaveBeenCalled();
  await setRingWorker(false);
  expect(registration.unregister).toHaveBeenCalledTimes(1);
});
