/** Whoever opens scripts/ finds commands, and rooms that say what belongs in them. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { root } from '../lib/paths.ts';

const scripts = join(root, 'scripts');

test('A file at the top of scripts/ is a command of package.json', () => {
  const named = Object.values(packageJson.scripts).flatMap((command) =>
    Array.from(command.matchAll(/\bscripts\/([\w-]+\.\w+)/g), ([, file = '']) => file),
  );
  const files = globSync('*.{ts,cjs}', { cwd: scripts }).filter((file) => !file.endsWith('.test.ts'));
  expect(files.sort()).toEqual([...new Set(named)].sort());
});

test('The README of scripts/ says of each room what belongs there', () => {
  const rooms = readdirSync(scripts, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const readme = readFileSync(join(scripts, 'README.md'), 'utf8');
  const explained = Array.from(readme.matchAll(/^\| `([\w-]+)\/` \| \S/gm), ([, room]) => room);
  expect(explained).toEqual(rooms.map(({ name }) => name).sort());
});
