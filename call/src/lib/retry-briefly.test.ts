import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { retryBriefly } from './retry-briefly.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const lost = new TypeError('Failed to fetch');

/** An attempt that fails so often, then succeeds. */
function attempt(failures: number) {
  const tried = vi.fn(async () => 'here');
  for (let count = 0; count < failures; count += 1) tried.mockRejectedValueOnce(lost);
  return tried;
}

test('What comes at once is tried once', async () => {
  const tried = attempt(0);
  await expect(retryBriefly(tried)).resolves.toBe('here');
  expect(tried).toHaveBeenCalledOnce();
});

test('What is lost is tried twice again, after a moment each', async () => {
  const tried = attempt(2);
  const result = retryBriefly(tried);
  await vi.advanceTimersByTimeAsync(249);
  expect(tried).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(tried).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(999);
  expect(tried).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1);
  await expect(result).resolves.toBe('here');
});

test('What is lost three times is given up, with what the last try threw', async () => {
  const tried = attempt(3);
  const result = expect(retryBriefly(tried)).rejects.toBe(lost);
  await vi.runAllTimersAsync();
  await result;
  expect(tried).toHaveBeenCalledTimes(3);
});

test('What another try would not change is thrown at once', async () => {
  const tried = attempt(1);
  await expect(retryBriefly(tried, (error) => error !== lost)).rejects.toBe(lost);
  expect(tried).toHaveBeenCalledOnce();
});
