/**
 * Sealed to devices, each with a key pair of its own: HPKE (RFC 9180), base mode, with P-256, which every browser has for keys that
 * cannot be taken out. A part that is loaded when somebody rings, and so imports nothing else of this package.
 */
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';

/** A P-256 point, raw and uncompressed: a device's public key, and what HPKE puts before each sealed value. */
const POINT_BYTES = 65;
const TAG_BYTES = 16;

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});

/** Seals the same words to each of some devices, one after another; once. */
export type SealToDevices = (words: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

/**
 * @param keys the devices'; one that is no point of the curve is no device's, and is left out
 * @param info where it belongs; it opens nowhere else
 * @returns undefined: none of them is a key
 */
export async function prepareToSeal(
  keys: readonly Uint8Array[],
  info: Uint8Array<ArrayBuffer>,
): Promise<SealToDevices | undefined> {
  const prepared = await Promise.allSettled(
    keys.map(async (key) => {
      const recipientPublicKey = await suite.kem.deserializePublicKey(key.slice().buffer);
      return suite.createSenderContext({ recipientPublicKey, info: info.buffer });
    }),
  );
  const contexts = prepared.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (contexts.length === 0) return undefined;
  return async (words) => {
    const records = await Promise.all(
      contexts.map(async (context) => [
        ...new Uint8Array(context.enc),
        ...new Uint8Array(await context.seal(words.buffer)),
      ]),
    );
    return new Uint8Array(records.flat());
  };
}

/**
 * What was sealed to this device; undefined: nothing was, or not for this place.
 * @param wordsBytes how long the words are
 */
export async function openOnDevice(
  recipientKey: CryptoKeyPair,
  info: Uint8Array<ArrayBuffer>,
  sealed: Uint8Array,
  wordsBytes: number,
): Promise<Uint8Array | undefined> {
  const recordBytes = POINT_BYTES + wordsBytes + TAG_BYTES;
  for (let at = 0; at + recordBytes <= sealed.length; at += recordBytes) {
    const enc = sealed.slice(at, at + POINT_BYTES).buffer;
    const ciphertext = sealed.slice(at + POINT_BYTES, at + recordBytes).buffer;
    try {
      const context = await suite.createRecipientContext({ recipientKey, enc, info: info.buffer });
      return new Uint8Array(await context.open(ciphertext));
    } catch {
      // To another device, most likely.
    }
  }
  return undefined;
}
