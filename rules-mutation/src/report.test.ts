import { describe, expect, it } from 'vitest';
import { createMutants, type Mutant } from './create-mutants.ts';
import { parseEquivalents } from './equivalents.ts';
import { createReport, formatReport } from './report.ts';
import type { MutantResult } from './run-mutants.ts';

const source = `service cloud.firestore { match /a/{b} {
  function f() { return a == 1 && c; }
  allow get: if f();
} }`;
const mutants = createMutants(source);
const result = (mutant: Mutant, outcome: MutantResult['outcome'] = 'killed'): MutantResult => ({
  ...{ mutant, outcome, durationMs: 1 },
});
const equivalentTo = ({ operator, place, before, after }: Mutant) => ({
  ...{ operator, place, before, after, reason: 'no matter' },
});
const survivor = mutants.find(({ before, after }) => before === 'a == 1' && after === 'a >= 1') as Mutant;
const allButOne = mutants.map((mutant) => result(mutant, mutant === survivor ? 'survived' : 'killed'));

describe('the report', () => {
  it('shows each survivor with its line, what it changes and where', () => {
    const report = createReport(allButOne, [], true);
    const text = formatReport(report, 'firestore.rules');
    expect(text).toContain('survived  firestore.rules:2:27  comparison in f()');
    expect(text).toContain('        - a == 1\n        + a >= 1\n');
    expect(report.score).toBeCloseTo((100 * (mutants.length - 1)) / mutants.length);
  });

  it('counts for each operator', () => {
    const { operators } = createReport(allButOne, [], true);
    const total = mutants.filter(({ operator }) => operator === 'comparison').length;
    expect(operators).toContainEqual({ operator: 'comparison', detected: total - 1, total });
  });

  it('counts timeouts as noticed, and leaves out what does not compile', () => {
    const [first, second] = mutants as [Mutant, Mutant];
    const report = createReport([result(first, 'timeout'), result(second, 'invalid')], [], false);
    expect(report).toMatchObject({ score: 100, counts: { timeout: 1, invalid: 1, killed: 0, survived: 0 } });
  });

  it('leaves out survivors that are listed as equivalent', () => {
    const report = createReport(allButOne, [equivalentTo(survivor)], true);
    expect(report).toMatchObject({
      score: 100,
      survivors: [],
      stale: [],
      counts: { equivalent: 1, survived: 0 },
    });
    expect(report.equivalents).toMatchObject([{ reason: 'no matter' }]);
  });

  it('knows an equivalent again wherever it has moved to', () => {
    const moved = createMutants(`// new\n\n${source.replace('a == 1 &&', 'a  ==\n 1\n &&')}`);
    const results = moved.map((mutant) => result(mutant, mutant.id === survivor.id ? 'survived' : 'killed'));
    expect(createReport(results, [equivalentTo(survivor)], true)).toMatchObject({ score: 100, stale: [] });
  });

  it('reports equivalents that are killed or no longer there, when all mutants were run', () => {
    const gone = { ...equivalentTo(survivor), place: 'g()' };
    const killed = equivalentTo(mutants.find((mutant) => mutant !== survivor) as Mutant);
    const report = createReport(allButOne, [equivalentTo(survivor), gone, killed], true);
    expect(report.stale.map(({ equivalent }) => equivalent)).toEqual([gone, killed]);
    expect(formatReport(report, 'x')).toContain('is listed as equivalent, but there is no such mutant');
    expect(createReport([], [gone], false).stale).toEqual([]);
  });
});

describe('the list of equivalents', () => {
  it('must give a reason for each', () => {
    const { reason: _, ...unreasoned } = equivalentTo(survivor);
    expect(() => parseEquivalents(JSON.stringify([unreasoned]))).toThrow('has no `reason`');
    expect(() => parseEquivalents(JSON.stringify([{ ...unreasoned, reason: '' }]))).toThrow('has no reason');
    expect(() => parseEquivalents('{}')).toThrow('must be an array');
    expect(parseEquivalents(JSON.stringify([equivalentTo(survivor)]))).toEqual([equivalentTo(survivor)]);
  });
});
