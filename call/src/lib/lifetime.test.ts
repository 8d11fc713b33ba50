import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { childLifetime, delay, every, whileAlive } from './lifetime.ts';

const reason = new Error('over');
let parent: AbortController;
/** How many listeners the parent has. */
let listenerCount: () => number;

beforeEach(() => {
  vi.useFakeTimers();
  parent = new AbortController();
  listenerCount = countListeners(parent.signal);
});
afterEach(() => {
  vi.useRealTimers();
});

/** Node counts a signal's listeners only for itself; this counts what was added and not yet removed or spent. */
function countListeners(signal: AbortSignal): () => number {
  const listeners = new Set<unknown>();
  const { addEventListener, removeEventListener } = AbortSignal.prototype;
  vi.spyOn(signal, 'addEventListener').mockImplementation((type, listener, options) => {
    listeners.add(listener);
    const until = typeof options === 'object' ? options.signal : undefined;
    until?.addEventListener('abort', () => listeners.delete(listener));
    addEventListener.call(signal, type, listener as EventListener, options);
  });
  vi.spyOn(signal, 'removeEventListener').mockImplementation((type, listener, options) => {
    listeners.delete(listener);
    removeEventListener.call(signal, type, listener as EventListener, options);
  });
  return () => (signal.aborted ? 0 : listeners.size);
}

/** Whether it is still pending once everything has happened that can without time passing. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  promise.then(settle, settle);
  await vi.advanceTimersByTimeAsync(0);
  return !isSettled;
}

describe('childLifetime', () => {
  it('ends with its parent, for the same reason', () => {
    const child = childLifetime(parent.signal);
    expect(child.signal.aborted).toBe(false);
    parent.abort(reason);
    expect(child.signal.reason).toBe(reason);
  });

  it('may end before its parent, which then goes on without a trace of it', () => {
    const child = childLifetime(parent.signal);
    expect(listenerCount()).toBe(1);
    child.abort();
    expect(parent.signal.aborted).toBe(false);
    expect(listenerCount()).toBe(0);
  });

  it('is over from the start when its parent is', () => {
    parent.abort(reason);
    expect(childLifetime(parent.signal).signal.reason).toBe(reason);
  });
});

describe('delay', () => {
  it('resolves when the time has passed, and leaves nothing behind', async () => {
    const waiting = delay(100, parent.signal);
    await vi.advanceTimersByTimeAsync(99);
    expect(await isPending(waiting)).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(await isPending(waiting)).toBe(false);
    expect([listenerCount(), vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('rejects with the reason when the lifetime ends first, and leaves no timer behind', async () => {
    const waiting = delay(100, parent.signal);
    parent.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('never begins when the lifetime was over before', async () => {
    parent.abort(reason);
    await expect(delay(100, parent.signal)).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('every', () => {
  it('ticks for as long as the lifetime lasts', () => {
    const tick = vi.fn();
    every(100, tick, parent.signal);
    expect(tick).not.toHaveBeenCalled();
    vi.advanceTimersByTime(350);
    expect(tick).toHaveBeenCalledTimes(3);
    parent.abort();
    vi.advanceTimersByTime(1_000);
    expect(tick).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('never begins when the lifetime was over before', () => {
    parent.abort();
    every(100, () => expect.unreachable(), parent.signal);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('whileAlive', () => {
  it('is what the promise is, and leaves no listener behind', async () => {
    expect(await whileAlive(Promise.resolve('done'), parent.signal)).toBe('done');
    await expect(whileAlive(Promise.reject(reason), parent.signal)).rejects.toBe(reason);
    expect(listenerCount()).toBe(0);
  });

  it('rejects as soon as the lifetime ends, without waiting for the promise', async () => {
    const waiting = whileAlive(new Promise(() => {}), parent.signal);
    expect(await isPending(waiting)).toBe(true);
    parent.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it('rejects when the lifetime was over before, even if the promise is there', async () => {
    parent.abort(reason);
    await expect(whileAlive(Promise.resolve('done'), parent.signal)).rejects.toBe(reason);
    expect(listenerCount()).toBe(0);
  });

  it.each([
    ['before', true],
    ['meanwhile', false],
  ])(
    'lets nobody stumble over what the promise fails with when the lifetime ended %s',
    async (_, isBefore) => {
      const stumbled: unknown[] = [];
      const note = (error: unknown) => stumbled.push(error);
      process.on('unhandledRejection', note);
      const { promise, reject } = Promise.withResolvers<never>();
      if (isBefore) parent.abort(reason);
      const waiting = whileAlive(promise, parent.signal);
      parent.abort(reason);
      await expect(waiting).rejects.toBe(reason);
      reject(new Error('too late to matter'));
      vi.useRealTimers();
      await new Promise((resolve) => setImmediate(resolve));
      process.off('unhandledRejection', note);
      expect(stumbled).toEqual([]);
    },
  );
});
