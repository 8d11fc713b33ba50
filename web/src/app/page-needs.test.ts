import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onceCalm, tidyUp } from './page-needs.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('What nobody waits for comes once a call has had the time to begin', () => {
  const act = vi.fn();
  onceCalm(act);
  vi.advanceTimersByTime(2_900);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(act).toHaveBeenCalledOnce();
});

test.each(['home', 'not-found'] as const)(
  'What calls have left behind is removed once "%s" is there',
  async (page) => {
    const [removeLeftFiles, forgetLeftChat] = [vi.fn(async () => {}), vi.fn(async () => {})];
    const there = Promise.withResolvers<boolean>();
    const load = async () => ({ removeLeftFiles, forgetLeftChat });
    const done = tidyUp({ page }, { fetch: () => there.promise }, load);
    await vi.runAllTimersAsync();
    expect(removeLeftFiles).not.toHaveBeenCalled();
    there.resolve(true);
    await done;
    expect(removeLeftFiles).toHaveBeenCalledOnce();
    expect(forgetLeftChat).toHaveBeenCalledOnce();
  },
);

test('A call does that by itself, and its page not a second time', async () => {
  const [removeLeftFiles, forgetLeftChat] = [vi.fn(async () => {}), vi.fn(async () => {})];
  const load = async () => ({ removeLeftFiles, forgetLeftChat });
  const done = tidyUp({ page: 'call' }, { fetch: async () => true }, load);
  await vi.runAllTimersAsync();
  await done;
  expect(removeLeftFiles).not.toHaveBeenCalled();
  expect(forgetLeftChat).not.toHaveBeenCalled();
});
