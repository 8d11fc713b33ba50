/**
 * Weighs the routes of the site as it is built now, and notes it as what they may weigh; and says what the page of a call is made of, also in
 * docs/performance.md.
 */
import { writeFileSync } from 'node:fs';
import { describeRun, writePart } from '../bench/performance-page.ts';
import { buildSite } from './site/build-site.ts';
import { libraryWeights, tellLibraries } from './site/library-weights.ts';
import { notedWeights, WEIGHTS_FILE } from './site/noted-weights.ts';
import { routeWeights } from './site/route-weights.ts';

const run = describeRun('npm run weigh-routes');
const before = notedWeights();
const site = await buildSite();
const now = routeWeights(site.files);
for (const [page, bytes] of Object.entries(now)) {
  const change = (bytes / before[page as keyof typeof now] - 1) * 100;
  console.log(
    `${page.padEnd(10)} ${(bytes / 1_000).toFixed(1).padStart(6)} kB  ${change >= 0 ? '+' : ''}${change.toFixed(1)} %`,
  );
}
writeFileSync(WEIGHTS_FILE, `${JSON.stringify(now, null, 2)}\n`);
const table = tellLibraries(libraryWeights(site, 'call.html'));
console.log(`\n${table}`);
writePart('weight', `${run}\n\n${table}`);
