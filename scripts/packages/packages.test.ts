/** What an install brings: exactly what was reviewed, from one place. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../lib/paths.ts';

interface Manifest {
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

const { workspaces = [] } = read<Manifest>('package.json');

test.each(['.', ...workspaces])('%s names its packages in exact versions', (folder) => {
  const { dependencies, devDependencies, optionalDependencies } = read<Manifest>(`${folder}/package.json`);
  const named = { ...dependencies, ...devDependencies, ...optionalDependencies };
  const loose = Object.entries(named).filter(
    ([name, version]) => !name.startsWith('@parley/') && !/^\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});

describe('the lockfile', () => {
  interface Locked {
    readonly link?: boolean;
    readonly resolved?: string;
    readonly integrity?: string;
    readonly inBundle?: boolean;
  }
  const { packages } = read<{ packages: Record<string, Locked> }>('package-lock.json');
  const foreign = Object.entries(packages).filter(
    ([path, { link, inBundle }]) => path.includes('node_modules/') && !link && !inBundle,
  );

  test('says of every package what its content is', () => {
    expect(foreign.length).toBeGreaterThan(100);
    const unsure = foreign.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
    expect(unsure.map(([path]) => path)).toEqual([]);
  });

  test('takes every package from the registry of npm', () => {
    // Where it says nothing, it is the registry.
    const elsewhere = foreign.filter(
      ([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere.map(([path]) => path)).toEqual([]);
  });
});

test('The page runs on five packages of others, and a font', () => {
  const manifests = ['web/package.json', 'call/package.json'].map((path) => read<Manifest>(path));
  const dependencies = Object.assign({}, ...manifests.map((manifest) => manifest.dependencies));
  const foreign = Object.keys(dependencies)
    .filter((name) => !name.startsWith('@parley/'))
    .sort();
  expect(foreign).toEqual([
    ...['@fontsource-variable/funnel-display', '@hpke/core', '@lit/context', 'firebase', 'lean-qr', 'lit'],
  ]);
});
