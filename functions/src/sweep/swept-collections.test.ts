import { readFile } from 'node:fs/promises';
import { CALLS } from '@parley/protocol';
import { expect, test } from 'vitest';
import { CALL_SUBCOLLECTIONS, STANDALONE_COLLECTIONS } from './swept-collections.ts';

const SWEPT = [CALLS, ...CALL_SUBCOLLECTIONS, ...STANDALONE_COLLECTIONS];

async function read(name: string): Promise<string> {
  return readFile(new URL(`../../../${name}`, import.meta.url), 'utf8');
}

test('the sweep knows every collection that the rules let anybody write', async () => {
  const rules = await read('firestore.rules');
  const collections = Array.from(rules.matchAll(/\bmatch\s+\/(\w+)\/\{/g), ([, name]) => name);
  expect(collections.length).toBeGreaterThan(3);
  // Nothing is stored below it: asking is the answer.
  const unwritten = [...rules.matchAll(/match \/(\w+)\/\{\w+\} \{\s*allow get: [^;]*;\s*\}/g)].map(
    ([, name]) => name,
  );
  expect(unwritten).toEqual(['dismissed']);
  const known = new Set<string | undefined>(['databases', ...unwritten, ...SWEPT]);
  expect(collections.filter((name) => !known.has(name))).toEqual([]);
});

// A policy would delete a call without the mark that retires its ID: whoever came first could make it anew.
test('what the sweep deletes has a TTL policy besides, calls apart, and nothing else has', async () => {
  const { fieldOverrides } = JSON.parse(await read('firestore.indexes.json')) as {
    fieldOverrides: { collectionGroup: string; fieldPath: string; ttl?: boolean }[];
  };
  const withTtl = fieldOverrides.filter(({ ttl }) => ttl).map(({ collectionGroup }) => collectionGroup);
  expect(withTtl.toSorted()).toEqual(SWEPT.filter((name) => name !== CALLS).toSorted());
});
