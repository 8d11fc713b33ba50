import type { Mutant } from './create-mutants.ts';
import type { Emulator } from './emulator.ts';
import type { RulesTests } from './rules-tests.ts';

export interface MutantResult {
  readonly mutant: Mutant;
  /** `invalid`: the emulator does not take the rules, so nobody could deploy them. */
  readonly outcome: 'killed' | 'survived' | 'invalid' | 'timeout';
  /** The test that failed, or what the compiler said. */
  readonly detail?: string;
  readonly durationMs: number;
}

/** What one job works with, apart from all the others. */
export interface Bench {
  readonly emulator: Pick<Emulator, 'loadRules' | 'clear' | 'stop'>;
  readonly tests: RulesTests;
}

export interface RunOptions {
  /** The rules as they are. */
  readonly original: string;
  readonly mutants: readonly Mutant[];
  readonly jobs: number;
  createBench(): Promise<Bench>;
  readonly signal: AbortSignal;
  onResult?(result: MutantResult, done: number): void;
}

/** Nothing that mutants do to these tests would mean anything. */
export class UselessTestsError extends Error {}

const leastDeadlineMs = 60_000;
const noHint = { place: '', line: 0 };

/**
 * Tests every mutant. Each job first shows that the tests pass with the rules as they are, and shows it again at the
 * end: tests that fail by themselves would kill everything.
 * @throws {UselessTestsError} if they do not.
 */
export async function runMutants(options: RunOptions): Promise<MutantResult[]> {
  const queue = [...options.mutants];
  const results: MutantResult[] = [];
  const work = async () => {
    const bench = await options.createBench();
    const stop = () => Promise.all([bench.tests.stop(), bench.emulator.stop()]);
    options.signal.addEventListener('abort', stop, { once: true });
    try {
      const deadlineMs = Math.max(
        leastDeadlineMs,
        10 * (await expectPass(bench, options, 'before any mutant')),
      );
      for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
        const result = await runMutant(bench, mutant, deadlineMs);
        options.signal.throwIfAborted();
        results.push(result);
        options.onResult?.(result, results.length);
      }
      await expectPass(bench, options, 'after all mutants');
    } finally {
      options.signal.removeEventListener('abort', stop);
      await stop();
    }
  };
  const jobs = Array.from({ length: Math.max(1, Math.min(options.jobs, queue.length)) }, work);
  // What one job threw, the others must not outlive.
  const settled = await Promise.allSettled(jobs.map((job) => job.catch((error) => abandon(queue, error))));
  options.signal.throwIfAborted();
  for (const job of settled) if (job.status === 'rejected') throw job.reason;
  const order = new Map(options.mutants.map((mutant, index) => [mutant.id, index]));
  return results.sort((a, b) => (order.get(a.mutant.id) ?? 0) - (order.get(b.mutant.id) ?? 0));
}

function abandon(queue: Mutant[], error: unknown): never {
  queue.length = 0;
  throw error;
}

/** @returns how long the tests took */
async function expectPass(bench: Bench, { original, signal }: RunOptions, when: string): Promise<number> {
  const startedAt = performance.now();
  await bench.emulator.clear();
  const objection = await bench.emulator.loadRules(original);
  if (objection !== undefined) throw new UselessTestsError(`The rules do not compile: ${objection}`);
  const verdict = await bench.tests.run(noHint, 10 * leastDeadlineMs);
  signal.throwIfAborted();
  if (verdict.outcome === 'timeout')
    throw new UselessTestsError(`The tests do not end with the rules as they are, ${when}.`);
  if (verdict.outcome === 'failed')
    throw new UselessTestsError(`The tests fail with the rules as they are, ${when}: ${verdict.failed}`);
  return performance.now() - startedAt;
}

async function runMutant(
  { emulator, tests }: Bench,
  mutant: Mutant,
  deadlineMs: number,
): Promise<MutantResult> {
  const startedAt = performance.now();
  const end = (outcome: MutantResult['outcome'], detail?: string): MutantResult => ({
    mutant,
    outcome,
    ...(detail !== undefined && { detail }),
    durationMs: Math.round(performance.now() - startedAt),
  });
  await emulator.clear();
  const objection = await emulator.loadRules(mutant.source);
  if (objection !== undefined) return end('invalid', objection);
  const verdict = await tests.run(mutant, deadlineMs);
  if (verdict.outcome === 'failed') return end('killed', verdict.failed);
  return end(verdict.outcome === 'passed' ? 'survived' : 'timeout');
}
