import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/paths.ts';

const folder = join(root, 'docs/decisions');
const files = readdirSync(folder).sort();

test('Each decision has a number of its own, the same in its name and at its head', () => {
  expect(files.length).toBeGreaterThan(150);
  const numbers = files.map((file) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1]));
  expect(new Set(numbers).size).toBe(files.length);
  const heads = files.map((file) => Number(/^# (\d+)/.exec(readFileSync(join(folder, file), 'utf8'))?.[1]));
  expect(heads).toEqual(numbers);
});

test('Whatever decision another one links to is there', () => {
  const links = files.flatMap((file) => [
    ...readFileSync(join(folder, file), 'utf8').matchAll(/\]\((\d{4}-[^)#]+\.md)\)/g),
  ]);
  expect(links.length).toBeGreaterThan(50);
  expect(links.map(([, to = '']) => to).filter((to) => !files.includes(to))).toEqual([]);
});
