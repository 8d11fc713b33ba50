import { expect, test } from 'vitest';
import { describeRuns, type FaultRun, faultTable, gathered } from './fault-report.ts';

const run = (name: string, seconds: number | undefined): FaultRun => ({
  name,
  place: ['one', 'two'].indexOf(name),
  fault: 'R1',
  what: 'something',
  aimMs: 1500,
  at: '2026-01-01T00:00:00.000Z',
  build: 'abc1234',
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
    '| one | R1 | something | 3 of 4 | 2.0 s (3.0 s) | 0.1 s (0.1 s) | 1.5 s | concealed, %: 2.0 (3.0) | abc1234 |',
    '| two | R1 | something | 1 of 1 | 7.0 s | 0.1 s | 1.5 s | concealed, %: 7.0 | abc1234 |',
  ]);
});

test('Of two the median is between them, and of none there is none', () => {
  expect(faultTable([run('one', 1), run('one', 2)])).toContain('| 1.5 s (2.0 s) |');
  expect(faultTable([run('one', undefined)])).toContain('| 0 of 1 | – | – |');
});

test('Rows are in the order of the scenarios, and what was done otherwise is a row of its own', () => {
  const runs = [run('two', 1), { ...run('one', 1), build: 'def5678' }, { ...run('one', 1), what: 'else' }];
  const rows = faultTable(runs).split('\n').slice(2);
  expect(rows.map((cells) => cells.split(' | ').slice(0, 3))).toEqual([
    ['| one', 'R1', 'something'],
    ['| one', 'R1', 'else'],
    ['| two', 'R1', 'something'],
  ]);
});

test('Fresh runs take the place of those of the same scenario, or are added to them; others stay', () => {
  const [before, fresh] = [[run('one', 1), run('two', 2)], [{ ...run('one', 3), build: 'def5678' }]];
  expect(gathered(before, fresh, false)).toEqual([run('two', 2), ...fresh]);
  expect(gathered(before, fresh, true)).toEqual([...before, ...fresh]);
});

test('It is said of which days and builds they are', () => {
  const later = { ...run('one', 1), at: '2026-01-03T23:59:00.000Z', build: 'def5678' };
  expect(describeRuns([run('one', 1)])).toBe('1 run, 2026-01-01, of the build abc1234');
  expect(describeRuns([run('one', 1), later])).toBe(
    '2 runs, 2026-01-01 to 2026-01-03, of the builds abc1234, def5678',
  );
});
