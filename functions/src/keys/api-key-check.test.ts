import type { Firestore } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { apiKeyFields } from './api-key.ts';
import { ApiKeyCheck } from './api-key-check.ts';
import { createApiKeyText } from './api-key-text.ts';

const NOW = Date.UTC(2026, 10, 21);

/** What there is of keys, and a check that may look them up. */
function keyring(count: number) {
  const texts = Array.from({ length: count }, () => createApiKeyText());
  const stored = new Map(
    texts.map(({ id, hash }) => [
      id,
      apiKeyFields({
        ...{
          id,
          hash,
          name: 'Test',
          team: 'sales',
          scopes: ['read'],
          requestsPerMinute: 60,
          returnOrigins: [],
          maySkipLobby: false,
        },
        ...{ createdAt: NOW, validUntil: null, revokedAt: null, lastUsedAt: NOW },
      }),
    ]),
  );
  const state = { now: NOW, reads: 0, lists: 0, isDown: false };
  const read = async <T>(kind: 'reads' | 'lists', value: T) => {
    state[kind] += 1;
    if (state.isDown) throw new Error('The database cannot be reached');
    return value;
  };
  const collection = () => ({
    doc: (id: string) => ({
      get: () => read('reads', { id, exists: stored.has(id), data: () => stored.get(id) }),
    }),
    select: () => ({
      limit: () => ({ get: () => read('lists', { docs: [...stored.keys()].map((id) => ({ id })) }) }),
    }),
  });
  const check = new ApiKeyCheck({ collection } as unknown as Firestore, () => state.now);
  return { keys: texts.map(({ text }) => text), state, check: (text: string) => check.check(text) };
}

const guesses = (count: number) => Array.from({ length: count }, () => createApiKeyText().text);

test('Whoever makes keys up keeps nobody out whose key there is, and costs a bounded number of reads', async () => {
  const { keys, state, check } = keyring(3);
  const answers = await Promise.all(guesses(200).map(check));
  expect(answers.filter((answer) => answer === null)).toHaveLength(60);
  expect(answers.filter((answer) => answer === 'too-many-unknown')).toHaveLength(140);
  expect(state).toMatchObject({ reads: 60, lists: 1 });
  for (const key of keys) expect(await check(key)).toMatchObject({ team: 'sales' });
  expect(state).toMatchObject({ reads: 63, lists: 1 });
});

test('Reads that fail are no guesses', async () => {
  const { keys, state, check } = keyring(1);
  state.isDown = true;
  const failed = await Promise.allSettled(guesses(60).map(check));
  expect(new Set(failed.map(({ status }) => status))).toEqual(new Set(['rejected']));
  state.isDown = false;
  expect(await check(keys[0] ?? '')).toMatchObject({ team: 'sales' });
  expect(await Promise.all(guesses(1).map(check))).toEqual([null]);
  expect(state.lists).toBe(0);
});

test('What there is of keys is asked for again after a failure', async () => {
  const { keys, state, check } = keyring(1);
  await Promise.all(guesses(60).map(check));
  state.isDown = true;
  await expect(check(keys[0] ?? '')).rejects.toThrow('The database cannot be reached');
  state.isDown = false;
  expect(await check(keys[0] ?? '')).toMatchObject({ team: 'sales' });
});
