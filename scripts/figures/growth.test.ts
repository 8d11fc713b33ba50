import { expect, test } from 'vitest';
import { growthOf } from './growth.ts';

test('What stays, whatever single samples do, does not grow', () => {
  expect(growthOf([5, 5, 5, 5, 5])).toBe(0);
  expect(growthOf([5, 6, 5, 900, 5, 6, 5, 6, 5])).toBeLessThan(2);
  expect(growthOf([1, 2, 1, 2, 1, 2, 1, 2])).toBeLessThanOrEqual(1);
  expect(growthOf([])).toBe(0);
  expect(growthOf([7])).toBe(0);
});

test('What grows does so by as much as it has grown, and what falls falls', () => {
  expect(growthOf([10, 12, 14, 16, 18])).toBe(8);
  expect(growthOf([10, 12, 500, 16, 18])).toBe(8);
  expect(growthOf([18, 16, 14])).toBe(-4);
});
