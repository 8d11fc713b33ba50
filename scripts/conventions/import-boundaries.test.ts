import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize, relative } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/paths.ts';

/** A file and what it imports: refused, beside the nearest that is allowed. */
const REFUSED: readonly (readonly [string, string])[] = [
  ['protocol/src/a.ts', '@parley/call'],
  ['protocol/src/ids/a.ts', '../call/call-doc.ts'],
  ['call/src/a.ts', 'lit'],
  ['call/src/a.ts', 'firebase/app'],
  ['call/src/a.ts', './firebase/firestore-call-store.ts'],
  ['call/src/session/a.ts', '../call.ts'],
  ['call/src/session/a.ts', 'firebase/app'],
  ['call/src/session/a.ts', 'lit'],
  ['call/src/session/a.ts', '../firebase/firestore-call-store.ts'],
  ['call/src/negotiation/a.ts', '../session/call-session.ts'],
  ['call/src/negotiation/a.ts', '../call.ts'],
  ['call/src/people/a.ts', '../session/call-session.ts'],
  ['call/src/people/a.ts', '../firebase/firestore-people-store.ts'],
  ['call/src/chat/a.ts', '../session/call-session.ts'],
  ['call/src/files/a.ts', '../ports/call-store.ts'],
  ['call/src/safety/a.ts', 'lit'],
  ['call/src/door/a.ts', '../call.ts'],
  ['call/src/succession/a.ts', '../firebase/firestore-call-store.ts'],
  ['call/src/media/a.ts', '../index.ts'],
  ['call/src/media/a.ts', '../door/host-door.ts'],
  ['call/src/media/a.ts', '../chat/chat.ts'],
  ['call/src/link/a.ts', '../ports/call-store.ts'],
  ['call/src/link/a.ts', '../people/people.ts'],
  ['call/src/firebase/a.ts', '../session/call-session.ts'],
  ['call/src/firebase/a.ts', '../files/file-exchange.ts'],
  ['call/src/firebase/a.ts', '../door/host-door.ts'],
  ['call/src/lib/a.ts', '../ports/call-store.ts'],
  ['web/src/ui/a.ts', '@parley/call'],
  ['web/src/ui/a.ts', '../words/errors.ts'],
  ['web/src/words/a.ts', '../features/lobby/lobby.ts'],
  ['web/src/memory/a.ts', '../features/lobby/lobby.ts'],
  ['web/src/memory/a.ts', '@lit/context'],
  ['web/src/features/lobby/a.ts', '../in-call/in-call.ts'],
  ['web/src/features/lobby/a.ts', '../../app/parley-app.ts'],
  ['web/src/features/lobby/a.ts', '@parley/call/firebase'],
  ['web/src/features/lobby/a.ts', '@parley/call/firebase/app-check'],
  ['web/src/features/quality/a.ts', '../in-call/in-call.ts'],
  ['web/src/features/chat/a.ts', '../in-call/in-call.ts'],
  ['web/src/features/attention/a.ts', '../../app/parley-app.ts'],
  ['web/src/features/people/a.ts', '../home/home-page.ts'],
  ['web/src/features/door/a.ts', '../../app/parley-app.ts'],
  ['web/src/features/lobby/a.test.ts', '../../app/parley-app.ts'],
  ['web/src/ring-worker/a.ts', '../memory/known-people.ts'],
  ['web/src/app/a.ts', '../../../call/src/session/call-session.ts'],
  ['functions/src/http/a.ts', '../bookings/booking.ts'],
  ['functions/src/http/a.ts', '../operations.ts'],
  ['functions/src/stored/a.ts', '../sweep/sweep.ts'],
  ['functions/src/bookings/a.ts', './course/call-facts.ts'],
  ['functions/src/bookings/course/a.ts', '../../webhooks/registry/webhook.ts'],
  ['functions/src/keys/a.ts', '../http/problem.ts'],
  ['functions/src/calls-api/a.ts', '../webhooks/webhook-operations.ts'],
  ['functions/src/webhooks/deliveries/a.ts', '../../calls-api/call-view.ts'],
  ['functions/src/reference/a.ts', '../operations.ts'],
  ['functions/src/relays/a.ts', '../calls-api/call-view.ts'],
  ['functions/src/relays/a.ts', '../webhooks/webhook-operations.ts'],
  ['functions/src/webhooks/events/a.ts', '../deliveries/deliver.ts'],
  ['scripts/lib/a.ts', '../suite/emulator-suite.ts'],
  ['scripts/layers/a.ts', '../test.ts'],
  ['scripts/suite/a.ts', '../servers/local-relay.ts'],
  ['network-lab/a.ts', '../scripts/lib/paths.ts'],
  ['network-lab/a.ts', '@parley/protocol'],
];
const ALLOWED: readonly (readonly [string, string])[] = [
  ['protocol/src/call/b.ts', '../ids/call-id.ts'],
  ['call/src/b.ts', './session/call-session.ts'],
  ['call/src/session/b.ts', '../negotiation/negotiator.ts'],
  ['call/src/negotiation/b.ts', '../link/link.ts'],
  ['call/src/chat/b.ts', '../channels/reliable-stream.ts'],
  ['call/src/door/b.ts', '../ports/knock-store.ts'],
  ['call/src/people/b.ts', '../creation/create-call.ts'],
  ['call/src/firebase/b.ts', 'firebase/app'],
  ['web/src/ui/b.ts', 'lit'],
  ['web/src/words/b.ts', '@parley/call'],
  ['web/src/features/lobby/b.ts', '../sharing/send-link.ts'],
  ['web/src/features/quality/b.ts', '../sharing/copy-button.ts'],
  ['web/src/features/chat/b.ts', '../sharing/copy-button.ts'],
  ['web/src/features/people/b.ts', '../attention/ringer.ts'],
  ['web/src/app/b.ts', '@parley/call/firebase'],
  ['functions/src/http/b.ts', '../stored/grpc-status.ts'],
  ['functions/src/bookings/course/b.ts', '../booking-doc.ts'],
  ['functions/src/calls-api/b.ts', '../bookings/bookings.ts'],
  ['functions/src/webhooks/deliveries/b.ts', '../registry/webhooks.ts'],
  ['functions/src/b.ts', './webhooks/webhook-operations.ts'],
  ['scripts/suite/b.ts', '../firebase/emulator-ports.ts'],
  ['scripts/api/b.ts', '../../functions/src/operations.ts'],
  ['network-lab/b.ts', './home.ts'],
];

/** What the linter says of each of these files, of one line and nothing else: the file, and the rule. */
function lint(
  lines: readonly (readonly [file: string, line: string])[],
): readonly (readonly [string, string])[] {
  const folder = mkdtempSync(join(tmpdir(), 'parley-lint-'));
  try {
    for (const file of ['biome.json', '.gitignore']) copyFileSync(join(root, file), join(folder, file));
    for (const [file, line] of lines) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${line}\n`);
    }
    const biome = join(root, 'node_modules/.bin/biome');
    const args = ['lint', '--reporter=json', '--max-diagnostics=none'];
    const { stdout } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: readonly { readonly category: string; readonly location: { readonly path: string } }[];
    };
    return diagnostics.map(
      ({ category, location }) => [location.path, category.split('/').at(-1) ?? ''] as const,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Those of the files that the linter refuses an import of. */
function refusedBy(lines: Parameters<typeof lint>[0]): readonly string[] {
  const refused = lint(lines).filter(([, rule]) => rule === 'noRestrictedImports');
  return [...new Set(refused.map(([file]) => file))].sort();
}

test('A folder imports nothing from above it, and what it may from below', () => {
  const nameOf = (file: string, index: number) => file.replace(/(\w+)((?:\.test)?\.ts)$/, `$1-${index}$2`);
  const lineOf = ([file, imported]: readonly [string, string], index: number) =>
    [nameOf(file, index), `export * from '${imported}';`] as const;
  expect(refusedBy([...REFUSED.map(lineOf), ...ALLOWED.map(lineOf)])).toEqual(
    REFUSED.map(([file], index) => nameOf(file, index)).sort(),
  );
});

function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(/(?:from |import |import\()'([^']+)'/g)].map(([, path]) => path ?? '');
}

/** `web/src/features/lobby` for a file in there, whatever the way to it. */
function foldersFrom(file: string): string[] {
  const own = importsOf(file).filter((path) => path.startsWith('.'));
  return own.map((path) => dirname(normalize(join(dirname(file), path))));
}

test('What tests are made of is imported by tests, and by scenes for them', () => {
  const files = globSync('{protocol,invitation,call,web,functions}/src/**/*.ts', { cwd: root });
  const using = files.filter((file) => importsOf(file).some((path) => path.split('/').includes('testing')));
  expect(using.length).toBeGreaterThan(0);
  expect(using.filter((file) => !/\.test\.ts$|\/testing\/|\/scenes\.ts$/.test(file))).toEqual([]);
});

/** Each with where its sources are. */
const WORKSPACES: ReadonlyMap<string, string> = new Map([
  ...['protocol', 'invitation', 'call', 'web', 'functions', 'rules-mutation'].map(
    (workspace) => [workspace, `${workspace}/src`] as const,
  ),
  ['scripts', 'scripts'],
]);

/** From each folder to those that its files import from, but for tests and what they are made of. */
function arrowsOf(workspace: string): Map<string, Set<string>> {
  const files = globSync(`${WORKSPACES.get(workspace)}/**/*.ts`, { cwd: root }).filter(
    (file) => !/\.test\.ts$|\/testing\//.test(file),
  );
  expect(files.length).toBeGreaterThan(0);
  const arrows = new Map(files.map((file) => [dirname(file), new Set<string>()]));
  for (const file of files) {
    const from = dirname(file);
    for (const to of foldersFrom(file)) if (to !== from && arrows.has(to)) arrows.get(from)?.add(to);
  }
  return arrows;
}

test.each([...WORKSPACES.keys()])('No circle leads through the folders of %s', (workspace) => {
  const arrows = arrowsOf(workspace);
  // Whoever has no arrow left to a folder that is still there is at the bottom, and goes.
  for (let count = -1; count !== arrows.size; ) {
    count = arrows.size;
    for (const [folder, to] of arrows) if (![...to].some((other) => arrows.has(other))) arrows.delete(folder);
  }
  expect([...arrows.keys()]).toEqual([]);
});

/** All that a folder leads to, over however many others. */
function reachedFrom(folder: string, arrows: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (from: string) => {
    for (const to of arrows.get(from) ?? []) {
      if (reached.has(to)) continue;
      reached.add(to);
      visit(to);
    }
  };
  visit(folder);
  return reached;
}

test('The linter refuses every import that would close a circle, also of a file that is loaded later', () => {
  const closing = [...WORKSPACES.keys()].flatMap((workspace) => {
    const arrows = arrowsOf(workspace);
    const reached = [...arrows.keys()].map((above) => [above, reachedFrom(above, arrows)] as const);
    return reached.flatMap(([above, below]) => [...below].map((from) => [from, above] as const));
  });
  expect(closing.length).toBeGreaterThan(200);
  const lines = closing.flatMap(([from, to], index) => {
    const way = `./${relative(from, to)}/x.ts`.replace(/^\.\/\.\./, '..');
    return [
      [`${from}/a-${index}.ts`, `export * from '${way}';`],
      [`${from}/b-${index}.ts`, `export const later = () => import('${way}');`],
    ] as const;
  });
  expect(refusedBy(lines)).toEqual(lines.map(([file]) => file).sort());
});

test('No file has what is predictable, says something in the console, or is shaped as no file is here', () => {
  const wrong = [
    ['call/src/lib/id.ts', 'export const id = Math.random();', 'noJsRestrictedProperties'],
    ['web/src/ui/log.ts', "console.log('a');", 'noConsole'],
    ['call/src/lib/color.ts', 'export enum Color { Red }', 'noEnum'],
    ['call/src/lib/shade.ts', 'export namespace Color { export const red = 1; }', 'noNamespace'],
    ['call/src/lib/red.ts', 'export default 1;', 'noDefaultExport'],
    ['call/src/lib/blue.ts', 'export const blue: any = 1;', 'noExplicitAny'],
    ['call/src/lib/a.test.ts', "import { test } from 'vitest'; test.only('a', () => {});", 'noFocusedTests'],
    ['call/src/lib/b.test.ts', "import { test } from 'vitest'; test.skip('a', () => {});", 'noSkippedTests'],
    ['call/src/lib/CallId.ts', 'export const a = 1;', 'useFilenamingConvention'],
  ] as const;
  const right = [
    'call/src/lib/call-id.ts',
    'export const bytes = crypto.getRandomValues(new Uint8Array(1));',
  ];
  const lines = [...wrong, [...right, ''] as const].map(([file = '', line = '']) => [file, line] as const);
  expect([...lint(lines)].sort()).toEqual(wrong.map(([file, , rule]) => [file, rule]).sort());
});
