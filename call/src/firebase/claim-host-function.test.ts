import { createHostKey } from '@parley/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Attestation } from './app-check.ts';
import { ClaimHostFunction } from './claim-host-function.ts';
import { SignedInUser } from './signed-in-user.ts';

const key = createHostKey();
const identity = { token: async () => 'id-token', currentToken: undefined, uid: 'ada' };
const claims = (attestation?: Attestation) =>
  new ClaimHostFunction(new SignedInUser(identity, attestation), 'https://parley.example');
const { signal } = new AbortController();
const notFound = { error: { status: 'NOT_FOUND', message: 'No call has this host key.' } };

afterEach(() => {
  vi.unstubAllGlobals();
});

function answer(make: () => Response | Promise<Response>) {
  const fetched = vi.fn(async (_path: string, _init: RequestInit) => make());
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

describe('the host key', () => {
  it('is shown to this site alone, by whoever is signed in', async () => {
    const fetched = answer(() => Response.json({ result: {} }));
    await claims().claimHost('doc-id', key, signal);
    const [path, init] = fetched.mock.calls[0] ?? [];
    expect(path).toBe('https://parley.example/api/claim-host');
    expect(init).toMatchObject({
      method: 'POST',
      body: JSON.stringify({ data: { docId: 'doc-id', hostKey: key } }),
    });
    expect(init?.headers).toEqual({ Authorization: 'Bearer id-token', 'Content-Type': 'application/json' });
  });

  it('goes with what vouches for this browser, where that is switched on', async () => {
    const fetched = answer(() => Response.json({ result: {} }));
    const attestation = { currentToken: undefined, token: async () => 'attested' };
    await claims(attestation).claimHost('doc-id', key, signal);
    expect(fetched.mock.calls[0]?.[1].headers).toMatchObject({ 'X-Firebase-AppCheck': 'attested' });
  });

  it.each([
    ['that is another', () => Response.json(notFound, { status: 404 }), 'wrong-host-key'],
    [
      'on a site without functions',
      () => new Response('<!doctype html>', { status: 404 }),
      'signaling-unreachable',
    ],
    ['of somebody signed out', () => Response.json({}, { status: 401 }), 'signed-out'],
    [
      'when the function fails',
      () => Response.json({ error: { status: 'INTERNAL' } }, { status: 500 }),
      'signaling-unreachable',
    ],
    ['without a network', () => Promise.reject(new TypeError('Failed to fetch')), 'signaling-unreachable'],
  ])('%s is refused with a reason', async (_, make, code) => {
    answer(make);
    await expect(claims().claimHost('doc-id', key, signal)).rejects.toMatchObject({
      code,
    });
  });
});
