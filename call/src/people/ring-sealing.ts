/** What a ring says, sealed to the devices of whoever is rung. */
import {
  type CallId,
  MAX_NAME_KEYS,
  type PersonName,
  ProtocolError,
  parseCallId,
  parsePersonName,
} from '@parley/protocol';

/** What a ring says to whoever can open it. */
export interface RingWords {
  /** Who rings, as they say: to be compared with whose name it is. */
  readonly name: PersonName;
  /** What they are called to. */
  readonly call: CallId;
  /** What the answer is sealed with: AES-GCM, 128 bits. */
  readonly replyKey: Uint8Array;
}

/** Where a ring belongs; it opens nowhere else. */
export interface RingPlace {
  readonly ring: string;
  readonly caller: string;
  readonly callee: string;
}

const REPLY_KEY_BYTES = 16;
/** Of JSON with spaces behind it, so that the size does not tell how long a name is. */
const WORDS_BYTES = 192;

/** Seals what a ring says; once. */
export type SealRing = (words: RingWords) => Promise<Uint8Array>;

/**
 * @param keys of whoever is rung, which they write as they please
 * @returns undefined: none of them is a key, so that no device can hear it
 */
export async function prepareRing(
  keys: readonly Uint8Array[],
  place: RingPlace,
): Promise<SealRing | undefined> {
  const { prepareToSeal } = await import('./device-sealing.ts');
  const seal = await prepareToSeal(keys.slice(-MAX_NAME_KEYS), infoOf(place));
  return (
    seal &&
    (({ name, call, replyKey }) => {
      const text = JSON.stringify({ name, call, replyKey: btoa(String.fromCharCode(...replyKey)) });
      return seal(new TextEncoder().encode(text.padEnd(WORDS_BYTES, ' ')));
    })
  );
}

/** @throws {ProtocolError} `does-not-open` with this device's keys; `invalid` */
export async function openRing(
  pair: CryptoKeyPair,
  place: RingPlace,
  sealed: Uint8Array,
): Promise<RingWords> {
  const { openOnDevice } = await import('./device-sealing.ts');
  const words = await openOnDevice(pair, infoOf(place), sealed, WORDS_BYTES);
  if (words === undefined) throw new ProtocolError('does-not-open', 'The ring is not sealed to this device');
  return parseWords(words);
}

function parseWords(bytes: Uint8Array): RingWords {
  try {
    const { name, call, replyKey } = JSON.parse(new TextDecoder().decode(bytes));
    const key = Uint8Array.from(atob(String(replyKey)), (character) => character.charCodeAt(0));
    if (key.length !== REPLY_KEY_BYTES) throw new Error('The key is of another length');
    return { name: parsePersonName(String(name)), call: parseCallId(String(call)), replyKey: key };
  } catch (cause) {
    throw new ProtocolError('invalid', 'The ring does not say who calls to what', { cause });
  }
}

function infoOf({ ring, caller, callee }: RingPlace): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`parley/ring/1 ${ring} ${caller} ${callee}`);
}

export function createReplyKey(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(REPLY_KEY_BYTES));
}
