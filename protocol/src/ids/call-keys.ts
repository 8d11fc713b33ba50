import { toBase64Url } from './base64url.ts';
import type { CallId } from './call-id.ts';

/** What a call ID turns into. None of it leads back to the ID, nor to the others. */
export interface CallKeys {
  /** The ID of the call's Firestore document: 128 bits, base64url. */
  readonly docId: string;
  /** AES-GCM, 256 bits, not extractable: seals whatever is stored in that document and under it. */
  readonly sealingKey: CryptoKey;
  /** 256 bits that go into what two sessions share. */
  readonly pairingSecret: Uint8Array;
}

/** What `docId` looks like. The rules check the same pattern. */
export const CALL_DOC_ID_PATTERN = /^[A-Za-z0-9_-]{22}$/;

/**
 * The input is 100 uniformly random bits, so no slow password hash is called for; the salt only separates Parley from
 * other users of the same construction.
 */
export function deriveCallKeys(id: CallId): Promise<CallKeys> {
  return deriveKeys(new TextEncoder().encode(id), 'parley/1');
}

/** HKDF-SHA-256 (RFC 5869) with one `info` for each purpose. */
export async function deriveKeys(secret: Uint8Array<ArrayBuffer>, salt: string): Promise<CallKeys> {
  const text = new TextEncoder();
  const input = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits', 'deriveKey']);
  const hkdf = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: text.encode(salt),
    info: text.encode(info),
  });
  const [docIdBits, sealingKey, pairingBits] = await Promise.all([
    crypto.subtle.deriveBits(hkdf('document id'), input, 128),
    crypto.subtle.deriveKey(hkdf('sealing key'), input, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]),
    crypto.subtle.deriveBits(hkdf('pairing secret'), input, 256),
  ]);
  const docId = toBase64Url(new Uint8Array(docIdBits));
  return { docId, sealingKey, pairingSecret: new Uint8Array(pairingBits) };
}
