/** What the page of a call is made of, and what of its weight is whose. */
import { minifySync } from 'vite';
import type { BuiltSite } from './build-site.ts';
import { compressed, filesNamedIn } from './route-weights.ts';

/** The first that fits. */
const OWNERS: readonly (readonly [RegExp, string])[] = [
  [/node_modules\/@firebase\/firestore\//, 'Firebase: Firestore'],
  [/node_modules\/@firebase\/webchannel-wrapper\//, 'Firebase: the channel below Firestore'],
  [/node_modules\/@firebase\/auth\//, 'Firebase: sign-in'],
  [/node_modules\/(@firebase\/|firebase\/|idb\/)/, 'Firebase: what these share'],
  [/node_modules\/(lit|lit-html|lit-element|@lit)\//, 'Lit'],
  [/node_modules\/@hpke\//, 'HPKE'],
  [/node_modules\/lean-qr\//, 'QR codes'],
  [/^(call|protocol|invitation)\//, 'the call without its interface'],
  [/^web\/src\/words\//, 'words'],
  [/^web\/src\/features\/(chat|files)\//, 'pages: chat and files'],
  [
    /^web\/src\/features\/(quality|safety|shortcuts|sharing|door)\//,
    'pages: connection, safety words, keys, sharing, door',
  ],
  [/^web\/src\/features\//, 'pages: lobby, call, devices, notices'],
  [/^web\//, 'pages: what all share'],
];

export interface LibraryWeight {
  readonly name: string;
  /** Minified by itself. */
  readonly minifiedBytes: number;
  /** Its share of what is fetched: each compressed by itself, and all of that made as large as the whole. */
  readonly bytes: number;
}

/** @param document whose page it is */
export function libraryWeights({ files, parts }: BuiltSite, document: string): readonly LibraryWeight[] {
  const html = files.get(document)?.toString() ?? '';
  const named = filesNamedIn(html);
  const scripts = named.flatMap((file) => parts.get(file) ?? []);
  const groups = Map.groupBy(
    scripts,
    ({ path }) => OWNERS.find(([owns]) => owns.test(path))?.[1] ?? 'the build',
  );
  const alone = [...groups].map(([name, group]) => {
    const { code } = minifySync('all.js', group.map((part) => part.code).join('\n'), {
      module: true,
      compress: false,
    });
    return { name, minifiedBytes: code.length, alone: compressed(code) };
  });
  const sum = (bytes: readonly number[]) => bytes.reduce((all, each) => all + each, 0);
  const fetched = sum(
    named.filter((file) => file.endsWith('.js')).map((file) => compressed(files.get(file) ?? '')),
  );
  const share = fetched / sum(alone.map((each) => each.alone));
  const others = [
    html,
    ...named.filter((file) => file.endsWith('.css')).map((file) => files.get(file) ?? ''),
  ];
  const weights = alone.map(({ name, minifiedBytes, alone: bytes }) => ({
    name,
    minifiedBytes,
    bytes: bytes * share,
  }));
  const rest = {
    name: 'the document and its styles',
    minifiedBytes: sum(others.map((file) => file.length)),
    bytes: sum(others.map(compressed)),
  };
  return [...weights, rest].toSorted((one, other) => other.bytes - one.bytes);
}

/** In Markdown. */
export function tellLibraries(weights: readonly LibraryWeight[]): string {
  const kB = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;
  const sum = (key: 'minifiedBytes' | 'bytes') => weights.reduce((all, each) => all + each[key], 0);
  return [
    '| of the page of a call | minified | as it is fetched (Brotli) |',
    '|---|---|---|',
    ...weights.map(({ name, minifiedBytes, bytes }) => `| ${name} | ${kB(minifiedBytes)} | ${kB(bytes)} |`),
    `| **in all** | ${kB(sum('minifiedBytes'))} | **${kB(sum('bytes'))}** |`,
  ].join('\n');
}
