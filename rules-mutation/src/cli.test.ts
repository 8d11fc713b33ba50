import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const execute = promisify(execFile);
const here = import.meta.dirname;
const node = `'${process.execPath}'`;
const emulator = `${node} '${join(here, 'testing/fake-emulator.ts')}' {port}`;
const fakeTests = `${node} '${join(here, 'testing/fake-tests.ts')}'`;

function createFolder(): string {
  const created = mkdtempSync(join(tmpdir(), 'rules-mutation-'));
  writeFileSync(
    join(created, 'firestore.rules'),
    'service cloud.firestore { match /a/{b} {\n  allow get: if a == 1 && b;\n} }',
  );
  return created;
}

let folder: string;
beforeEach(() => {
  folder = createFolder();
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(...args: string[]): Promise<{ code: number; output: string }> {
  return runIn(folder, ...args);
}

async function runIn(cwd: string, ...args: string[]): Promise<{ code: number; output: string }> {
  const common = [
    '--rules',
    'firestore.rules',
    '--emulator',
    emulator,
    '--project',
    'demo-fake',
    '--jobs',
    '1',
  ];
  const all = [join(here, 'cli.ts'), ...common, ...args];
  const done = await execute(process.execPath, all, { cwd }).catch((error) => error);
  return { code: done.code ?? 0, output: `${done.stdout}${done.stderr}` };
}

describe.each([
  ['a command for each mutant', ['--test', fakeTests]],
  ['a server for all mutants', ['--test-server', `${fakeTests} server`]],
])('the command line, with %s', (_, tests) => {
  // Without a list of survivors, for both: the tests are begun for every mutant of each run, which takes seconds.
  const firstFolder = createFolder();
  let first: { code: number; output: string };
  const readReport = () => JSON.parse(readFileSync(join(firstFolder, 'out.json'), 'utf8'));
  beforeAll(async () => {
    first = await runIn(firstFolder, ...tests, '--json', 'out.json');
  }, 120_000);
  afterAll(() => rmSync(firstFolder, { recursive: true }));

  it('tells what was killed, survived and refused, and fails below the threshold', () => {
    const { code, output } = first;
    expect(output).toContain('survived  firestore.rules:2:27  drop-conjunct in allow get /a/{b}');
    expect(code).toBe(1);
    const { counts, mutants } = readReport();
    expect(counts.killed).toBeGreaterThan(0);
    expect(counts.invalid).toBe(
      mutants.filter(({ after }: { after: string }) => after.includes('!(')).length,
    );
    expect(mutants.find(({ outcome }: { outcome: string }) => outcome === 'killed').detail).toBe(
      'a is not 1',
    );
  });

  it('succeeds when every survivor is listed', async () => {
    const { mutants } = readReport();
    const survivors = mutants.filter(({ outcome }: { outcome: string }) => outcome === 'survived');
    const list = survivors.map((survivor: object) => ({ ...survivor, reason: 'the tests are fake' }));
    writeFileSync(join(folder, 'list.json'), JSON.stringify(list));
    expect((await run(...tests, '--equivalents', 'list.json')).code).toBe(0);
    writeFileSync(join(folder, 'list.json'), JSON.stringify(list.slice(1)));
    expect((await run(...tests, '--equivalents', 'list.json', '--threshold', '0')).code).toBe(1);
  }, 120_000);
});

it('does not start with tests that fail by themselves', async () => {
  const { code, output } = await run('--test', 'echo by itself; exit 1');
  expect(output).toContain('The tests fail with the rules as they are, before any mutant: by itself');
  expect(code).toBe(2);
});

it('says what is wrong with the rules or the command line', async () => {
  writeFileSync(join(folder, 'firestore.rules'), 'service {');
  expect(await run('--test', 'true')).toEqual({
    code: 2,
    output: '1:9: expected the name of a service, but found `{`\n',
  });
  expect((await run()).output).toContain('Give one of --test and --test-server\n\nUsage:');
});
