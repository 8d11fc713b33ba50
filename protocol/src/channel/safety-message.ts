/** What two pages say to each other so that both can show the same words: a promise, and then what was promised. */
import { invalid } from '../reading/parsing.ts';

/** Of what is promised (SHA-256) and of what keeps it (a random number). */
export const SAFETY_BYTES = 32;

const TYPES = ['promise', 'reveal'] as const;

export interface SafetyMessage {
  readonly type: (typeof TYPES)[number];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One byte for what it is, and 32. */
export function encodeSafetyMessage({ type, bytes }: SafetyMessage): Uint8Array<ArrayBuffer> {
  return new Uint8Array([TYPES.indexOf(type) + 1, ...bytes]);
}

/** @throws {ProtocolError} `invalid` */
export function parseSafetyMessage(data: unknown): SafetyMessage {
  if (!(data instanceof ArrayBuffer) || data.byteLength !== SAFETY_BYTES + 1)
    throw invalid('safety message', `${SAFETY_BYTES + 1} bytes`);
  const [kind = 0, ...bytes] = new Uint8Array(data);
  const type = TYPES[kind - 1];
  if (type === undefined) throw invalid('safety message', `one of ${TYPES.join(', ')}`);
  return { type, bytes: new Uint8Array(bytes) };
}
