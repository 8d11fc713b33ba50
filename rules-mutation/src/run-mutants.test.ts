import { describe, expect, it } from 'vitest';
import { createMutants } from './create-mutants.ts';
import type { TestVerdict } from './rules-tests.ts';
import { type Bench, type MutantResult, runMutants } from './run-mutants.ts';

const original = 'service cloud.firestore { match /a/{b} { allow get: if a && b || c; } }';
const mutants = createMutants(original);
const survivor = mutants.find(({ operator }) => operator === 'drop-disjunct');

interface FakeBench extends Bench {
  readonly loaded: string[];
  stopCount: number;
}

/** Judges by the rules that are loaded. */
function fakeBench(judge: (rules: string, run: number) => TestVerdict | 'invalid'): FakeBench {
  const bench: FakeBench = {
    loaded: [],
    stopCount: 0,
    emulator: {
      clear: async () => {},
      loadRules: async (rules) => {
        bench.loaded.push(rules);
        return judge(rules, bench.loaded.length) === 'invalid' ? 'nonsense' : undefined;
      },
      stop: async () => {
        bench.stopCount++;
      },
    },
    tests: {
      run: async () => judge(bench.loaded.at(-1) ?? '', bench.loaded.length) as TestVerdict,
      stop: async () => {
        bench.stopCount++;
      },
    },
  };
  return bench;
}

const passed: TestVerdict = { outcome: 'passed' };
const failed: TestVerdict = { outcome: 'failed', failed: 'a test' };

function run(
  benches: FakeBench[],
  signal = new AbortController().signal,
  onResult?: (result: MutantResult) => void,
) {
  const waiting = [...benches];
  return runMutants({
    original,
    mutants,
    jobs: benches.length,
    signal,
    createBench: async () => waiting.pop() as FakeBench,
    ...(onResult && { onResult }),
  });
}

describe('running mutants', () => {
  it('tells killed, survived, invalid and late ones apart, in the order of the file', async () => {
    const verdicts = new Map<string, TestVerdict | 'invalid'>([
      [original, passed],
      [mutants[0]?.source ?? '', 'invalid'],
      [mutants[1]?.source ?? '', { outcome: 'timeout' }],
      [survivor?.source ?? '', passed],
    ]);
    const bench = fakeBench((rules) => verdicts.get(rules) ?? failed);
    const results = await run([bench]);
    expect(results.map(({ mutant }) => mutant.id)).toEqual(mutants.map(({ id }) => id));
    expect(results[0]).toMatchObject({ outcome: 'invalid', detail: 'nonsense' });
    expect(results[1]).toMatchObject({ outcome: 'timeout' });
    expect(results.filter(({ outcome }) => outcome === 'survived').map(({ mutant }) => mutant)).toEqual([
      survivor,
    ]);
    expect(results.filter(({ outcome }) => outcome === 'killed')).toHaveLength(mutants.length - 3);
    expect(results.at(-1)).toMatchObject({ detail: 'a test' });
  });

  it('shares the mutants among the jobs, each once', async () => {
    const benches = [1, 2, 3].map(() => fakeBench((rules) => (rules === original ? passed : failed)));
    await run(benches);
    const loaded = benches.flatMap((bench) => bench.loaded);
    expect(loaded.filter((rules) => rules === original)).toHaveLength(6);
    expect(loaded.filter((rules) => rules !== original).sort()).toEqual(
      mutants.map(({ source }) => source).sort(),
    );
    for (const bench of benches) expect(bench.loaded.length).toBeGreaterThan(2);
  });

  it.each([
    ['do not pass', () => failed, 'before any mutant: a test'],
    ['do not end', (): TestVerdict => ({ outcome: 'timeout' }), 'before any mutant'],
    ['cannot run, as the rules do not compile', () => 'invalid' as const, 'do not compile: nonsense'],
    [
      'pass no longer at the end',
      (_: string, run: number) => (run === 1 ? passed : failed),
      'after all mutants: a test',
    ],
  ])('says so when the tests of the unchanged rules %s', async (_, judge, message) => {
    const bench = fakeBench(judge);
    await expect(run([bench])).rejects.toThrow(message);
    expect(bench.stopCount).toBe(2);
  });

  it('stops everything when it is told to', async () => {
    const stopping = new AbortController();
    const benches = [1, 2].map(() => fakeBench((rules) => (rules === original ? passed : failed)));
    const running = run(benches, stopping.signal, () => stopping.abort());
    await expect(running).rejects.toThrow('abort');
    for (const { stopCount, loaded } of benches) {
      expect(stopCount).toBeGreaterThanOrEqual(2);
      expect(loaded.length).toBeLessThan(mutants.length);
    }
  });
});
