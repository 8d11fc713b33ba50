import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './paths.ts';

const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
// Decisions say what was so when they were made.
const documents = tracked.filter((file) => file.endsWith('.md') && !file.startsWith('docs/decisions/'));

/** `a/{b,c}.ts` → `a/b.ts`, `a/c.ts` */
function spelledOut(path: string): string[] {
  const [, before = '', choices = '', after = ''] = /^(.*)\{([^}]+)\}(.*)$/.exec(path) ?? [];
  return choices === '' ? [path] : choices.split(',').map((choice) => before + choice + after);
}

test.each(documents)('Every file that %s names is there', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const named = [...text.matchAll(/`((?:[\w.-]+\/)*[\w.{},-]+\.(?:ts|tsx|css|rules))`/g)].flatMap(
    ([, path = '']) => spelledOut(path),
  );
  const missing = named.filter((path) => {
    if (existsSync(join(root, path)) || existsSync(join(root, dirname(document), path))) return false;
    // A name by itself is that of a file in a folder that was named before it.
    return path.includes('/') || !tracked.some((file) => basename(file) === path);
  });
  expect(missing).toEqual([]);
});
