import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashFiles } from './build.ts';

let folder: string;
const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
const hash = () => hashFiles(folder, ['web', 'tsconfig.json']);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-build-'));
  mkdirSync(join(folder, 'web/dist'), { recursive: true });
  write('web/a.ts', 'a');
  write('tsconfig.json', '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('changes when a source, its name or a shared file changes', () => {
  const hashes = [hash()];
  write('web/a.ts', 'b');
  hashes.push(hash());
  write('web/b.ts', 'b');
  hashes.push(hash());
  write('tsconfig.json', '{"strict":true}');
  hashes.push(hash());
  expect(new Set(hashes).size).toBe(4);
});

test('stays when only the build itself or another workspace changes', () => {
  const before = hash();
  write('web/dist/index.js', 'built');
  write('other.ts', 'x');
  expect(hash()).toBe(before);
});

test('sees files whose name begins with a dot, such as .env', () => {
  const before = hash();
  write('web/.env', 'A=1');
  expect(hash()).not.toBe(before);
});
