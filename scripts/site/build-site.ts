/** The site as it is deployed, built in memory. */
import { join, relative } from 'node:path';
import { build } from 'vite';
import { root } from '../lib/paths.ts';

export interface BuiltSite {
  /** But for those of web/public, by their path in it. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** What its scripts are made of, as paths from the root of the repository. */
  readonly modules: readonly string[];
  /** By the script, what has come into it of each module, before all of it was minified. */
  readonly parts: ReadonlyMap<string, readonly ScriptPart[]>;
}

interface ScriptPart {
  /** From the root of the repository. */
  readonly path: string;
  readonly code: string;
}

export async function buildSite(): Promise<BuiltSite> {
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    const built = await build({ root: join(root, 'web'), build: { write: false }, logLevel: 'silent' });
    if (!('output' in built)) throw new Error('One build has one output');
    const files = built.output.map(
      (file) => [file.fileName, file.type === 'chunk' ? file.code : file.source] as const,
    );
    const modules = built.output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    const parts = built.output.flatMap((file) =>
      file.type === 'chunk' ? [[file.fileName, partsOf(file.modules)] as const] : [],
    );
    // Those that the build makes up have a name that no file has.
    const real = modules.filter((id) => !id.startsWith('\0'));
    return {
      files: new Map(files),
      modules: real.map((id) => relative(root, id)),
      parts: new Map(parts),
    };
  } finally {
    process.env.NODE_ENV = environment;
  }
}

function partsOf(modules: Readonly<Record<string, { readonly code: string | null }>>): readonly ScriptPart[] {
  return Object.entries(modules).map(([id, { code }]) => ({ path: relative(root, id), code: code ?? '' }));
}
