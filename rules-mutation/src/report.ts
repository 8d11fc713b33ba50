import { type Equivalent, findEquivalent, findStale } from './equivalents.ts';
import type { MutantResult } from './run-mutants.ts';

export interface Report {
  /** Killed and timed out, of all that compile and are not listed as equivalent. 100 when there are none. */
  readonly score: number;
  readonly counts: Readonly<Record<MutantResult['outcome'] | 'equivalent', number>>;
  readonly operators: readonly OperatorReport[];
  readonly survivors: readonly MutantResult[];
  readonly equivalents: readonly { result: MutantResult; reason: string }[];
  /** Empty when only some of the mutants were run, which says nothing about the others. */
  readonly stale: readonly { equivalent: Equivalent; why: string }[];
}

interface OperatorReport {
  readonly operator: string;
  readonly detected: number;
  readonly total: number;
}

export function createReport(
  results: readonly MutantResult[],
  equivalents: readonly Equivalent[],
  isComplete: boolean,
): Report {
  const counts = { killed: 0, survived: 0, invalid: 0, timeout: 0, equivalent: 0 };
  const operators = new Map<string, { detected: number; total: number }>();
  const survivors: MutantResult[] = [];
  const accepted: { result: MutantResult; reason: string }[] = [];
  for (const result of results) {
    const { mutant, outcome } = result;
    const equivalent = outcome === 'survived' ? findEquivalent(mutant, equivalents) : undefined;
    counts[equivalent ? 'equivalent' : outcome]++;
    if (equivalent) accepted.push({ result, reason: equivalent.reason });
    if (equivalent || outcome === 'invalid') continue;
    if (outcome === 'survived') survivors.push(result);
    const sum = operators.get(mutant.operator) ?? { detected: 0, total: 0 };
    sum.total++;
    if (outcome !== 'survived') sum.detected++;
    operators.set(mutant.operator, sum);
  }
  const detected = counts.killed + counts.timeout;
  const stale = isComplete ? [...findStale(equivalents, results)] : [];
  return {
    score: percentage(detected, detected + counts.survived),
    counts,
    operators: [...operators].map(([operator, sum]) => ({ operator, ...sum })),
    survivors,
    equivalents: accepted,
    stale: stale.map(([equivalent, why]) => ({ equivalent, why })),
  };
}

export function formatReport(report: Report, rulesFile: string): string {
  const { counts, survivors, operators, stale, score } = report;
  const lines: string[] = [];
  for (const { mutant } of survivors) {
    const { line, column, operator, place, before, after } = mutant;
    lines.push(`survived  ${rulesFile}:${line}:${column}  ${operator} in ${place}  (${mutant.id})`);
    lines.push(`        - ${before}`, `        + ${after || '(removed)'}`, '');
  }
  for (const { equivalent, why } of stale) {
    const { operator, place, before, after } = equivalent;
    lines.push(`stale     ${operator} in ${place} is listed as equivalent, but ${why}`);
    lines.push(`        - ${before}`, `        + ${after || '(removed)'}`, '');
  }
  const width = Math.max(8, ...operators.map(({ operator }) => operator.length));
  for (const { operator, detected, total } of [...operators].sort((a, b) =>
    a.operator.localeCompare(b.operator),
  )) {
    const share = percentage(detected, total).toFixed(1).padStart(5);
    lines.push(`${operator.padEnd(width)}  ${share} %  ${detected} of ${total}`);
  }
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  lines.push(
    '',
    `${total} mutants: ${counts.killed} killed, ${counts.timeout} timed out, ${counts.survived} survived, ` +
      `${counts.equivalent} equivalent, ${counts.invalid} invalid`,
    `${score.toFixed(2)} % of those that a test can kill were killed`,
  );
  return lines.join('\n');
}

function percentage(part: number, whole: number): number {
  return whole === 0 ? 100 : (100 * part) / whole;
}
