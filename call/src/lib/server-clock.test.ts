import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ServerClock } from './server-clock.ts';

const DEVICE_TIME = Date.UTC(2030, 0, 1);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout'], now: DEVICE_TIME });
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
  clock.measure()(DEVICE_TIME - errorMs);
  expect(clock.now()).toBe(DEVICE_TIME - errorMs);
  expect(clock.isInDoubt).toBe(false);
});

it('takes the server to have spoken in the middle of the exchange', () => {
  const clock = new ServerClock();
  const learn = clock.measure();
  vi.advanceTimersByTime(200);
  learn(5_000);
  expect(clock.now()).toBe(5_100);
});

it('goes on with the time that passes', () => {
  const clock = new ServerClock();
  clock.measure()(1_000);
  vi.advanceTimersByTime(60_000);
  expect(clock.now()).toBe(61_000);
  expect(clock.isInDoubt).toBe(false);
});

it.each([
  ['set two hours ahead', 7_200_000],
  ['set two hours back', -7_200_000],
  ['put right by 90 s', 90_000],
])(
  'does not jump when the device’s clock is %s, and is in doubt until the server was heard again',
  (_, jumpMs) => {
    const clock = new ServerClock();
    clock.measure()(1_000);
    vi.setSystemTime(DEVICE_TIME + jumpMs);
    expect(clock.now()).toBe(1_000);
    expect(clock.isInDoubt).toBe(true);
    clock.measure()(2_000);
    expect(clock.now()).toBe(2_000);
    expect(clock.isInDoubt).toBe(false);
  },
);

it('is in no doubt when clocks drift apart as clocks do', () => {
  const clock = new ServerClock();
  vi.setSystemTime(DEVICE_TIME + 1_500);
  expect(clock.isInDoubt).toBe(false);
});
