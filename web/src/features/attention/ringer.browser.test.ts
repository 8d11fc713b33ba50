import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallPreferences } from '../../memory/preference.ts';
import { emptyMemory } from '../../memory/scenes.ts';
import { watchAttention } from '../../testing/watch-attention.ts';
import { Ringer } from './ringer.ts';

const GRACE = { id: 'r'.repeat(16), title: 'Grace is ringing you' };

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

function ringer(choose: (preferences: CallPreferences) => void = () => {}): Ringer {
  const preferences = new CallPreferences(emptyMemory());
  choose(preferences);
  return new Ringer(() => preferences);
}

test('Who rings is heard again and again until they stop, and shown once', async () => {
  const { tones, notified, badge } = watchAttention(true);
  const ringing = ringer(({ notifications }) => notifications.set(true));
  ringing.set(GRACE);
  expect(document.title).toContain(GRACE.title);
  await expect.poll(() => tones).toEqual([440, 660]);
  for (const count of [2, 3]) {
    vi.advanceTimersByTime(4_000);
    await expect.poll(() => tones).toHaveLength(2 * count);
    // The page is drawn anew.
    ringing.set({ ...GRACE });
  }
  expect([notified, badge.mock.calls.length]).toEqual([[GRACE.title], 1]);
  ringing.set(undefined);
  expect(document.title).not.toContain(GRACE.title);
  vi.advanceTimersByTime(40_000);
  ringing.set({ ...GRACE, id: 's'.repeat(16), title: 'Alan is ringing you' });
  await expect.poll(() => tones).toHaveLength(8);
  expect(notified).toEqual([GRACE.title, 'Alan is ringing you']);
  ringing.set(undefined);
});

test('Whoever wants no sounds sees who rings, and hears nothing', () => {
  const { resume, notified } = watchAttention(true);
  const ringing = ringer(({ sounds, notifications }) => {
    sounds.set(false);
    notifications.set(true);
  });
  ringing.set(GRACE);
  vi.advanceTimersByTime(8_000);
  expect([resume.mock.calls.length, notified]).toEqual([0, [GRACE.title]]);
  ringing.set(undefined);
});
