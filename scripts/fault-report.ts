/** What became of calls under faults, as a table. */

/** One scenario, once. */
export interface FaultRun {
  readonly name: string;
  readonly fault: string;
  readonly what: string;
  readonly aimMs: number;
  /** When it ended, in ISO 8601. */
  readonly at: string;
  readonly outcome?: {
    readonly pictureMs: number;
    readonly soundMs: number;
    readonly also?: Readonly<Record<string, number>>;
  };
  /** Why there is no outcome: they did not come back by themselves, or something broke. */
  readonly failure?: string;
}

/** Rows of Markdown, one for each scenario, in the order in which they came first. */
export function faultTable(runs: readonly FaultRun[]): string {
  const names = [...new Set(runs.map(({ name }) => name))];
  const rows = names.map((name) => row(runs.filter((run) => run.name === name)));
  return [
    '| scenario | fault | what is done | back by themselves | picture | sound | aim | else |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
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
    return `${key}: ${spread(values, '', key.endsWith('ms') ? 0 : 1)}`;
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
