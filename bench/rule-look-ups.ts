/** How often rules have looked at another document, which is a paid read, off the emulator's report on them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, urlOf } from '../scripts/emulator-ports.ts';
import { projectId } from '../scripts/emulator-suite.ts';
import { root } from '../scripts/paths.ts';
import { type CoverageReport, type ReportedExpression, readShortened } from '../scripts/rule-coverage.ts';

export async function readLookUps(firestore: Address): Promise<number> {
  const answer = await fetch(`${urlOf(firestore)}/emulator/v1/projects/${projectId}:ruleCoverage`);
  if (!answer.ok || answer.body === null) throw new Error(`No coverage: the emulator says ${answer.status}`);
  const report: CoverageReport = JSON.parse(await readShortened(answer.body));
  return countLookUps(report, readFileSync(join(root, 'firestore.rules'), 'utf8'));
}

/** More than are billed, where one request looks at the same document twice. */
export function countLookUps({ report }: CoverageReport, source: string): number {
  const count = (expression: ReportedExpression): number => {
    const inner = (expression.children ?? []).reduce((sum, child) => sum + count(child), 0);
    const { currentOffset = 0, endOffset = currentOffset } = expression.sourcePosition;
    if (!isLookUp(source.slice(currentOffset, endOffset + 1))) return inner;
    return inner + (expression.values ?? []).reduce((sum, { count: times = 0 }) => sum + times, 0);
  };
  return report.reduce((sum, expression) => sum + count(expression), 0);
}

/** A call of one of these, and nothing behind it. */
function isLookUp(text: string): boolean {
  const [name] = /^(get|exists)(After)?\(/.exec(text) ?? [];
  if (name === undefined) return false;
  let depth = 1;
  for (let at = name.length; at < text.length; at++) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at === text.length - 1;
  }
  return false;
}
