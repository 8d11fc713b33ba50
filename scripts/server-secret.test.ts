import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import firebaseConfig from '../firebase.json' with { type: 'json' };
import { root } from './paths.ts';
import { ensureServerSecret } from './server-secret.ts';

let folder: string;
const read = () => readFileSync(join(folder, '.secret.local'), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('is made once, of 32 random bytes, for this user alone', () => {
  ensureServerSecret(folder);
  const made = read();
  expect(made).toMatch(/^PARLEY_SECRET=[A-Za-z0-9_-]{43}\n$/);
  expect(statSync(join(folder, '.secret.local')).mode & 0o077).toBe(0);
  ensureServerSecret(folder);
  expect(read()).toBe(made);
});

test('is neither committed nor deployed', () => {
  const ignored = execFileSync('git', ['check-ignore', 'functions/.secret.local'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(ignored.trim()).toBe('functions/.secret.local');
  for (const { ignore } of firebaseConfig.functions) expect(ignore).toContain('.secret.local');
});
