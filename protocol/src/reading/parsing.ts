import { ProtocolError } from './protocol-error.ts';

/**
 * An object that has these keys of its own. Pages of two versions meet in one call, so what else it has is left where
 * it is: whoever reads takes the named fields, and nothing unknown gets any further.
 */
export function parseRecord<K extends string>(
  value: unknown,
  what: string,
  keys: readonly K[],
): Record<K, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(what, 'an object');
  const missing = keys.find((key) => !Object.hasOwn(value, key));
  if (missing !== undefined) throw invalid(what, `an object with ${missing}`);
  return value as Record<K, unknown>;
}

/** A string of `min` to `max` UTF-16 code units. */
export function parseText(
  value: unknown,
  what: string,
  { min = 0, max }: { min?: number; max: number },
): string {
  if (typeof value !== 'string' || value.length < min || value.length > max) {
    throw invalid(what, `text of ${min} to ${max} characters`);
  }
  return value;
}

export function parseInteger(
  value: unknown,
  what: string,
  { min, max }: { min: number; max: number },
): number {
  if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
    throw invalid(what, `a whole number from ${min} to ${max}`);
  }
  return value as number;
}

/** A time in milliseconds since the epoch. Fractions are kept: Firestore counts microseconds. */
export function parseTime(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw invalid(what, 'a time');
  return value;
}

export function parseBoolean(value: unknown, what: string): boolean {
  if (typeof value !== 'boolean') throw invalid(what, 'true or false');
  return value;
}

export function parseBytes(value: unknown, what: string, max: number): Uint8Array {
  if (!(value instanceof Uint8Array) || value.length === 0 || value.length > max) {
    throw invalid(what, `1 to ${max} bytes`);
  }
  return value;
}

export function parseOneOf<T extends string>(value: unknown, what: string, allowed: readonly T[]): T {
  const match = allowed.find((candidate) => candidate === value);
  if (match === undefined) throw invalid(what, `one of ${allowed.join(', ')}`);
  return match;
}

/** `null`, or what `parse` makes of the value. */
export function parseNullable<T>(value: unknown, parse: (value: unknown) => T): T | null {
  return value === null ? null : parse(value);
}

export function invalid(what: string, expected: string): ProtocolError {
  return new ProtocolError('invalid', `${what} must be ${expected}`);
}
