/**
 * What makes its holder the host of a scheduled call on any device: 160 random bits, in the host link after the call
 * ID. The call's document has only its hash, so neither the guest nor the database can tell it.
 */
export type HostKey = string & { readonly __brand: 'HostKey' };

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 32;
const PATTERN = /^[0-9A-HJKMNP-TV-Z]{32}$/;

/** The hash, in bytes: SHA-256. */
export const HOST_KEY_HASH_BYTES = 32;

/** A new host key from the platform's cryptographic random source. */
export function createHostKey(): HostKey {
  return hostKeyFrom(crypto.getRandomValues(new Uint8Array(LENGTH)));
}

/** A host key from 32 random bytes, of which it takes five bits each. */
export function hostKeyFrom(bytes: Uint8Array): HostKey {
  if (bytes.length !== LENGTH) throw new RangeError(`A host key is made of ${LENGTH} bytes`);
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('') as HostKey;
}

/** Reads a host key in any case; undefined when it is none. */
export function parseHostKey(text: string): HostKey | undefined {
  const key = text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  return PATTERN.test(key) ? (key as HostKey) : undefined;
}

/** What the call's document says of the key. So many random bits need no salt and no slow hash. */
export async function hashHostKey(key: HostKey): Promise<Uint8Array> {
  const text = new TextEncoder().encode(`parley/1 host key ${key}`);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', text));
}
