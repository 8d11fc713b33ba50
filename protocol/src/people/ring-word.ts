import { open, type SealedPlace, seal } from '../ids/sealing.ts';
import { cleanText } from '../reading/clean-text.ts';
import { MAX_WORD_LENGTH } from '../reading/limits.ts';
import { parseRecord, parseText } from '../reading/parsing.ts';

function placeOf(ring: string): SealedPlace {
  return { docId: ring, kind: 'ring-reply', round: 0, index: 0 };
}

/** @param replyKey what was sealed in the ring: AES-GCM, raw */
function keyFrom(replyKey: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', replyKey.slice(), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** A word to whoever rings; empty: none, which has the size of a short one. */
export async function sealRingWord(replyKey: Uint8Array, ring: string, word: string): Promise<Uint8Array> {
  return seal(await keyFrom(replyKey), placeOf(ring), { word: cleanText(word, MAX_WORD_LENGTH) });
}

/** @throws {ProtocolError} `does-not-open`, `invalid` */
export async function openRingWord(replyKey: Uint8Array, ring: string, sealed: Uint8Array): Promise<string> {
  const value = await open(await keyFrom(replyKey), placeOf(ring), sealed);
  const { word } = parseRecord(value, 'reply', ['word']);
  return cleanText(parseText(word, 'word', { max: MAX_WORD_LENGTH }), MAX_WORD_LENGTH);
}
