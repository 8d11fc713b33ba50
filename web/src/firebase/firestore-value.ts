/** Values on their way to Firestore's REST interface and back from its SDK. */
import { Bytes, Timestamp } from 'firebase/firestore';

/** https://firebase.google.com/docs/firestore/reference/rest/v1/Value */
export type RestValue =
  | { nullValue: null }
  | { booleanValue: boolean }
  | { integerValue: string }
  | { timestampValue: string }
  | { stringValue: string }
  | { bytesValue: string }
  | { mapValue: { fields: Record<string, RestValue> } };

/** A time, which JavaScript's numbers do not tell from other numbers. */
export class Time {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }
}

export type Plain = null | boolean | number | string | Uint8Array | Time | { readonly [key: string]: Plain };

export function toRestValue(value: Plain): RestValue {
  if (value === null) return { nullValue: null };
  if (value instanceof Time) return { timestampValue: new Date(value.ms).toISOString() };
  if (value instanceof Uint8Array) return { bytesValue: Bytes.fromUint8Array(value).toBase64() };
  switch (typeof value) {
    case 'boolean':
      return { booleanValue: value };
    case 'number':
      return { integerValue: String(value) };
    case 'string':
      return { stringValue: value };
    default:
      return { mapValue: { fields: toRestFields(value) } };
  }
}

export function toRestFields(value: { readonly [key: string]: Plain }): Record<string, RestValue> {
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, toRestValue(field)]));
}

/** What REST answered, as protocol's parsers take it. A kind of value that we never write is undefined. */
function fromRestValue(value: RestValue): unknown {
  if ('nullValue' in value) return null;
  if ('booleanValue' in value) return value.booleanValue;
  if ('integerValue' in value) return Number(value.integerValue);
  if ('timestampValue' in value) return Date.parse(value.timestampValue);
  if ('stringValue' in value) return value.stringValue;
  if ('bytesValue' in value) return Bytes.fromBase64String(value.bytesValue).toUint8Array();
  return 'mapValue' in value ? fromRestFields(value.mapValue.fields) : undefined;
}

/** @param fields undefined: there are none, which REST leaves out */
export function fromRestFields(fields: Readonly<Record<string, RestValue>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, fromRestValue(field)]));
}

/** What the SDK read, as protocol's parsers take it: bytes as Uint8Array, times as milliseconds. */
export function fromSdkValue(value: unknown): unknown {
  if (value instanceof Timestamp) return value.seconds * 1000 + value.nanoseconds / 1e6;
  if (value instanceof Bytes) return value.toUint8Array();
  if (Array.isArray(value)) return value.map(fromSdkValue);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, fromSdkValue(field)]));
}
