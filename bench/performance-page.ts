/** The parts of docs/performance.md that commands write, each between two marks; all others are written by people. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, platform } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/lib/paths.ts';

const page = join(root, 'docs', 'performance.md');
export const chartFile = join(root, 'docs', 'performance.svg');

const PARTS = [
  'first-picture',
  'trace',
  'between',
  'sharp',
  'cost',
  'growth',
  'lighthouse',
  'weight',
] as const;

export type Part = (typeof PARTS)[number];

/** @throws {Error} if the page has no place for it */
export function replacePart(text: string, part: Part, content: string): string {
  const [begin, end] = [`<!-- ${part}: written by a command -->`, `<!-- ${part}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for ${part}`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** To be asked before anything is measured, which takes long. @throws {Error} if the page has no place for one of the parts */
export function needPlaces(): void {
  const text = readFileSync(page, 'utf8');
  for (const part of PARTS) replacePart(text, part, '');
}

export function writePart(part: Part, content: string): void {
  writeFileSync(page, replacePart(readFileSync(page, 'utf8'), part, content));
}

/** With what, on what, of what, and when it was measured. */
export function describeRun(command: string): string {
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const isChanged = git('status', '--porcelain', '--', '.', ':!docs') !== '';
  const commit = git('rev-parse', '--short', 'HEAD') + (isChanged ? ', with changes' : '');
  const machine = `${availableParallelism()} cores, ${platform()} ${arch()}`;
  return `*\`${command}\`; ${machine}; commit ${commit}; ${new Date().toISOString().slice(0, 10)}.*`;
}
