import { Time } from '@parley/protocol';
import { Bytes, Timestamp } from 'firebase/firestore';
import { describe, expect, it } from 'vitest';
import { fromRestFields, fromSdkValue, type Plain, toRestFields, toRestValue } from './firestore-value.ts';

describe('from REST', () => {
  it.each<[Plain, unknown]>([
    [null, null],
    [true, true],
    [9_999, 9_999],
    ['text', 'text'],
    [new Time(Date.UTC(2030, 0, 1)), Date.UTC(2030, 0, 1)],
    [new Uint8Array([0, 255, 62, 63]), new Uint8Array([0, 255, 62, 63])],
    [{ seats: { host: null } }, { seats: { host: null } }],
  ])('%j is what it was', (value, expected) => {
    expect(fromRestFields(toRestFields({ field: value }))).toEqual({ field: expected });
  });

  it('is nothing where it has no fields, and undefined where it is of a kind that we never write', () => {
    expect(fromRestFields()).toEqual({});
    expect(fromRestFields({ place: { geoPointValue: {} } as never })).toEqual({ place: undefined });
  });
});

describe('to REST', () => {
  it.each<[Plain, unknown]>([
    [null, { nullValue: null }],
    [true, { booleanValue: true }],
    [false, { booleanValue: false }],
    [0, { integerValue: '0' }],
    [9_999, { integerValue: '9999' }],
    [-1, { integerValue: '-1' }],
    [Number.MAX_SAFE_INTEGER, { integerValue: '9007199254740991' }],
    ['', { stringValue: '' }],
    ['2030-01-01T00:00:00.000Z', { stringValue: '2030-01-01T00:00:00.000Z' }],
    [new Time(Date.UTC(2030, 0, 1, 2, 3, 4, 5)), { timestampValue: '2030-01-01T02:03:04.005Z' }],
    [new Time(1_900_000_000_000.75), { timestampValue: '2030-03-17T17:46:40.000Z' }],
    [new Uint8Array(), { bytesValue: '' }],
    [new Uint8Array([0, 255, 62, 63]), { bytesValue: 'AP8+Pw==' }],
    [{}, { mapValue: { fields: {} } }],
    [
      { seats: { host: null }, round: { number: 1 } },
      {
        mapValue: {
          fields: {
            seats: { mapValue: { fields: { host: { nullValue: null } } } },
            round: { mapValue: { fields: { number: { integerValue: '1' } } } },
          },
        },
      },
    ],
  ])('%j', (value, rest) => {
    expect(toRestValue(value)).toEqual(rest);
    expect(toRestFields({ field: value })).toEqual({ field: rest });
  });

  it('takes the bytes of a view and not of the buffer beneath it', () => {
    const view = new Uint8Array([9, 1, 2, 9]).subarray(1, 3);
    expect(toRestValue(view)).toEqual({ bytesValue: 'AQI=' });
  });
});

describe('from the SDK', () => {
  it.each([
    [null, null],
    [true, true],
    [7, 7],
    ['text', 'text'],
    [undefined, undefined],
    [new Timestamp(1_900_000_000, 0), 1_900_000_000_000],
    [new Timestamp(1_900_000_000, 123_456_000), 1_900_000_000_123.456],
    [Bytes.fromUint8Array(new Uint8Array([1, 2])), new Uint8Array([1, 2])],
    [
      [new Timestamp(1, 0), [null]],
      [1_000, [null]],
    ],
    [{ a: { b: new Timestamp(2, 0) } }, { a: { b: 2_000 } }],
  ])('%j', (value, expected) => {
    expect(fromSdkValue(value)).toEqual(expected);
  });

  it('leaves other objects, which no parser takes, as they are', () => {
    const other = new (class GeoPoint {
      readonly latitude = 1;
    })();
    expect(fromSdkValue(other)).toBe(other);
    const bare = Object.create(null) as object;
    expect(fromSdkValue(bare)).toBe(bare);
  });

  it('gives a field named like a prototype no power over the object', () => {
    const value = fromSdkValue(JSON.parse('{ "__proto__": { "version": 1 } }'));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(value).not.toHaveProperty('version');
  });

  it.each([[null], [true], ['text'], [{ a: { b: 'c' } }]])('gives back what REST was given: %j', (value) => {
    expect(fromSdkValue(value)).toEqual(value);
  });
});

describe('from REST', () => {
  it('is what the SDK would have read of the same document', () => {
    const document = {
      ended: { nullValue: null },
      isOn: { booleanValue: true },
      version: { integerValue: '1' },
      half: { doubleValue: 0.5 },
      hostUid: { stringValue: 'ada' },
      createdAt: { timestampValue: '2030-03-17T17:46:40.123456Z' },
      expiresAt: { timestampValue: '2030-03-17T17:46:40Z' },
      offer: { bytesValue: 'AP8+Pw==' },
      seats: { mapValue: { fields: { host: { mapValue: {} }, guest: { nullValue: null } } } },
    };
    expect(fromRestFields(document)).toEqual({
      ended: null,
      isOn: true,
      version: 1,
      half: 0.5,
      hostUid: 'ada',
      createdAt: fromSdkValue(new Timestamp(1_900_000_000, 123_456_000)),
      expiresAt: fromSdkValue(new Timestamp(1_900_000_000, 0)),
      offer: new Uint8Array([0, 255, 62, 63]),
      seats: { host: {}, guest: null },
    });
  });

  it('of a type that nobody here writes is nothing', () => {
    const odd = {
      place: { geoPointValue: { latitude: 1, longitude: 2 } },
      list: { arrayValue: {} },
      none: null,
    };
    expect(fromRestFields(odd)).toEqual({ place: undefined, list: undefined, none: undefined });
  });
});
