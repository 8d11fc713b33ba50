import type { HostKey } from './host-key.ts';

/** 20 characters of Crockford base32: 100 bits, more than anyone can guess. */
export type CallId = string & { readonly __brand: 'CallId' };

/** Crockford's alphabet: no I, L, O or U, so nothing is misread aloud or on paper. https://www.crockford.com/base32.html */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 20;
const GROUP_LENGTH = 5;

/** Why a text is not a call ID. Each has its sentence in the interface. */
export type CallIdProblem =
  | 'empty'
  | 'too-short'
  | 'too-long'
  | 'bad-character'
  /** The text leads to more than one call. */
  | 'several'
  /** The ID is whole, and the host key after it is not: whoever joined by it would not be the host. */
  | 'host-key-damaged';

/** Thrown in place of a call ID that could not be read, with what is wrong as its `problem`. */
export class CallIdError extends Error {
  override readonly name = 'CallIdError';
  readonly problem: CallIdProblem;

  constructor(problem: CallIdProblem) {
    super(`Not a call ID: ${problem}`);
    this.problem = problem;
  }
}

/** A new call ID from the platform's cryptographic random source. */
export function createCallId(): CallId {
  return callIdFrom(crypto.getRandomValues(new Uint8Array(LENGTH)));
}

/** A call ID from 20 random bytes, of which it takes five bits each: 256 is a multiple of 32, so that is uniform. */
export function callIdFrom(bytes: Uint8Array): CallId {
  if (bytes.length !== LENGTH) throw new RangeError(`A call ID is made of ${LENGTH} bytes`);
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('') as CallId;
}

/**
 * Reads a call ID that stands alone, as people write it: in any case and width, with spaces or dashes, with O for 0 and
 * I or L for 1.
 * @throws {CallIdError} `empty`, `too-short`, `too-long`, `bad-character`
 */
export function parseCallId(text: string): CallId {
  const id = charactersOf(text);
  if (id === '') throw new CallIdError('empty');
  if (/[^0-9A-HJKMNP-TV-Z]/.test(id)) throw new CallIdError('bad-character');
  if (id.length < LENGTH) throw new CallIdError('too-short');
  if (id.length > LENGTH) throw new CallIdError('too-long');
  return id as CallId;
}

/** Without space, dashes, and the invisible marks that messengers put around what is copied from them. */
function charactersOf(text: string): string {
  return (
    toNarrow(text)
      .replace(/[\s\p{Dash_Punctuation}\p{Format}\u2212_]/gu, '')
      // Not toUpperCase, which makes SS of a sharp s, and an I of a dotless one.
      .replace(/[a-z]/g, (letter) => letter.toUpperCase())
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1')
  );
}

/** East Asian keyboards write the characters of ASCII in two widths. */
export function toNarrow(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** The call ID as it is shown and copied: `xxxxx-xxxxx-xxxxx-xxxxx`. */
export function formatCallId(id: CallId): string {
  const groups = Array.from({ length: LENGTH / GROUP_LENGTH }, (_, i) =>
    id.slice(i * GROUP_LENGTH, (i + 1) * GROUP_LENGTH),
  );
  return groups.join('-').toLowerCase();
}

/** Where a call is on its site. The ID is in the fragment, which browsers send to no server. */
export function joinPath(id: CallId): string {
  return `/call#${formatCallId(id)}`;
}

/** The address that lets somebody join. */
export function formatJoinUrl(origin: string, id: CallId): string {
  return origin + joinPath(id);
}

/** The address that makes whoever opens it the host, on any device. Both secrets are in the fragment. */
export function formatHostUrl(origin: string, id: CallId, key: HostKey): string {
  return `${formatJoinUrl(origin, id)}.${key.toLowerCase()}`;
}
