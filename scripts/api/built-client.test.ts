/** What is published of the client: built, and used as other people's programs do. */
import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../lib/paths.ts';

const execute = promisify(execFile);
const client = join(root, 'client');
const bin = join(root, 'node_modules/.bin');
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-client-'));
  await execute(process.execPath, [join(bin, 'tsc'), '-p', join(client, 'tsconfig.esm.json')]);
  await execute(process.execPath, [join(bin, 'tsc'), '-p', join(client, 'tsconfig.cjs.json')]);
  await execute(process.execPath, [join(client, 'finish-build.mjs')]);
  mkdirSync(join(folder, 'node_modules/@parley'), { recursive: true });
  symlinkSync(client, join(folder, 'node_modules/@parley/client'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const USE = `const parley = new ParleyClient({ origin: 'https://call.example', apiKey: 'parley_x' });
console.log(typeof parley.createCall, new ParleyError(404, undefined, undefined).status);`;

test.each([
  ['an ES module', 'use.mjs', "import { ParleyClient, ParleyError } from '@parley/client';"],
  ['CommonJS', 'use.cjs', "const { ParleyClient, ParleyError } = require('@parley/client');"],
])('It is used from %s', async (_, name, head) => {
  writeFileSync(join(folder, name), `${head}\n${USE}\n`);
  const { stdout } = await execute(process.execPath, [join(folder, name)]);
  expect(stdout).toBe('function 404\n');
});

test.each([
  ['an ES module', 'use.mts', 'NodeNext'],
  ['CommonJS', 'use.cts', 'NodeNext'],
  ['a bundler', 'bundled.ts', 'Bundler'],
])('Its types are understood in %s, as strictly as can be', async (_, name, resolution) => {
  const source = `import { ParleyClient, type Call } from '@parley/client';
const parley = new ParleyClient({ origin: 'https://call.example', apiKey: 'parley_x' });
export const booked: Promise<Call> = parley.createCall({ durationMinutes: 30 });
// @ts-expect-error: it is a number
void parley.createCall({ durationMinutes: '30' });
`;
  writeFileSync(join(folder, name), source);
  const module = resolution === 'Bundler' ? 'ESNext' : resolution;
  const options = [
    '--module',
    module,
    '--moduleResolution',
    resolution,
    '--lib',
    'ES2022,DOM',
    '--types',
    '',
  ];
  await execute(process.execPath, [
    join(bin, 'tsc'),
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    ...options,
    join(folder, name),
  ]);
});

test('It needs nothing but what browsers and Node 20 have alike', () => {
  const files = readdirSync(join(client, 'dist/esm')).filter((name) => name.endsWith('.js'));
  const imports = files.flatMap((name) =>
    Array.from(
      readFileSync(join(client, 'dist/esm', name), 'utf8').matchAll(/from '([^']*)'/g),
      ([, target]) => target,
    ),
  );
  expect(imports).toEqual(['./parley-api.js']);
});
