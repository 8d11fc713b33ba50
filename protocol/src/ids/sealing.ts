import { ProtocolError } from '../reading/protocol-error.ts';

/** What may be sealed, and so what a sealed value can never be mistaken for. */
export type SealedKind =
  | 'offer'
  | 'answer'
  | 'offer-candidates'
  | 'answer-candidates'
  | 'details'
  | 'links'
  | 'room'
  | 'knock'
  | 'knock-reply'
  | 'spoken-knock'
  | 'spoken-reply'
  | 'ring-reply';

/**
 * Where a sealed value belongs. It is authenticated with the value (AES-GCM additional data), so a value moved to
 * another call, round, batch or role does not open.
 */
export interface SealedPlace {
  /** Of the call; of a ring, its own ID. */
  readonly docId: string;
  readonly kind: SealedKind;
  /** 0 for what belongs to the call and not to a round. */
  readonly round: number;
  /** The batch's number; 0 for descriptions; the revision of a schedule's details; the number of a ring. */
  readonly index: number;
}

/** For whom a value is sealed: whoever has the call ID, or the two sessions that share a key. */
export type Audience = 'link' | 'pair';

/** The first byte of a sealed value. What follows is alike: IV, ciphertext with tag. */
const FORMATS: Readonly<Record<Audience, number>> = { link: 1, pair: 2 };
/** 96 bits, what NIST SP 800-38D recommends for AES-GCM; random, since two browsers share the key. */
const IV_LENGTH = 12;
const TAG_LENGTH = 16;
const HEADER_LENGTH = 1 + IV_LENGTH;
/** Sealed values are multiples of so many bytes, a power of two; so are the limits of their sizes. */
const SIZE_STEP = 256;

/** Encrypts a JSON value for its place. */
export async function seal(
  key: CryptoKey,
  place: SealedPlace,
  value: unknown,
  audience: Audience = 'link',
): Promise<Uint8Array> {
  const format = FORMATS[audience];
  const iv = crypto.getRandomValues(new Uint8Array(IV_LENGTH));
  const plaintext = new TextEncoder().encode(padded(JSON.stringify(value)));
  const ciphertext = await crypto.subtle.encrypt(algorithm(format, iv, place), key, plaintext);
  const sealed = new Uint8Array(HEADER_LENGTH + ciphertext.byteLength);
  sealed[0] = format;
  sealed.set(iv, 1);
  sealed.set(new Uint8Array(ciphertext), HEADER_LENGTH);
  return sealed;
}

/** Whether it takes the key of two sessions to open this. */
export function audienceOf(sealed: Uint8Array): Audience {
  return sealed[0] === FORMATS.pair ? 'pair' : 'link';
}

/**
 * Decrypts what `seal` made for the same place. The result is still unknown: it is authentic, not well-formed.
 * @throws {ProtocolError} `does-not-open`
 */
export async function open(key: CryptoKey, place: SealedPlace, sealed: Uint8Array): Promise<unknown> {
  const [format = 0] = sealed;
  if (sealed.length < HEADER_LENGTH + TAG_LENGTH || !Object.values(FORMATS).includes(format)) {
    throw new ProtocolError('does-not-open', `The ${place.kind} is not a sealed value of a known format`);
  }
  try {
    const iv = sealed.slice(1, HEADER_LENGTH);
    const plaintext = await crypto.subtle.decrypt(
      algorithm(format, iv, place),
      key,
      sealed.slice(HEADER_LENGTH),
    );
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext));
  } catch (cause) {
    throw new ProtocolError('does-not-open', `The ${place.kind} does not open`, { cause });
  }
}

/** With spaces behind it, which JSON does not mind, so that the size does not tell how long a name is. */
function padded(json: string): string {
  const length = HEADER_LENGTH + new TextEncoder().encode(json).length + TAG_LENGTH;
  return json + ' '.repeat(-length & (SIZE_STEP - 1));
}

function algorithm(format: number, iv: Uint8Array<ArrayBuffer>, { docId, kind, round, index }: SealedPlace) {
  const additionalData = new TextEncoder().encode(`parley/${format} ${docId} ${kind} ${round} ${index}`);
  return { name: 'AES-GCM', iv, additionalData };
}
