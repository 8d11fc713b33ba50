/** Values on their way to Firestore's REST interface and back from its SDK. */
import { NO_FIELD, SERVER_TIME, Time, type WrittenFields, type WrittenValue } from '@parley/protocol';
import { Bytes, Timestamp } from 'firebase/firestore';

export type Plain = Exclude<WrittenValue, typeof SERVER_TIME | typeof NO_FIELD>;

/** https://firebase.google.com/docs/firestore/reference/rest/v1/Value */
export type RestValue =
  | { nullValue: null }
  | { booleanValue: boolean }
  | { integerValue: string }
  | { timestampValue: string }
  | { stringValue: string }
  | { bytesValue: string }
  | { mapValue: { fields: Record<string, RestValue> } };

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

/** The server's time is no value of this interface: it is left out here, and belongs into the write's transforms; no field is none. */
export function toRestFields(fields: WrittenFields): Record<string, RestValue> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === SERVER_TIME || value === NO_FIELD ? [] : [[name, toRestValue(value)]],
    ),
  );
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

/** The same of what the REST interface answered. What is of no type that this program writes is left out. */
function fromRestValue(value: unknown): unknown {
  const [type = '', field] =
    Object.entries(typeof value === 'object' && value !== null ? value : {})[0] ?? [];
  switch (type) {
    case 'nullValue':
      return null;
    case 'booleanValue':
    case 'stringValue':
    case 'doubleValue':
      return field;
    case 'integerValue':
      return Number(field);
    case 'timestampValue':
      return fromTimestamp(String(field));
    case 'bytesValue':
      return Bytes.fromBase64String(String(field)).toUint8Array();
    case 'mapValue':
      return fromRestFields((field as { fields?: Record<string, unknown> }).fields ?? {});
    default:
      return undefined;
  }
}

/** @param fields absent: there are none, which REST leaves out */
export function fromRestFields(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, fromRestValue(field)]));
}

/** Firestore counts microseconds, and Date forgets them. */
function fromTimestamp(text: string): number {
  const [, fraction = ''] = /\.(\d+)Z$/.exec(text) ?? [];
  const wholeMs = Date.parse(text.replace(/\.\d+Z$/, 'Z'));
  return wholeMs + Number(fraction.padEnd(9, '0')) / 1e6;
}
