import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Throttle } from './throttle.ts';

let acted: number[];
let throttle: Throttle<number>;
beforeEach(() => {
  vi.useFakeTimers();
  acted = [];
  throttle = new Throttle(1_000, (value) => acted.push(value));
});
afterEach(() => {
  vi.useRealTimers();
});

test('The first is acted on at once, and of a flood the latest in each interval', () => {
  for (let value = 0; value < 100; value += 1) {
    throttle.push(value);
    vi.advanceTimersByTime(30);
  }
  expect(acted).toEqual([0, 33, 66, 99]);
  vi.advanceTimersByTime(10_000);
  throttle.push(100);
  expect(acted.at(-1)).toBe(100);
});

test('What waits is forgotten', () => {
  throttle.push(1);
  throttle.push(2);
  throttle.clear();
  vi.advanceTimersByTime(10_000);
  expect(acted).toEqual([1]);
  throttle.push(3);
  expect(acted).toEqual([1, 3]);
});
