/** What became of calls under faults, as a table. */

/** One scenario, once. */
export interface FaultRun {
  readonly name: string;
  /** Where its scenario stands among all, from 0. */
  readonly place: number;
  readonly fault: string;
  readonly what: string;
  readonly aimMs: number;
  /** When it ended, in ISO 8601. */
  readonly at: string;
  /** The commit that was measured. */
  readonly build: string;
  readonly outcome?: {
    readonly pictureMs: number;
    readonly soundMs: number;
    readonly also?: Readonly<Record<string, number>>;
  };
  /** Why there is no outcome: they did not come back by themselves, or something broke. */
  readonly failure?: string;
}

/**
 * What is known after some more runs.
 * @param adds they are added to those of before; otherwise they take their place, scenario by scenario
 */
export function gathered(before: readonly FaultRun[], fresh: readonly FaultRun[], adds: boolean): FaultRun[] {
  const isMadeAnew = ({ name }: FaultRun) => fresh.some((run) => run.name === name);
  return [...(adds ? before : before.filter((run) => !isMadeAnew(run))), ...fresh];
}

/** Over which days and of which builds they are. */
export function describeRuns(runs: readonly FaultRun[]): string {
  const days = [...new Set(runs.map(({ at }) => at.slice(0, 10)))].toSorted();
  const builds = [...new Set(runs.map(({ build }) => build))];
  const when = days.length > 1 ? `${days[0]} to ${days.at(-1)}` : days.join();
  const count = runs.length === 1 ? '1 run' : `${runs.length} runs`;
  return `${count}, ${when}, of ${builds.length > 1 ? 'the builds' : 'the build'} ${builds.join(', ')}`;
}

/** Rows of Markdown, in the order of the scenarios. What was done otherwise under the same name is another row. */
export function faultTable(runs: readonly FaultRun[]): string {
  const keyOf = ({ name, what }: FaultRun) => `${name} ${what}`;
  const keys = [...new Set(runs.toSorted((one, other) => one.place - other.place).map(keyOf))];
  return [
    '| scenario | fault | what is done | back by themselves | picture | sound | aim | else | build |',
    '|---|---|---|---|---|---|---|---|---|',
    ...keys.map((key) => row(runs.filter((run) => keyOf(run) === key))),
  ].join('\n');
}

function row(runs: readonly FaultRun[]): string {
  const [{ name, fault, what, aimMs } = { name: '', fault: '', what: '', aimMs: 0 }] = runs;
  const outcomes = runs.flatMap(({ outcome }) => outcome ?? []);
  const times = (key: 'pictureMs' | 'soundMs') =>
    spread(
      outcomes.map((outcome) => outcome[key] / 1000),
      's',
    );
  const others = [...new Set(outcomes.flatMap(({ also }) => Object.keys(also ?? {})))].map((key) => {
    const values = outcomes.flatMap(({ also }) => also?.[key] ?? []);
    return `${key}: ${spread(values, '', key.includes(', ms') ? 0 : 1)}`;
  });
  const cells = [
    name,
    fault,
    what,
    `${outcomes.length} of ${runs.length}`,
    times('pictureMs'),
    times('soundMs'),
    `${aimMs / 1000} s`,
    others.join('; '),
    [...new Set(runs.map(({ build }) => build))].join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The median, and the most where there are several. */
function spread(values: readonly number[], unit: string, digits = 1): string {
  if (values.length === 0) return '–';
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const median = ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
  const words = (value: number) => `${Math.max(0, value).toFixed(digits)}${unit && ` ${unit}`}`;
  return values.length === 1 ? words(median) : `${words(median)} (${words(sorted.at(-1) ?? 0)})`;
}
