import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { documentedAddresses } from '../firebase/emulator-ports.ts';
import { findSharedSuite, shareSuite } from './shared-suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-shared-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'cache', 'start.json');
const addresses = { ...documentedAddresses, firestore: { host: '127.0.0.1', port: 40_404 } };

test('A suite is found where it is, for as long as it is shared', async () => {
  expect(findSharedSuite(file)).toBeUndefined();
  const shared = shareSuite(addresses, file);
  expect(findSharedSuite(file)).toEqual(addresses);
  await shared.stop();
  expect(findSharedSuite(file)).toBeUndefined();
});

test('What a killed `npm start` or one of another version left behind is no suite', () => {
  shareSuite(addresses, file);
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(file, JSON.stringify({ pid, addresses }));
  expect(findSharedSuite(file)).toBeUndefined();
  writeFileSync(file, '{"pid":');
  expect(findSharedSuite(file)).toBeUndefined();
});
