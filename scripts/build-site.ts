/** The site as it is deployed, built in memory. */
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './paths.ts';

/** @returns its files but for those of web/public, by their path in it */
export async function buildSite(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    const built = await build({ root: join(root, 'web'), build: { write: false }, logLevel: 'silent' });
    if (!('output' in built)) throw new Error('One build has one output');
    return new Map(
      built.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]),
    );
  } finally {
    process.env.NODE_ENV = environment;
  }
}
