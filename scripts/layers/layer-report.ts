/** What one layer came to. */
export interface LayerReport {
  layer: string;
  seconds: number;
  tests: readonly TestOutcome[];
  /** Why the layer as a whole failed, beside its tests: it crashed, or it ran none. */
  failure?: string;
}

export interface TestOutcome {
  title: string;
  state: 'passed' | 'failed' | 'skipped';
  durationMs: number;
  /** Why it was skipped; undefined: it was not, or did not say. */
  reason?: string;
}

const slowestCount = 5;

/** The closing table, the slowest tests, the reasons of skips, and the totals as the last line. */
export function summarize(reports: readonly LayerReport[]): string {
  const counts = reports.map(countLayer);
  const total = (key: 'passed' | 'failed' | 'skipped') => counts.reduce((sum, count) => sum + count[key], 0);
  const rows = [
    ['layer', 'passed', 'failed', 'skipped', 'seconds'],
    ...reports.map((report, index) => {
      const { passed, failed, skipped } = counts[index] ?? { passed: 0, failed: 0, skipped: 0 };
      return [report.layer, `${passed}`, `${failed}`, `${skipped}`, report.seconds.toFixed(1)];
    }),
  ];
  const paragraphs = [
    formatTable(rows),
    ...describeFailures(reports),
    ...describeSlowest(reports),
    ...describeSkips(reports),
    `${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`,
  ];
  return paragraphs.join('\n\n');
}

/** How many tests of one layer came to what. */
export function describeCounts(report: LayerReport): string {
  const { passed, failed, skipped } = countLayer(report);
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

export function hasFailed(report: LayerReport): boolean {
  return countLayer(report).failed > 0;
}

function countLayer({ tests, failure }: LayerReport) {
  const count = (state: TestOutcome['state']) => tests.filter((test) => test.state === state).length;
  // A layer that broke counts as one failure, so that the totals cannot look green.
  return { passed: count('passed'), failed: count('failed') + (failure ? 1 : 0), skipped: count('skipped') };
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ')).join('\n');
}

function describeFailures(reports: readonly LayerReport[]): string[] {
  const lines = reports.flatMap(({ layer, tests, failure }) => [
    ...tests.filter(({ state }) => state === 'failed').map(({ title }) => `  ${layer}: ${title}`),
    ...(failure ? [`  ${layer}: ${failure}`] : []),
  ]);
  return lines.length > 0 ? [`Failed:\n${lines.join('\n')}`] : [];
}

function describeSlowest(reports: readonly LayerReport[]): string[] {
  const slowest = reports
    .flatMap(({ layer, tests }) => tests.map((test) => ({ layer, ...test })))
    .filter(({ state }) => state !== 'skipped')
    .sort((a, b) => b.durationMs - a.durationMs)
    .slice(0, slowestCount);
  const lines = slowest.map(
    ({ layer, title, durationMs }) => `  ${(durationMs / 1000).toFixed(1)} s  ${layer}: ${title}`,
  );
  return lines.length > 0 ? [`Slowest:\n${lines.join('\n')}`] : [];
}

function describeSkips(reports: readonly LayerReport[]): string[] {
  const lines = reports.flatMap(({ layer, tests }) =>
    tests
      .filter(({ state }) => state === 'skipped')
      .map(({ title, reason }) => `  ${layer}: ${title} (${reason ?? 'no reason given'})`),
  );
  return lines.length > 0 ? [`Skipped:\n${lines.join('\n')}`] : [];
}
