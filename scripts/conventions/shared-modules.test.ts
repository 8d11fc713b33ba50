import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/paths.ts';

test('No test that shares its modules with others replaces one', () => {
  const all = execFileSync('git', ['ls-files', '*.test.ts'], { cwd: root, encoding: 'utf8' })
    .trim()
    .split('\n');
  const sharing = all.filter((path) => !/^(emulator-tests|network-lab)\//.test(path));
  expect(sharing.length).toBeGreaterThan(100);
  const replaces = /\bvi\.(mock|doMock)\(/;
  expect(sharing.filter((path) => replaces.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
});
