import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export interface Options {
  readonly rules: string;
  readonly emulator: string;
  /** Run once per mutant. */
  readonly test: string | undefined;
  /** Started once per job; see `ServerTests`. */
  readonly testServer: string | undefined;
  readonly project: string;
  readonly jobs: number;
  /** Names of operators, lines and ranges of lines; empty: all. */
  readonly only: readonly string[];
  /** How many mutants to take by chance; undefined: all. */
  readonly sample: number | undefined;
  readonly seed: number;
  readonly equivalents: string | undefined;
  readonly json: string | undefined;
  /** In percent. */
  readonly threshold: number;
  readonly unknownKey: string;
  /** Only show the mutants. */
  readonly list: boolean;
}

export class UsageError extends Error {}

export const usage = `Usage: rules-mutation --rules FILE --emulator COMMAND (--test COMMAND | --test-server COMMAND)

  --rules FILE           the rules to mutate (firestore.rules)
  --emulator COMMAND     starts an emulator; {port}, {rules} and {project} are filled in
  --test COMMAND         runs the tests once and fails if one does, with FIRESTORE_EMULATOR_HOST
                         and GCLOUD_PROJECT set
  --test-server COMMAND  stays and runs the tests for each line that it reads; see the README
  --project ID           the project that the tests use (demo-rules-mutation)
  --jobs N               emulators and test runs at once (one per two processors)
  --only WHAT            an operator, a line or lines (12, 40-62); may be given several times
  --sample N --seed S    N mutants by chance, the same for the same seed
  --equivalents FILE     mutants that no test can kill, each with its reason; any other survivor
                         is then a failure
  --json FILE            where to write the outcome of every mutant
  --threshold PERCENT    fewer killed than this is a failure (98)
  --unknown-key KEY      what is added to lists of allowed keys: one that the tests try (more)
  --list                 shows the mutants and runs nothing`;

/** @throws {UsageError} */
export function parseOptions(args: readonly string[]): Options {
  const values = parse(args);
  const list = values.list ?? false;
  if (!list && values.emulator === undefined) throw new UsageError('--emulator is missing');
  if (!list && (values.test === undefined) === (values['test-server'] === undefined))
    throw new UsageError('Give one of --test and --test-server');
  const jobs = numberFrom('jobs', values.jobs, Math.ceil(availableParallelism() / 2));
  if (jobs < 1) throw new UsageError('--jobs must be 1 or more');
  return {
    rules: values.rules ?? 'firestore.rules',
    emulator: values.emulator ?? '',
    test: values.test,
    testServer: values['test-server'],
    project: values.project ?? 'demo-rules-mutation',
    jobs,
    only: values.only ?? [],
    sample: values.sample === undefined ? undefined : numberFrom('sample', values.sample, 0),
    seed: numberFrom('seed', values.seed, 1),
    equivalents: values.equivalents,
    json: values.json,
    threshold: numberFrom('threshold', values.threshold, 98),
    unknownKey: values['unknown-key'] ?? 'more',
    list,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rules: { type: 'string' },
        emulator: { type: 'string' },
        test: { type: 'string' },
        'test-server': { type: 'string' },
        project: { type: 'string' },
        jobs: { type: 'string' },
        only: { type: 'string', multiple: true },
        sample: { type: 'string' },
        seed: { type: 'string' },
        equivalents: { type: 'string' },
        json: { type: 'string' },
        threshold: { type: 'string' },
        'unknown-key': { type: 'string' },
        list: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function numberFrom(name: string, text: string | undefined, preset: number): number {
  if (text === undefined) return preset;
  if (!/^\d+(\.\d+)?$/.test(text)) throw new UsageError(`--${name} must be a number, not ${text}`);
  return Number(text);
}
