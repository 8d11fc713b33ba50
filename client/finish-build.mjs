// What the compiler leaves to do: the package is one of ES modules, and its types still name their sources.
import { readFileSync, writeFileSync } from 'node:fs';

for (const format of ['esm', 'cjs']) {
  const types = new URL(`dist/${format}/parley-client.d.ts`, import.meta.url);
  writeFileSync(types, readFileSync(types, 'utf8').replaceAll('./parley-api.ts', './parley-api.js'));
}
writeFileSync(new URL('dist/cjs/package.json', import.meta.url), '{ "type": "commonjs" }\n');
