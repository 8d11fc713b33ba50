import { expect, test } from 'vitest';
import { type FaultRun, faultTable } from './fault-report.ts';

const run = (name: string, seconds: number | undefined): FaultRun => ({
  name,
  fault: 'R1',
  what: 'something',
  aimMs: 1500,
  at: '2026-01-01T00:00:00.000Z',
  ...(seconds === undefined
    ? { failure: 'Timeout' }
    : { outcome: { pictureMs: seconds * 1000, soundMs: 100, also: { 'concealed, %': seconds } } }),
});

test('A scenario is a row: how often they came back, the median, and the most', () => {
  const rows = faultTable([
    run('one', 1),
    run('two', 7),
    run('one', 3),
    run('one', undefined),
    run('one', 2),
  ]).split('\n');
  expect(rows.slice(2)).toEqual([
    '| one | R1 | something | 3 of 4 | 2.0 s (3.0 s) | 0.1 s (0.1 s) | 1.5 s | concealed, %: 2.0 (3.0) |',
    '| two | R1 | something | 1 of 1 | 7.0 s | 0.1 s | 1.5 s | concealed, %: 7.0 |',
  ]);
});

test('Of two the median is between them, and of none there is none', () => {
  expect(faultTable([run('one', 1), run('one', 2)])).toContain('| 1.5 s (2.0 s) |');
  expect(faultTable([run('one', undefined)])).toContain('| 0 of 1 | – | – |');
});
