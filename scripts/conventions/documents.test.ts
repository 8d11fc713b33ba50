import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/paths.ts';

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

/** What the rows of a table name in order, each with the folder that was named last in its row. */
function namedInRows(document: string): { readonly path: string; readonly folder: string }[] {
  const rows = readFileSync(join(root, document), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  return rows.flatMap((row) => {
    let folder = '';
    const paths = [...row.matchAll(/`([\w.{},/-]+)`/g)].flatMap(([, path = '']) => spelledOut(path));
    return paths
      .filter((path) => path.includes('/') || /\.(?:ts|json|css|rules)$/.test(path))
      .map((path) => {
        const named = { path, folder };
        if (path.includes('/')) folder = path.endsWith('/') ? path : dirname(path);
        return named;
      });
  });
}

test.each([
  ['ARCHITECTURE.md', 30],
  ['docs/where.md', 200],
])('A name by itself in a row of %s is that of a file in the folder before it', (document, leastCount) => {
  const named = namedInRows(document);
  expect(named.length).toBeGreaterThan(leastCount);
  const missing = named.filter(({ path, folder }) => {
    const isThere =
      existsSync(join(root, path)) || (!path.includes('/') && existsSync(join(root, folder, path)));
    return !isThere;
  });
  expect(missing).toEqual([]);
});
