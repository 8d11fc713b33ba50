import { expect, test } from 'vitest';
import { CHART_HEIGHT, CHART_WIDTH, chartPath, chartTop } from './sparkline.ts';

test.each([
  ['nothing', [], ''],
  ['a history that begins within the chart', [0, 10], `M60 30h0L120 2`],
  ['one value, as a dot at the end', [5], `M120 16h0`],
  ['a gap, where nothing was known', [0, undefined, 0], `M0 30h0M120 30h0`],
  ['what is above the top, at the top', [99, 99, 99], `M0 2h0L60 2L120 2`],
])('A chart draws %s', (_, values, path) => {
  expect([CHART_WIDTH, CHART_HEIGHT]).toEqual([120, 32]);
  expect(chartPath(values, 3, 10)).toBe(path);
});

test('The top is the most that there was, of all that is drawn, and never less than the floor', () => {
  expect(chartTop(10)).toBe(10);
  expect(chartTop(10, [undefined, 3], [4])).toBe(10);
  expect(chartTop(10, [11], [undefined, 30])).toBe(30);
});
