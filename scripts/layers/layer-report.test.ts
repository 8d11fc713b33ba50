import { expect, test } from 'vitest';
import { hasFailed, type LayerReport, summarize } from './layer-report.ts';
import { judgeVitest } from './run-layer.ts';

const passed = (title: string, durationMs = 1) => ({ title, state: 'passed' as const, durationMs });
const failed = (title: string) => ({ title, state: 'failed' as const, durationMs: 1 });
const skipped = (title: string, reason?: string) => ({
  title,
  state: 'skipped' as const,
  durationMs: 0,
  ...(reason ? { reason } : {}),
});

test('the summary is a table, the slowest five, the skips with their reasons, and the totals as its last line', () => {
  const reports: LayerReport[] = [
    { layer: 'lint', seconds: 0.71, tests: [passed('lint', 710)] },
    {
      layer: 'calls',
      seconds: 12.34,
      tests: [
        passed('a', 100),
        passed('b', 5000),
        passed('c', 300),
        passed('d', 200),
        passed('e', 2500),
        skipped('f', 'no Firefox here'),
      ],
    },
  ];
  expect(summarize(reports)).toBe(
    `
layer  passed  failed  skipped  seconds
lint        1       0        0      0.7
calls       5       0        1     12.3

Slowest:
  5.0 s  calls: b
  2.5 s  calls: e
  0.7 s  lint: lint
  0.3 s  calls: c
  0.2 s  calls: d

Skipped:
  calls: f (no Firefox here)

6 passed, 0 failed, 1 skipped`.trimStart(),
  );
});

test('a failed test is named again at the end', () => {
  const reports = [{ layer: 'unit', seconds: 1, tests: [passed('a'), failed('b')] }];
  expect(summarize(reports)).toContain('Failed:\n  unit: b\n');
  expect(summarize(reports)).toMatch(/\n1 passed, 1 failed, 0 skipped$/);
});

test('a layer that broke is a failure in the totals', () => {
  const report = { layer: 'rules', seconds: 1, tests: [], failure: 'vitest crashed before it finished' };
  expect(hasFailed(report)).toBe(true);
  expect(summarize([report])).toMatch(/\n0 passed, 1 failed, 0 skipped$/);
});

test.each([
  ['passes when its tests did', true, [passed('a'), skipped('b')], [], undefined],
  ['is told apart from its failed tests', false, [failed('a')], [], undefined],
  ['fails when it has no test', false, [], [], 'no test ran'],
  ['fails when every test was skipped', true, [skipped('a')], [], 'no test ran'],
  ['fails when a file does not load', false, [passed('a')], ['x.test.ts: boom'], 'x.test.ts: boom'],
  ['fails when vitest does and no test did', false, [passed('a')], [], 'vitest failed outside of the tests'],
])('a vitest layer %s', (_, succeeded, tests, errors, failure) => {
  expect(judgeVitest(succeeded, { tests, errors }).failure).toBe(failure);
});
