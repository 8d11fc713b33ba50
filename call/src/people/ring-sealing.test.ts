import { createCallId, parsePersonName } from '@parley/protocol';
import { expect, it } from 'vitest';
import { loadDeviceKeys } from '../memory/device-keys.ts';
import { createReplyKey, openRing, prepareRing, type RingPlace, type RingWords } from './ring-sealing.ts';

const place = { ring: 'r'.repeat(16), caller: 'anna', callee: 'bert' };
const words = (name = 'anna') => ({
  ...{ name: parsePersonName(name), call: createCallId(), replyKey: createReplyKey() },
});
/** A point of no curve. */
const noKey = new Uint8Array(65).fill(4);

async function sealRing(keys: readonly Uint8Array[], where: RingPlace, said: RingWords): Promise<Uint8Array> {
  const seal = await prepareRing(keys, where);
  if (seal === undefined) throw new Error('None of them is a key');
  return seal(said);
}

it('opens on each device that it was sealed to, and on no other', async () => {
  const [one, other, third] = [await loadDeviceKeys(), await loadDeviceKeys(), await loadDeviceKeys()];
  const said = words();
  const sealed = await sealRing([one.publicKey, other.publicKey], place, said);
  for (const device of [one, other]) expect(await openRing(device.pair, place, sealed)).toEqual(said);
  await expect(openRing(third.pair, place, sealed)).rejects.toMatchObject({ code: 'does-not-open' });
});

it.each(['ring', 'caller', 'callee'] as const)('does not open as that of another %s', async (what) => {
  const device = await loadDeviceKeys();
  const sealed = await sealRing([device.publicKey], place, words());
  const elsewhere = { ...place, [what]: 'x'.repeat(16) };
  await expect(openRing(device.pair, elsewhere, sealed)).rejects.toMatchObject({ code: 'does-not-open' });
  expect(await openRing(device.pair, place, sealed)).toMatchObject({ name: 'anna' });
});

it('has one size, however long a name is, and a device’s key cannot be taken out', async () => {
  const { pair, publicKey } = await loadDeviceKeys();
  const lengths = await Promise.all(
    ['abc', 'a'.repeat(30)].map(async (name) => (await sealRing([publicKey], place, words(name))).length),
  );
  expect(lengths[0]).toBe(lengths[1]);
  await expect(crypto.subtle.exportKey('jwk', pair.privateKey)).rejects.toThrow();
});

it('is sealed to those of the keys that are ones, and to nobody where none is', async () => {
  const { pair, publicKey } = await loadDeviceKeys();
  const said = words();
  const sealed = await sealRing([noKey, publicKey], place, said);
  expect(sealed).toHaveLength((await sealRing([publicKey], place, said)).length);
  expect(await openRing(pair, place, sealed)).toEqual(said);
  expect(await prepareRing([noKey], place)).toBeUndefined();
});
