/** What the routes of the site weighed when somebody last agreed to it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/paths.ts';
import type { RouteWeights } from './route-weights.ts';

export const WEIGHTS_FILE = join(root, 'web/route-weights.json');

export function notedWeights(): RouteWeights {
  return JSON.parse(readFileSync(WEIGHTS_FILE, 'utf8')) as RouteWeights;
}
