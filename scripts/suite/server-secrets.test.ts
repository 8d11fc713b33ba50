import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import firebaseConfig from '../../firebase.json' with { type: 'json' };
import { root } from '../lib/paths.ts';
import { ensureServerSecrets } from './server-secrets.ts';

let folder: string;
const read = () => readFileSync(join(folder, '.secret.local'), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('are made once, of 32 random bytes each, for this user alone', () => {
  const secrets = ensureServerSecrets(folder);
  const made = read();
  expect(made).toMatch(/^PARLEY_SECRET=[A-Za-z0-9_-]{43}\nRELAY_SECRET=[A-Za-z0-9_-]{43}\n$/);
  expect(statSync(join(folder, '.secret.local')).mode & 0o077).toBe(0);
  expect(ensureServerSecrets(folder)).toEqual(secrets);
  expect(read()).toBe(made);
});

test('that are there already are kept', () => {
  writeFileSync(join(folder, '.secret.local'), 'PARLEY_SECRET=mine');
  const { PARLEY_SECRET, RELAY_SECRET } = ensureServerSecrets(folder);
  expect(PARLEY_SECRET).toBe('mine');
  expect(read()).toBe(`PARLEY_SECRET=mine\nRELAY_SECRET=${RELAY_SECRET}\n`);
});

test('are neither committed nor deployed', () => {
  const ignored = execFileSync('git', ['check-ignore', 'functions/.secret.local'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(ignored.trim()).toBe('functions/.secret.local');
  for (const { ignore } of firebaseConfig.functions) expect(ignore).toContain('.secret.local');
});
