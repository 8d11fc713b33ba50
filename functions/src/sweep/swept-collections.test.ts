import { readFile } from 'node:fs/promises';
import { CALLS } from '@parley/protocol';
import { expect, test } from 'vitest';
import { aCall } from '../../../protocol/src/testing/call-docs.ts';
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

// All calls would write to its end, and Firestore does that 500 times a second at most.
test('no index of calls is led by a time', async () => {
  const { indexes, fieldOverrides } = JSON.parse(await read('firestore.indexes.json')) as {
    indexes: { collectionGroup: string; fields: { fieldPath: string }[] }[];
    fieldOverrides: { collectionGroup: string; fieldPath: string; indexes: object[] }[];
  };
  const led = indexes.filter(({ collectionGroup }) => collectionGroup === CALLS);
  expect(led.map(({ fields: [first] }) => first?.fieldPath).toSorted()).toEqual([
    'hostUid',
    'version',
    'version',
  ]);
  // Firestore has an index of each other field by itself, and of what is in it.
  const unindexed = fieldOverrides
    .filter(({ collectionGroup, indexes: own }) => collectionGroup === CALLS && own.length === 0)
    .map(({ fieldPath }) => fieldPath);
  const { createdAt, ended, expiresAt, seats, schedule } = aCall();
  const withTimes = Object.keys({
    createdAt,
    ended,
    expiresAt,
    seats,
    schedule,
    room: {},
    door: {},
    dismissed: {},
  });
  expect(withTimes.filter((field) => !unindexed.includes(field))).toEqual([]);
});
