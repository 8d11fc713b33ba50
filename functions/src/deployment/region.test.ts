import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import firebase from '../../../firebase.json' with { type: 'json' };
import { regionOf } from './region.ts';

test.each([
  [{}, 'us-central1'],
  [{ PARLEY_REGION: '' }, 'us-central1'],
  [{ PARLEY_REGION: 'europe-west1' }, 'europe-west1'],
  // Hosting's emulator looks nowhere else.
  [{ PARLEY_REGION: 'europe-west1', FUNCTIONS_EMULATOR: 'true' }, 'us-central1'],
])('With %o functions run in %s', (env, region) => {
  expect(regionOf(env)).toBe(region);
});

test('Nothing else names a region', () => {
  const rewrites = firebase.hosting.rewrites.flatMap((rewrite) => rewrite.function ?? []);
  expect(rewrites.map((target) => Object.keys(target))).toEqual(rewrites.map(() => ['functionId']));
  for (const file of ['index.ts', 'webhooks/webhook-functions.ts', 'webhooks/deliveries/delivery-queue.ts']) {
    expect(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).not.toMatch(
      /(us|europe|asia)-[a-z]+\d/,
    );
  }
});
