/**
 * What four words that a host reads out turn into. They are worth 50 bits, half of what a call ID is: so each guess is made slow, and
 * nothing is sealed by them alone. What two pages say to each other takes the private key of one of them as well (`derivePairKey`):
 * whoever guesses the words later, with all that was ever stored, opens nothing.
 */
import { type CallKeys, deriveKeys } from '../ids/call-keys.ts';

/**
 * What OWASP asks of PBKDF2 with HMAC-SHA-256.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#pbkdf2
 */
export const STRETCHING_ITERATIONS = 600_000;

/** Where the words lead. The same for everybody who has them, so the salt can only be this program's. */
export type SpokenKeys = Pick<CallKeys, 'docId' | 'pairingSecret'>;

/** Takes a good part of a second, which is the point. @param words as they stand in their list, in their order */
export async function deriveSpokenKeys(words: readonly string[]): Promise<SpokenKeys> {
  const text = new TextEncoder();
  const password = await crypto.subtle.importKey('raw', text.encode(words.join(' ')), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const stretched = await crypto.subtle.deriveBits(
    {
      name: 'PBKDF2',
      hash: 'SHA-256',
      salt: text.encode('parley/1 spoken words'),
      iterations: STRETCHING_ITERATIONS,
    },
    password,
    256,
  );
  return deriveKeys(new Uint8Array(stretched), 'parley/1 spoken words');
}
