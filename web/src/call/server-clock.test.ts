import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ServerClock } from './server-clock.ts';

const DEVICE_TIME = Date.UTC(2030, 0, 1);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: DEVICE_TIME });
});
afterEach(() => {
  vi.useRealTimers();
});

it('shows the time of the device before anything was observed', () => {
  expect(new ServerClock().now()).toBe(DEVICE_TIME);
});

it.each([
  ['an hour fast', 3_600_000],
  ['three days slow', -3 * 86_400_000],
])('shows the time of the server on a device that is %s', (_, errorMs) => {
  const clock = new ServerClock();
  clock.observe(DEVICE_TIME - errorMs, DEVICE_TIME, DEVICE_TIME);
  expect(clock.now()).toBe(DEVICE_TIME - errorMs);
});

it('takes the server to have spoken in the middle of the exchange', () => {
  const clock = new ServerClock();
  clock.observe(5_000, DEVICE_TIME - 300, DEVICE_TIME - 100);
  expect(clock.now()).toBe(5_200);
});

it('goes on with the device’s clock', () => {
  const clock = new ServerClock();
  clock.observe(1_000, DEVICE_TIME, DEVICE_TIME);
  vi.setSystemTime(DEVICE_TIME + 60_000);
  expect(clock.now()).toBe(61_000);
});

it('believes the latest observation, by which a clock that was set meanwhile is right again', () => {
  const clock = new ServerClock();
  clock.observe(1_000, DEVICE_TIME, DEVICE_TIME);
  const later = DEVICE_TIME + 7_200_000;
  vi.setSystemTime(later);
  clock.observe(2_000, later, later);
  expect(clock.now()).toBe(2_000);
});
