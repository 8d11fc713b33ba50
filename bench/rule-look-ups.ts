/** How often rules have looked at another document, which is a paid read, off the emulator's report on them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, urlOf } from '../scripts/firebase/emulator-ports.ts';
import { root } from '../scripts/lib/paths.ts';
import {
  type CoverageReport,
  type ReportedExpression,
  readShortened,
} from '../scripts/rules/rule-coverage.ts';
import { projectId } from '../scripts/suite/emulator-suite.ts';

export async function readLookUps(firestore: Address): Promise<number> {
  const answer = await fetch(`${urlOf(firestore)}/emulator/v1/projects/${projectId}:ruleCoverage`);
  if (!answer.ok || answer.body === null) throw new Error(`No coverage: the emulator says ${answer.status}`);
  const report: CoverageReport = JSON.parse(await readShortened(answer.body));
  return countLookUps(report, readFileSync(join(root, 'firestore.rules'), 'utf8'));
}

const IS_LOOK_UP = /^(get|exists)(After)?\(/;

/** More than are billed, where one request looks at the same document twice. */
export function countLookUps({ report }: CoverageReport, source: string): number {
  const textOf = ({ sourcePosition: { currentOffset = 0, endOffset = currentOffset } }: ReportedExpression) =>
    source.slice(currentOffset, endOffset + 1);
  const count = (expression: ReportedExpression): number => {
    const { children = [], values = [], sourcePosition } = expression;
    const inner = children.reduce((sum, child) => sum + count(child), 0);
    // What is read of its answer begins with it, too. Emulators differ in whether its last bracket belongs to it.
    const isMoreThanIt = children.some(
      (child) =>
        child.sourcePosition.currentOffset === sourcePosition.currentOffset && IS_LOOK_UP.test(textOf(child)),
    );
    if (!IS_LOOK_UP.test(textOf(expression)) || isMoreThanIt) return inner;
    return inner + values.reduce((sum, { count: times = 0 }) => sum + times, 0);
  };
  return report.reduce((sum, expression) => sum + count(expression), 0);
}
