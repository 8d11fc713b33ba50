/** How much of a file is shown to have gone, and when. */
import { expect, it } from 'vitest';
import { FileProgress } from './file-progress.ts';

it('is as much as was said with what the other has taken last', () => {
  const progress = new FileProgress();
  for (let count = 1; count <= 10; count += 1) progress.said(count, count * 100);
  expect([progress.taken(0, 0), progress.taken(3, 0), progress.taken(3, 1_000)]).toEqual([
    undefined,
    300,
    undefined,
  ]);
});

it('is shown four times a second, and at once where nothing more is under way', () => {
  const progress = new FileProgress();
  for (let count = 1; count <= 10; count += 1) progress.said(count, count * 100);
  expect(progress.taken(1, 0)).toBe(100);
  expect(progress.taken(2, 200)).toBeUndefined();
  expect(progress.taken(4, 250)).toBe(400);
  expect(progress.taken(10, 300)).toBe(1_000);
});

it('is whole once its end was taken, and not before that was said', () => {
  const progress = new FileProgress();
  progress.said(5, 100);
  expect([progress.hasEnded, progress.isWhole(5)]).toEqual([false, false]);
  progress.ended(6);
  expect([progress.hasEnded, progress.isWhole(5), progress.isWhole(6)]).toEqual([true, false, true]);
});
