import { afterEach, describe, expect, it, vi } from 'vitest';
import { isReload } from './platform.ts';

describe('isReload', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is not, on a page that was opened', () => {
    expect(isReload()).toBe(false);
  });

  it.each([
    ['reload', true],
    ['navigate', false],
    ['back_forward', false],
    ['prerender', false],
  ])('%s: %s', (type, expected) => {
    const [navigation] = performance.getEntriesByType('navigation');
    const other = Object.create(navigation as object, { type: { value: type } }) as PerformanceEntry;
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([other]);
    expect(isReload()).toBe(expected);
  });

  it('is not, where the browser does not say', () => {
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([]);
    expect(isReload()).toBe(false);
  });
});
