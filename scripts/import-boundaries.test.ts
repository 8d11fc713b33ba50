import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './paths.ts';

/** A file and what it imports: refused, beside the nearest that is allowed. */
const REFUSED: readonly (readonly [string, string])[] = [
  ['protocol/src/a.ts', '@parley/call'],
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
  ['call/src/link/a.ts', '../ports/call-store.ts'],
  ['call/src/firebase/a.ts', '../session/call-session.ts'],
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
  ['web/src/app/a.ts', '../../../call/src/session/call-session.ts'],
  ['functions/src/http/a.ts', '../bookings/booking.ts'],
  ['functions/src/http/a.ts', '../operations.ts'],
  ['functions/src/stored/a.ts', '../sweep/sweep.ts'],
  ['functions/src/bookings/course/a.ts', '../../webhooks/registry/webhook.ts'],
  ['functions/src/keys/a.ts', '../http/problem.ts'],
  ['functions/src/calls-api/a.ts', '../webhooks/webhook-operations.ts'],
  ['functions/src/webhooks/deliveries/a.ts', '../../calls-api/call-view.ts'],
  ['functions/src/reference/a.ts', '../operations.ts'],
  ['network-lab/a.ts', '../scripts/paths.ts'],
  ['network-lab/a.ts', '@parley/protocol'],
];
const ALLOWED: readonly (readonly [string, string])[] = [
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
  ['network-lab/b.ts', './home.ts'],
];

test('A folder imports nothing from above it, and what it may from below', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-lint-'));
  try {
    for (const file of ['biome.json', '.gitignore']) copyFileSync(join(root, file), join(folder, file));
    const nameOf = (file: string, index: number) => file.replace(/(\w+)\.ts$/, `$1-${index}.ts`);
    const write = ([file, imported]: readonly [string, string], index: number) => {
      const path = join(folder, nameOf(file, index));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `export * from '${imported}';\n`);
    };
    REFUSED.forEach(write);
    ALLOWED.forEach(write);
    const biome = join(root, 'node_modules/.bin/biome');
    const args = ['lint', '--reporter=json', '--max-diagnostics=none'];
    const { stdout } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8' });
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: readonly { readonly category: string; readonly location: { readonly path: string } }[];
    };
    const refused = diagnostics
      .filter(({ category }) => category.endsWith('noRestrictedImports'))
      .map(({ location }) => location.path);
    expect([...new Set(refused)].sort()).toEqual(REFUSED.map(([file], index) => nameOf(file, index)).sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(/(?:from|import) '([^']+)'/g)].map(([, path]) => path ?? '');
}

/** `web/src/features/lobby` for a file in there, whatever the way to it. */
function foldersFrom(file: string): string[] {
  const relative = importsOf(file).filter((path) => path.startsWith('.'));
  return relative.map((path) => dirname(normalize(join(dirname(file), path))));
}

test('What tests are made of is imported by tests, and by scenes for them', () => {
  const files = globSync('{protocol,invitation,call,web,functions}/src/**/*.ts', { cwd: root });
  const using = files.filter((file) => importsOf(file).some((path) => path.split('/').includes('testing')));
  expect(using.length).toBeGreaterThan(0);
  expect(using.filter((file) => !/\.test\.ts$|\/testing\/|\/scenes\.ts$/.test(file))).toEqual([]);
});

test.each(['protocol', 'invitation', 'call', 'web', 'functions', 'rules-mutation'])(
  'No circle leads through the folders of %s',
  (workspace) => {
    const files = globSync(`${workspace}/src/**/*.ts`, { cwd: root }).filter(
      (file) => !/\.test\.ts$|\/testing\//.test(file),
    );
    expect(files.length).toBeGreaterThan(0);
    const arrows = new Map<string, Set<string>>();
    for (const file of files) {
      const from = dirname(file);
      const known = arrows.get(from) ?? new Set();
      for (const to of foldersFrom(file)) if (to !== from && !to.endsWith('/testing')) known.add(to);
      arrows.set(from, known);
    }
    // Whoever has no arrow left to a folder that is still there is at the bottom, and goes.
    for (let count = -1; count !== arrows.size; ) {
      count = arrows.size;
      for (const [folder, to] of arrows)
        if (![...to].some((other) => arrows.has(other))) arrows.delete(folder);
    }
    expect([...arrows.keys()]).toEqual([]);
  },
);
