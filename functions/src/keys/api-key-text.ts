import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Crockford's alphabet in lower case: nothing in it is misread, and a double click selects all of a key. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const PREFIX = 'parley_';
const ID_LENGTH = 10;
/** 160 random bits. */
const SECRET_LENGTH = 32;
/** 35 bits hold a CRC-32. */
const CHECKSUM_LENGTH = 7;
const PATTERN = new RegExp(`^${PREFIX}[${ALPHABET}]{${ID_LENGTH + SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

/** An API key as its owner has it: `parley_`, its ID, its secret, and a checksum. Stored is only the hash. */
export interface ApiKeyText {
  /** Names the key and is no secret. */
  readonly id: string;
  /** SHA-256 of the whole text. So many random bits need no salt and no slow hash. */
  readonly hash: Uint8Array;
  readonly text: string;
}

export function createApiKeyText(): ApiKeyText {
  const body = randomCharacters(ID_LENGTH + SECRET_LENGTH);
  return describe(PREFIX + body + checksumOf(body));
}

/**
 * Reads what somebody presents as a key; undefined when it is none. The checksum tells a mistyped key, and one that was
 * made up, without asking the database; it also lets scanners of public code know a key for sure.
 */
export function parseApiKeyText(text: string): ApiKeyText | undefined {
  if (!PATTERN.test(text)) return undefined;
  const body = text.slice(PREFIX.length, -CHECKSUM_LENGTH);
  return text.endsWith(checksumOf(body)) ? describe(text) : undefined;
}

function describe(text: string): ApiKeyText {
  const id = text.slice(PREFIX.length, PREFIX.length + ID_LENGTH);
  return { id, text, hash: createHash('sha256').update(text).digest() };
}

/** 256 is a multiple of 32, so taking five bits of each byte is uniform. */
function randomCharacters(count: number): string {
  return Array.from(randomBytes(count), (byte) => ALPHABET[byte & 31]).join('');
}

function checksumOf(body: string): string {
  const sum = crc32(body);
  return Array.from({ length: CHECKSUM_LENGTH }, (_, i) => ALPHABET[Math.floor(sum / 32 ** i) % 32]).join('');
}
