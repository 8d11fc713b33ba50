/** Weighs the routes of the site as it is built now, and notes it as what they may weigh. */
import { writeFileSync } from 'node:fs';
import { buildSite } from './build-site.ts';
import { notedWeights, WEIGHTS_FILE } from './noted-weights.ts';
import { routeWeights } from './route-weights.ts';

const before = notedWeights();
const now = routeWeights((await buildSite()).files);
for (const [page, bytes] of Object.entries(now)) {
  const change = (bytes / before[page as keyof typeof now] - 1) * 100;
  console.log(
    `${page.padEnd(10)} ${(bytes / 1_000).toFixed(1).padStart(6)} kB  ${change >= 0 ? '+' : ''}${change.toFixed(1)} %`,
  );
}
writeFileSync(WEIGHTS_FILE, `${JSON.stringify(now, null, 2)}\n`);
