import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { NOW } from '../../testing/call-scenes.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import type { TimeLeft } from './time-left.ts';
import './time-left.ts';

const MINUTE = 60_000;

function mountTimeLeft(leftMs: number, properties: Partial<TimeLeft> = {}): Promise<TimeLeft> {
  const endsAt = NOW + leftMs;
  return mount('parley-time-left', {
    endsAt,
    latestEndsAt: endsAt + 60 * MINUTE,
    now: () => NOW,
    ...properties,
  });
}

test('Nothing is said until five minutes before the end', async () => {
  let now = NOW;
  await mountTimeLeft(5 * MINUTE + 1_500, { now: () => now });
  expect(page.getByRole('timer').query()).toBeNull();
  now += 1_500;
  await expect.element(page.getByRole('timer')).toHaveTextContent('5:00');
  await expect.element(page.getByRole('status')).toHaveTextContent('This call ends within 5 minutes.');
});

test('It is said again a minute before', async () => {
  await mountTimeLeft(MINUTE);
  await expect.element(page.getByRole('timer')).toHaveTextContent('1:00');
  await expect.element(page.getByRole('status')).toHaveTextContent('This call ends within 1 minute.');
});

test('The host may add a quarter of an hour, the guest may not', async () => {
  const element = await mountTimeLeft(MINUTE, { isHost: true });
  const events = recordEvents('extend-requested');
  await page.getByRole('button', { name: 'Add 15 minutes' }).click();
  expect(events.map(({ byMs }) => byMs)).toEqual([15 * MINUTE]);
  element.isHost = false;
  await element.updateComplete;
  expect(page.getByRole('button').query()).toBeNull();
});

test('What is as long as it may be cannot be lengthened', async () => {
  await mountTimeLeft(MINUTE, { isHost: true, latestEndsAt: NOW + MINUTE });
  await expect.element(page.getByRole('timer')).toBeVisible();
  expect(page.getByRole('button').query()).toBeNull();
});
