/** `npm run api-client`: writes what client/ has of the API anew, after a change of that. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClientFiles } from './api/api-client-files.ts';
import { root } from './lib/paths.ts';

for (const [path, text] of Object.entries(createClientFiles()))
  writeFileSync(join(root, 'client', path), text);
