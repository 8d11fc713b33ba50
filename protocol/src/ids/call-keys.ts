import { toBase64Url } from './base64url.ts';
import { type CallId, createCallId } from './call-id.ts';

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
 * What the document's ID of every call begins with that a program books, and of no call that people make by themselves: so whoever follows
 * booked calls need not be told of all. One ID in 64 does by chance. In firestore.rules, and in the trigger's path, too.
 */
const BOOKED_START = 'b';

export function isBookedDocId(docId: string): boolean {
  return docId.startsWith(BOOKED_START);
}

/** Draws a new call until its document is, or is not, where those are that programs book. */
export async function drawCall<Drawn extends { readonly keys: CallKeys }>(
  isBooked: boolean,
  draw: () => Promise<Drawn>,
): Promise<Drawn> {
  for (;;) {
    const drawn = await draw();
    if (isBookedDocId(drawn.keys.docId) === isBooked) return drawn;
  }
}

/** A call that somebody makes by themselves: a new ID, from the platform's cryptographic random source, and what it turns into. */
export function createOwnCall(): Promise<{ readonly id: CallId; readonly keys: CallKeys }> {
  return drawCall(false, async () => {
    const id = createCallId();
    return { id, keys: await deriveCallKeys(id) };
  });
}

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
