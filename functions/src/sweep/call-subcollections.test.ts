import { readFile } from 'node:fs/promises';
import { CALLS } from '@parley/protocol';
import { expect, test } from 'vitest';
import { CALL_SUBCOLLECTIONS } from './call-subcollections.ts';

test('the sweep knows every collection that the rules let anybody write', async () => {
  const rules = await readFile(new URL('../../../firestore.rules', import.meta.url), 'utf8');
  const collections = Array.from(rules.matchAll(/\bmatch\s+\/(\w+)\/\{/g), ([, name]) => name);
  const known = new Set(['databases', CALLS, ...CALL_SUBCOLLECTIONS]);
  expect(collections.filter((name) => !known.has(name ?? ''))).toEqual([]);
  expect(collections).toEqual(expect.arrayContaining([...CALL_SUBCOLLECTIONS]));
});
