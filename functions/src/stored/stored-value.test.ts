import { SERVER_TIME, Time } from '@parley/protocol';
import { FieldValue, Timestamp } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { fromStored, toStoredFields, toTimestamps } from './stored-value.ts';

const MS = 1_900_000_000_123;

test('What is written comes to the SDK in its types, and back as it was', () => {
  const written = toStoredFields({
    'seats.host': { session: 'abc', entered: true, leftAt: null, renewedAt: new Time(MS) },
    'round.number': 7,
    'round.answer': Uint8Array.of(0, 255),
  });
  expect(written).toEqual({
    'seats.host': { session: 'abc', entered: true, leftAt: null, renewedAt: Timestamp.fromMillis(MS) },
    'round.number': 7,
    'round.answer': Buffer.of(0, 255),
  });
  expect(fromStored(written)).toStrictEqual({
    'seats.host': { session: 'abc', entered: true, leftAt: null, renewedAt: MS },
    'round.number': 7,
    'round.answer': Uint8Array.of(0, 255),
  });
});

test('The server’s time is the SDK’s stand-in for it, however deep it lies', () => {
  const { at, ended } = toStoredFields({ at: SERVER_TIME, ended: { at: SERVER_TIME } });
  for (const value of [at, ended.at]) expect(FieldValue.serverTimestamp().isEqual(value)).toBe(true);
});

test('Times are read in whole milliseconds, in lists too, and what is no plain object is left as it is', () => {
  expect(fromStored([new Timestamp(1, 999_999), 'text'])).toEqual([1_000, 'text']);
  const other = new (class GeoPoint {
    readonly latitude = 1;
  })();
  expect(fromStored(other)).toBe(other);
});

test('Milliseconds become times, each under its name', () => {
  const stored = { createdAt: Timestamp.fromMillis(MS), endedAt: null };
  expect(toTimestamps({ createdAt: MS, endedAt: null })).toEqual(stored);
});
