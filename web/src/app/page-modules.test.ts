import { expect, test, vi } from 'vitest';
import { PageModules } from './page-modules.ts';

function modules(home: () => Promise<unknown>) {
  const others = vi.fn(async () => {});
  return new PageModules({
    home,
    ...{
      call: others,
      schedule: others,
      'scheduled-call': others,
      'broken-link': others,
      'not-found': others,
    },
  });
}

test('A page is there once it was fetched, and is fetched once', async () => {
  const load = vi.fn(async () => {});
  const pages = modules(load);
  expect(pages.has('home')).toBe(false);
  expect(await Promise.all([pages.fetch('home'), pages.fetch('home')])).toEqual([true, true]);
  expect([pages.has('home'), pages.has('call')]).toEqual([true, false]);
  expect(await pages.fetch('home')).toBe(true);
  expect(load).toHaveBeenCalledOnce();
});

test('One that does not come is said not to be there, and is tried anew', async () => {
  const load = vi.fn().mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValueOnce({});
  const pages = modules(load);
  expect([await pages.fetch('home'), pages.has('home')]).toEqual([false, false]);
  expect([await pages.fetch('home'), pages.has('home')]).toEqual([true, true]);
});
