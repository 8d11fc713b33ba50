/**
 * What only the two sessions that sit in a call can read. Each page load makes a key pair whose public half lies in its
 * seat; what one says to the other is sealed under what both derive of the two and of the call ID. So whoever has the
 * link without sitting there learns nothing, a link that leaks later opens nothing old, and a database that swapped the
 * public halves would learn nothing either, since it does not know the call ID.
 */
import { toBase64Url } from '../ids/base64url.ts';
import type { CallKeys } from '../ids/call-keys.ts';
import type { Role } from './seat.ts';

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
export interface SessionKeys {
  /** As it lies in a seat: a point of P-256, not compressed. https://www.secg.org/sec1-v2.pdf section 2.3.3 */
  readonly publicKey: Uint8Array;
  /** Not extractable: it ends with the page. */
  readonly privateKey: CryptoKey;
}

export async function createSessionKeys(): Promise<SessionKeys> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  return { publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)), privateKey };
}

/**
 * The key that the two sessions share, the same from either side.
 * @param role of the session whose keys are `own`
 * @throws {DOMException} when `theirs` is not a point of the curve
 */
export async function derivePairKey(
  { docId, pairingSecret }: Pick<CallKeys, 'docId' | 'pairingSecret'>,
  role: Role,
  own: SessionKeys,
  theirs: Uint8Array,
): Promise<CryptoKey> {
  const point = await crypto.subtle.importKey('raw', new Uint8Array(theirs), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: point }, own.privateKey, 256);
  const input = await crypto.subtle.importKey('raw', new Uint8Array(shared), 'HKDF', false, ['deriveKey']);
  const [host, guest] = role === 'host' ? [own.publicKey, theirs] : [theirs, own.publicKey];
  const info = new TextEncoder().encode(`pair key ${docId} ${toBase64Url(host)} ${toBase64Url(guest)}`);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(pairingSecret), info };
  return crypto.subtle.deriveKey(hkdf, input, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}
