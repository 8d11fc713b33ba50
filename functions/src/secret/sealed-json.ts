import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
/** The first byte of a sealed value: the format that follows. */
const FORMAT = 1;
/** 96 bits, what NIST SP 800-38D recommends for AES-GCM. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts what the server stores for itself, unlike protocol's `seal`, which is for the two people in a call.
 * @param place where it is stored: a value that was moved elsewhere does not open
 */
export function sealJson(key: Uint8Array, place: string, value: unknown): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(place));
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), iv, ciphertext, cipher.getAuthTag()]);
}

/** @throws {Error} when it was not sealed with this key for this place */
export function openJson(key: Uint8Array, place: string, sealed: Uint8Array): unknown {
  if (sealed[0] !== FORMAT) throw new Error('Not a sealed value of a known format');
  const iv = sealed.subarray(1, 1 + IV_BYTES);
  const ciphertext = sealed.subarray(1 + IV_BYTES, -TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key, iv)
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  return JSON.parse(Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8'));
}
