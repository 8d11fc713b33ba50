/** Values on their way to Firestore by the Admin SDK, and back. */
import {
  isWrittenFields,
  NO_FIELD,
  SERVER_TIME,
  Time,
  type WrittenFields,
  type WrittenValue,
} from '@parley/protocol';
import { type DocumentData, FieldValue, Timestamp } from 'firebase-admin/firestore';

/** @param fields of a document that is new, or by their paths in one that is updated */
export function toStoredFields(fields: WrittenFields): DocumentData {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, toStored(value)]));
}

function toStored(value: WrittenValue): unknown {
  if (value === SERVER_TIME) return FieldValue.serverTimestamp();
  if (value === NO_FIELD) return FieldValue.delete();
  if (value instanceof Time) return Timestamp.fromMillis(value.ms);
  if (value instanceof Uint8Array) return Buffer.from(value);
  return isWrittenFields(value) ? toStoredFields(value) : value;
}

/** What the SDK read: bytes as Uint8Array, times as whole milliseconds. */
export function fromStored(value: unknown): unknown {
  if (value instanceof Timestamp) return value.toMillis();
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(fromStored);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, fromStored(field)]));
}

type Timestamps<Times> = {
  readonly [Name in keyof Times]: null extends Times[Name] ? Timestamp | null : Timestamp;
};

/** Milliseconds since the epoch as Firestore's times, each under its name; null stays. */
export function toTimestamps<const Times extends Readonly<Record<string, number | null>>>(
  times: Times,
): Timestamps<Times> {
  const stored = Object.entries(times).map(([name, time]) => [
    name,
    time === null ? null : Timestamp.fromMillis(time),
  ]);
  return Object.fromEntries(stored) as Timestamps<Times>;
}
