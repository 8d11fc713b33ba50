import { describe, expect, it } from 'vitest';
import { createCallId } from '../ids/call-id.ts';
import { deriveCallKeys } from '../ids/call-keys.ts';
import { open, type SealedPlace, seal } from '../ids/sealing.ts';
import { SESSION_KEY_BYTES } from '../reading/limits.ts';
import { createSessionKeys, derivePairKey } from './session-keys.ts';

async function pair() {
  const id = createCallId();
  const [keys, host, guest] = await Promise.all([
    deriveCallKeys(id),
    createSessionKeys(),
    createSessionKeys(),
  ]);
  const place: SealedPlace = { docId: keys.docId, kind: 'answer', round: 1, index: 0 };
  return { id, keys, host, guest, place };
}

describe('the key of a pair', () => {
  it('is the same from either side', async () => {
    const { keys, host, guest, place } = await pair();
    const ofHost = await derivePairKey(keys, 'host', host, guest.publicKey);
    const ofGuest = await derivePairKey(keys, 'guest', guest, host.publicKey);
    expect(await open(ofHost, place, await seal(ofGuest, place, 'hello', 'pair'))).toBe('hello');
    expect(ofHost).toMatchObject({ extractable: false, algorithm: { name: 'AES-GCM', length: 256 } });
  });

  it.each<[string, (pair: Awaited<ReturnType<typeof createPair>>) => Promise<CryptoKey>]>([
    ['the link alone', async ({ keys }) => keys.sealingKey],
    [
      'the link and a seat of one’s own',
      async ({ keys, host }) => derivePairKey(keys, 'guest', await createSessionKeys(), host.publicKey),
    ],
    [
      'the link and the seat that the guest had before',
      async ({ keys, host, earlier }) => derivePairKey(keys, 'guest', earlier, host.publicKey),
    ],
    [
      'both private halves and another link',
      async ({ host, guest }) =>
        derivePairKey(await deriveCallKeys(createCallId()), 'guest', guest, host.publicKey),
    ],
    [
      'the roles the other way round',
      async ({ keys, host, guest }) => derivePairKey(keys, 'host', guest, host.publicKey),
    ],
  ])('is not to be had with %s', async (_, derive) => {
    const all = await createPair();
    const key = await derivePairKey(all.keys, 'host', all.host, all.guest.publicKey);
    const sealed = await seal(key, all.place, 'hello', 'pair');
    await expect(open(await derive(all), all.place, sealed)).rejects.toMatchObject({ code: 'does-not-open' });
    expect(await open(key, all.place, sealed)).toBe('hello');
  });

  it('is not made of what is no point of the curve', async () => {
    const { keys, host } = await pair();
    for (const theirs of [new Uint8Array(SESSION_KEY_BYTES), new Uint8Array(SESSION_KEY_BYTES).fill(4)])
      await expect(derivePairKey(keys, 'host', host, theirs)).rejects.toThrow();
  });
});

async function createPair() {
  return { ...(await pair()), earlier: await createSessionKeys() };
}

it('a public key has the length that rules check', async () => {
  expect((await createSessionKeys()).publicKey).toHaveLength(SESSION_KEY_BYTES);
});
