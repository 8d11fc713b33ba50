/** Why nothing is sent to an address. */
export type BlockedAddressCode =
  | 'not-an-address'
  | 'not-https'
  | 'has-credentials'
  /** It is, or leads to, a private, local or otherwise special address. */
  | 'not-public'
  /** No server knows the name, now. */
  | 'not-found';

const WORDS: Readonly<Record<BlockedAddressCode, string>> = {
  'not-an-address': 'must be an address such as https://example.com/hook, of at most 2,048 characters',
  'not-https': 'must begin with https://',
  'has-credentials': 'must not contain a user name or a password',
  'not-public': 'must lead to an address on the public internet',
  'not-found': 'must have a host name that can be resolved',
};

export class BlockedAddressError extends Error {
  override readonly name = 'BlockedAddressError';
  readonly code: BlockedAddressCode;

  constructor(code: BlockedAddressCode, options?: { cause?: unknown }) {
    super(WORDS[code], options);
    this.code = code;
  }
}
