/** What client/ has of the API: its OpenAPI document, and the TypeScript made of that. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { announcements, operations } from '../../functions/src/operations.ts';
import { createOpenApiDocument } from '../../functions/src/reference/openapi-document.ts';
import { root } from '../lib/paths.ts';
import { createClientSource, type OpenApiDocument } from './api-client-source.ts';

/** @returns texts by path within client/, as they are committed */
export function createClientFiles(): Readonly<Record<string, string>> {
  const document = createOpenApiDocument(operations, announcements);
  return {
    'openapi.json': format('openapi.json', JSON.stringify(document, undefined, 2)),
    'src/parley-api.ts': format('parley-api.ts', createClientSource(document as unknown as OpenApiDocument)),
  };
}

function format(name: string, text: string): string {
  const biome = join(root, 'node_modules/.bin/biome');
  return execFileSync(biome, ['format', `--stdin-file-path=client/${name}`], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  });
}
