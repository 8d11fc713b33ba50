/** What our own writes carry where a site uses App Check; the SDK sees to its own. */
import { randomBytes } from 'node:crypto';
import { createRandomId, DEFAULT_EMPTY_TIMEOUT_SECONDS, expiryWhenEmpty } from '@parley/protocol';
import { afterEach, expect, it, vi } from 'vitest';
import type { Attestation } from '../../call/src/firebase/app-check.ts';
import { createPerson } from './person.ts';

afterEach(() => vi.restoreAllMocks());

/** Creates a call and says goodbye to it. @returns the token of App Check in each of the two writes */
async function tokensOfWrites(attestation: Attestation | undefined): Promise<(string | null)[]> {
  const fetch = vi.spyOn(globalThis, 'fetch');
  const { store, clock, close } = await createPerson(attestation);
  const { signal } = new AbortController();
  const docId = randomBytes(16).toString('base64url');
  const call = { emptyTimeoutSeconds: DEFAULT_EMPTY_TIMEOUT_SECONDS, schedule: null };
  const expiresAt = expiryWhenEmpty(clock.now(), call, false);
  await store.commit(docId, { type: 'create', ...call, expiresAt }, { signal });
  const goodbye = { type: 'leave', role: 'host', session: createRandomId() } as const;
  // Nobody sits there, so the rules refuse it; what counts is what was sent.
  await store.commit(docId, goodbye, { signal, isLastWord: true }).catch(() => {});
  await close();
  return fetch.mock.calls
    .filter(([url]) => String(url).endsWith(':commit'))
    .map(([, init]) => new Headers(init?.headers).get('X-Firebase-AppCheck'));
}

it('A write carries a token that is good for a while, and the last word the one at hand', async () => {
  const attestation = { currentToken: 'at hand', token: async () => 'good for a while' };
  expect(await tokensOfWrites(attestation)).toEqual(['good for a while', 'at hand']);
});

it('Without a token, writes go out all the same: the server decides', async () => {
  expect(await tokensOfWrites({ currentToken: undefined, token: async () => undefined })).toEqual([
    null,
    null,
  ]);
});

it('A site without App Check sends nothing of it', async () => {
  expect(await tokensOfWrites(undefined)).toEqual([null, null]);
});
