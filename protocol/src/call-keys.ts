import { toBase64Url } from './base64url.ts';
import type { CallId } from './call-id.ts';

/** The two things that a call ID turns into. Neither leads back to the ID, nor to the other. */
export interface CallKeys {
  /** The ID of the call's Firestore document: 128 bits, base64url. */
  readonly docId: string;
  /** AES-GCM, 256 bits, not extractable: seals whatever is stored in that document and under it. */
  readonly sealingKey: CryptoKey;
}

/** What `docId` looks like. The rules check the same pattern. */
export const CALL_DOC_ID_PATTERN = /^[A-Za-z0-9_-]{22}$/;

/**
 * HKDF-SHA-256 (RFC 5869) with one `info` for each purpose. The input is 100 uniformly random bits, so no slow
 * password hash is called for; the salt only separates Parley from other users of the same construction.
 */
export async function deriveCallKeys(id: CallId): Promise<CallKeys> {
  const text = new TextEncoder();
  const input = await crypto.subtle.importKey('raw', text.encode(id), 'HKDF', false, [
    'deriveBits',
    'deriveKey',
  ]);
  const hkdf = (info: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: text.encode('parley/1'),
    info: text.encode(info),
  });
  const [docIdBits, sealingKey] = await Promise.all([
    crypto.subtle.deriveBits(hkdf('document id'), input, 128),
    crypto.subtle.deriveKey(hkdf('sealing key'), input, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]),
  ]);
  return { docId: toBase64Url(new Uint8Array(docIdBits)), sealingKey };
}
