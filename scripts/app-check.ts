/** Writes firebase.app-check.json, with which a site is deployed that uses App Check. docs/app-check.md */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAppCheckConfig } from './firebase/app-check-config.ts';
import { root } from './lib/paths.ts';

// Beside firebase.json, because firebase-tools takes every path in it from where it lies.
const deployed = JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8'));
const file = 'firebase.app-check.json';
writeFileSync(join(root, file), `${JSON.stringify(createAppCheckConfig(deployed), undefined, 2)}\n`);
console.log(
  `${file} is written. Deploy with: npx firebase deploy --config ${file} --project YOUR-PROJECT-ID`,
);
