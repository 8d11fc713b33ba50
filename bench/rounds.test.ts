import { afterEach, expect, it, vi } from 'vitest';
import { unlessItFails } from './rounds.ts';

afterEach(() => vi.restoreAllMocks());

it('takes what was measured, and tells of a turn that came to nothing', async () => {
  const told = vi.spyOn(console, 'error').mockReturnValue();
  const measured = [{ way: 'warm', pressedMs: 100, bothMs: 110 }];
  expect(await unlessItFails('Parley', async () => measured)).toEqual(measured);
  expect(told).not.toHaveBeenCalled();
  const failure = new Error('No picture');
  expect(await unlessItFails('Parley', () => Promise.reject(failure))).toEqual([]);
  expect(told).toHaveBeenCalledWith('Parley: one turn came to nothing.', failure);
});
