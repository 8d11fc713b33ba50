import { expect, onTestFinished, test, vi } from 'vitest';
import { ScreenAwake } from './screen-awake.ts';

/** A browser that lets go when the page is hidden, as the standard says. */
function fakeLocks(isRefused: boolean) {
  const held = new Set<{ released: boolean }>();
  let askedCount = 0;
  const hide = () => {
    for (const lock of held) lock.released = true;
    held.clear();
  };
  const request = async () => {
    askedCount += 1;
    if (isRefused) throw new DOMException('', 'NotAllowedError');
    const lock = {
      released: false,
      release: async () => {
        lock.released = true;
        held.delete(lock);
      },
    };
    held.add(lock);
    return lock as unknown as WakeLockSentinel;
  };
  return { request, hide, heldCount: () => held.size, askedCount: () => askedCount };
}

function show(state: DocumentVisibilityState) {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

function begin({ isRefused } = { isRefused: false }) {
  const lifetime = new AbortController();
  const locks = fakeLocks(isRefused);
  onTestFinished(() => {
    lifetime.abort();
    vi.restoreAllMocks();
  });
  return { locks, lifetime, awake: new ScreenAwake(lifetime.signal, locks) };
}

test('The screen is kept on while it is wished, is asked for again after the page was hidden, and then let go of', async () => {
  const { locks, awake } = begin();
  awake.set(true);
  awake.set(true);
  await expect.poll(locks.heldCount).toBe(1);
  expect(locks.askedCount()).toBe(1);
  locks.hide();
  show('hidden');
  expect(locks.heldCount()).toBe(0);
  show('visible');
  await expect.poll(locks.heldCount).toBe(1);
  awake.set(false);
  await expect.poll(locks.heldCount).toBe(0);
});

test('What is given only when nobody wants it any more is given back', async () => {
  const { locks, awake } = begin();
  awake.set(true);
  awake.set(false);
  await expect.poll(locks.askedCount).toBe(1);
  await expect.poll(locks.heldCount).toBe(0);
});

test('With its lifetime everything ends', async () => {
  const { locks, lifetime, awake } = begin();
  awake.set(true);
  await expect.poll(locks.heldCount).toBe(1);
  lifetime.abort();
  await expect.poll(locks.heldCount).toBe(0);
  show('visible');
  expect(locks.askedCount()).toBe(1);
});

test('A browser that refuses is no error, and is asked again after the page was hidden', async () => {
  const { awake, locks } = begin({ isRefused: true });
  awake.set(true);
  await expect.poll(locks.askedCount).toBe(1);
  show('hidden');
  show('visible');
  await expect.poll(locks.askedCount).toBe(2);
});

test('A browser that has no such lock is asked for none', () => {
  const asked = vi.spyOn(navigator.wakeLock, 'request');
  const lifetime = new AbortController();
  onTestFinished(() => void vi.restoreAllMocks());
  const awake = new ScreenAwake(lifetime.signal, undefined);
  awake.set(true);
  show('hidden');
  show('visible');
  lifetime.abort();
  expect(asked).not.toHaveBeenCalled();
});
