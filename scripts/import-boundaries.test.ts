import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from './paths.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-lint-'));
  for (const file of ['biome.json', '.gitignore']) copyFileSync(join(root, file), join(folder, file));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The rules that biome reports for this line in this file, under our own configuration. */
function lint(file: string, line: string): string[] {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${line}\n`);
  try {
    const options = { cwd: folder, stdio: 'pipe' } as const;
    execFileSync(join(root, 'node_modules/.bin/biome'), ['lint', '--reporter=json', file], options);
    return [];
  } catch (error) {
    const { diagnostics } = JSON.parse(`${(error as { stdout: Buffer }).stdout}`);
    return diagnostics.map(({ category }: { category: string }) => category.split('/').at(-1));
  }
}

describe('what a folder may not import', () => {
  test.each([
    ['web/src/pages/page.ts', 'firebase/app'],
    ['web/src/app/app.ts', 'firebase/firestore'],
    ['functions/src/index.ts', 'firebase/app'],
    ['web/src/call/session.ts', 'lit'],
    ['web/src/call/session.ts', 'lit/decorators.js'],
    ['web/src/call/session.ts', 'firebase/app'],
    ['web/src/call/session.ts', '../rtc/peer-link.ts'],
    ['web/src/call/session.ts', '../firebase/adapter.ts'],
    ['web/src/call/session.ts', '../pages/page.ts'],
    ['web/src/call/session.ts', '../components/component.ts'],
    ['web/src/call/deep/session.ts', '../../rtc/peer-link.ts'],
    ['web/src/rtc/link.ts', '../firebase/adapter.ts'],
    ['web/src/rtc/link.ts', '../components/component.ts'],
    ['web/src/firebase/adapter.ts', '../rtc/link.ts'],
    ['web/src/firebase/adapter.ts', 'lit'],
    ['web/src/components/component.ts', '../firebase/adapter.ts'],
    ['protocol/src/call.ts', '@parley/web'],
    ['protocol/src/call.ts', '../../web/src/call/session.ts'],
    ['protocol/src/call.ts', 'firebase-admin/firestore'],
    ['invitation/src/calendar-file.ts', '@parley/protocol'],
    ['invitation/src/calendar-file.ts', 'lit'],
  ])('%s may not import %s', (file, specifier) => {
    expect(lint(file, `import '${specifier}';`)).toContain('noRestrictedImports');
  });

  test.each([
    ['web/src/firebase/adapter.ts', 'firebase/firestore'],
    ['web/src/firebase/adapter.ts', '../call/store.ts'],
    ['web/src/call/session.ts', '@parley/protocol'],
    ['web/src/rtc/link.ts', '../call/link.ts'],
    ['web/src/components/component.ts', 'lit'],
    ['protocol/src/call.ts', './limits.ts'],
    ['functions/src/index.ts', 'firebase-admin/app'],
    ['emulator-tests/rules/people.ts', 'firebase/firestore'],
  ])('%s may import %s', (file, specifier) => {
    expect(lint(file, `import '${specifier}';`)).toEqual([]);
  });
});

describe('what no file may contain', () => {
  test.each([
    ['web/src/lib/id.ts', 'export const id = Math.random();', 'noJsRestrictedProperties'],
    ['web/src/lib/log.ts', "console.log('a');", 'noConsole'],
    ['web/src/lib/color.ts', 'export enum Color { Red }', 'noEnum'],
    ['web/src/lib/color.ts', 'export namespace Color { export const red = 1; }', 'noNamespace'],
    ['web/src/lib/color.ts', 'export default 1;', 'noDefaultExport'],
    ['web/src/lib/color.ts', 'export const red: any = 1;', 'noExplicitAny'],
    ['web/src/lib/a.test.ts', "import { test } from 'vitest'; test.only('a', () => {});", 'noFocusedTests'],
    ['web/src/lib/a.test.ts', "import { test } from 'vitest'; test.skip('a', () => {});", 'noSkippedTests'],
    ['web/src/lib/CallId.ts', 'export const a = 1;', 'useFilenamingConvention'],
  ])('%s may not contain %s', (file, line, rule) => {
    expect(lint(file, line)).toContain(rule);
  });
});
