import { hkdfSync } from 'node:crypto';

/** As a base64url text: 32 bytes. */
const MIN_LENGTH = 43;

/**
 * The one secret of the server, `PARLEY_SECRET`. Whatever the server must be able to tell again, such as the links of a
 * booking, it derives from this and from what is stored, so that the database alone holds no secret.
 */
export class ServerSecret {
  readonly #text: string;

  /** @throws {Error} when the text is too short to be a secret; the message does not repeat it */
  constructor(text: string) {
    if (text.length < MIN_LENGTH)
      throw new Error('PARLEY_SECRET must have at least 43 characters (32 random bytes)');
    this.#text = text;
  }

  /** HKDF-SHA-256 (RFC 5869). Each purpose has bytes of its own, and none leads to another's. */
  derive(purpose: string, byteCount: number): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#text, 'parley/1 server', purpose, byteCount));
  }
}
