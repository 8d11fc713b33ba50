import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_ROUND_NUMBER } from '../reading/limits.ts';
import { ProtocolError } from '../reading/protocol-error.ts';
import { createCallId } from './call-id.ts';
import { deriveCallKeys } from './call-keys.ts';
import { createRandomId } from './random-id.ts';
import { open, type SealedPlace, seal } from './sealing.ts';

let key: CryptoKey;
let otherKey: CryptoKey;
beforeAll(async () => {
  key = (await deriveCallKeys(createCallId())).sealingKey;
  otherKey = (await deriveCallKeys(createCallId())).sealingKey;
});

const places: fc.Arbitrary<SealedPlace> = fc.record({
  docId: fc.stringMatching(/^[A-Za-z0-9_-]{22}$/),
  kind: fc.constantFrom('offer', 'answer', 'offer-candidates', 'answer-candidates', 'details'),
  round: fc.integer({ min: 0, max: MAX_ROUND_NUMBER }),
  index: fc.integer({ min: 0, max: 9 }),
});

const PLACE: SealedPlace = { docId: 'aaaaaaaaaaaaaaaaaaaaaa', kind: 'offer', round: 1, index: 0 };

async function expectClosed(place: SealedPlace, sealed: Uint8Array, withKey = key): Promise<void> {
  const error = await open(withKey, place, sealed).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProtocolError);
  expect((error as ProtocolError).code).toBe('does-not-open');
}

describe('a sealed value', () => {
  it('opens in its place as what it was', async () => {
    await fc.assert(
      fc.asyncProperty(places, fc.jsonValue(), async (place, value) => {
        const opened = await open(key, place, await seal(key, place, value));
        // JSON has no negative zero.
        expect(opened).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('opens in no other place', async () => {
    await fc.assert(
      fc.asyncProperty(places, places, async (place, other) => {
        fc.pre(JSON.stringify(place) !== JSON.stringify(other));
        await expectClosed(other, await seal(key, place, 'hello'));
      }),
    );
  });

  it.each<Partial<SealedPlace>>([
    { docId: 'aaaaaaaaaaaaaaaaaaaaab' },
    { kind: 'answer' },
    { kind: 'offer-candidates' },
    { kind: 'details' },
    { round: 2 },
    { round: 0 },
    { round: 10 },
    { index: 1 },
    // "1 0" and "10" with what follows must not be confused.
    { round: 10, index: 0 },
    { round: 1, index: 10 },
  ])('does not open with only %o different', async (difference) => {
    const sealed = await seal(key, PLACE, 'hello');
    await expectClosed({ ...PLACE, ...difference }, sealed);
    expect(await open(key, PLACE, sealed)).toBe('hello');
  });

  it('does not open with another key', async () => {
    const sealed = await seal(key, PLACE, 'hello');
    await expectClosed(PLACE, sealed, otherKey);
    expect(await open(key, PLACE, sealed)).toBe('hello');
  });

  it('does not open with any of its bits flipped', async () => {
    const sealed = await seal(key, PLACE, { hello: 'world' });
    for (let i = 0; i < sealed.length * 8; i++) {
      const flipped = sealed.slice();
      flipped[i >> 3] = (flipped[i >> 3] ?? 0) ^ (1 << (i & 7));
      await expectClosed(PLACE, flipped);
    }
    expect(await open(key, PLACE, sealed)).toEqual({ hello: 'world' });
  });

  it('does not open when cut short anywhere, or with more behind it', async () => {
    const sealed = await seal(key, PLACE, { hello: 'world' });
    for (let length = 0; length < sealed.length; length++) await expectClosed(PLACE, sealed.slice(0, length));
    await expectClosed(PLACE, Uint8Array.of(...sealed, 0));
    expect(await open(key, PLACE, sealed)).toEqual({ hello: 'world' });
  });

  it('is never two times the same', async () => {
    const sealed = await Promise.all(Array.from({ length: 1_000 }, () => seal(key, PLACE, 'hello')));
    expect(new Set(sealed.map(String)).size).toBe(1_000);
    const initializationVectors = sealed.map((value) => String(value.slice(1, 13)));
    expect(new Set(initializationVectors).size).toBe(1_000);
  });

  it('shows nothing of what is in it', async () => {
    const secret = createRandomId();
    const sealed = await seal(key, PLACE, { secret });
    expect(String.fromCharCode(...sealed)).not.toContain(secret);
  });

  it('is as long for a short name as for a long one, in steps', async () => {
    const lengthOf = async (name: string) => (await seal(key, PLACE, { name })).length;
    expect(await lengthOf('Al')).toBe(await lengthOf('Bartholomew'));
    for (let length = 0; length < 600; length += 1)
      expect((await lengthOf('é'.repeat(length))) % 256).toBe(0);
    expect(await lengthOf('x'.repeat(216))).toBe(256);
    expect(await lengthOf('x'.repeat(217))).toBe(512);
  });

  it('opens from a part of a larger buffer', async () => {
    const sealed = await seal(key, PLACE, 'hello');
    const buffer = Uint8Array.of(9, 9, 9, ...sealed, 9, 9);
    expect(await open(key, PLACE, buffer.subarray(3, 3 + sealed.length))).toBe('hello');
  });

  it('that nobody sealed does not open', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (bytes) => expectClosed(PLACE, bytes)),
    );
    const withFormat = fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.of(1, ...bytes));
    await fc.assert(fc.asyncProperty(withFormat, (bytes) => expectClosed(PLACE, bytes)));
  });
});
