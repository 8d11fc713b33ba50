import { describe, expect, test } from 'vitest';
import { explainNpmFailure, findMissingPackages } from './with-node.cjs';

describe('the packages that an install lacks', () => {
  const lockfile = {
    packages: {
      '': {},
      web: { version: '0.1.0' },
      'node_modules/@parley/web': { link: true },
      'node_modules/lit': { version: '3.3.3', integrity: 'sha512-a' },
      'node_modules/fsevents': { version: '2.3.3', integrity: 'sha512-b', optional: true },
    },
  };
  const { '': _root, ...installed } = lockfile.packages;

  test('are none after an install', () => {
    expect(findMissingPackages(lockfile, { packages: installed })).toEqual([]);
  });

  test('are not those for another operating system', () => {
    const { 'node_modules/fsevents': _, ...onLinux } = installed;
    expect(findMissingPackages(lockfile, { packages: onLinux })).toEqual([]);
  });

  test('are those that are new in the lockfile', () => {
    const { 'node_modules/lit': _, ...before } = installed;
    expect(findMissingPackages(lockfile, { packages: before })).toEqual(['node_modules/lit']);
  });

  test('are those that have another version or another content', () => {
    const older = { ...installed, 'node_modules/lit': { version: '3.3.2', integrity: 'sha512-a' } };
    const other = { ...installed, 'node_modules/lit': { version: '3.3.3', integrity: 'sha512-c' } };
    expect(findMissingPackages(lockfile, { packages: older })).toEqual(['node_modules/lit']);
    expect(findMissingPackages(lockfile, { packages: other })).toEqual(['node_modules/lit']);
  });
});

test.each([
  ['npm error code ENOTFOUND', 'check the network'],
  ['npm error code EAI_AGAIN', 'check the network'],
  ['npm error code ENOSPC', 'the disk is full'],
  ['npm error code EACCES', 'npm may not write here'],
  ['npm error code EUSAGE', 'last lines above say why'],
])('%s is explained in a sentence', (output, words) => {
  expect(explainNpmFailure(output)).toContain(words);
});
