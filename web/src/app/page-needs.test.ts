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
    for (const before of [undefined, { page: 'call' }] as const) {
      const [removeLeftFiles, forgetLeftChat] = [vi.fn(async () => {}), vi.fn(async () => {})];
      const load = async () => ({ removeLeftFiles, forgetLeftChat });
      await tidyUp(undefined, before, load);
      expect(removeLeftFiles).not.toHaveBeenCalled();
      await tidyUp({ page }, before, load);
      expect(removeLeftFiles).toHaveBeenCalledOnce();
      expect(forgetLeftChat).toHaveBeenCalledOnce();
    }
  },
);

test('A call does that by itself, and no page a second time', async () => {
  const [removeLeftFiles, forgetLeftChat] = [vi.fn(async () => {}), vi.fn(async () => {})];
  const load = async () => ({ removeLeftFiles, forgetLeftChat });
  await tidyUp({ page: 'call' }, undefined, load);
  await tidyUp({ page: 'schedule' }, { page: 'home' }, load);
  expect(removeLeftFiles).not.toHaveBeenCalled();
  expect(forgetLeftChat).not.toHaveBeenCalled();
});
