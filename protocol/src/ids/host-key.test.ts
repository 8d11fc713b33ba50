import { describe, expect, it } from 'vitest';
import { parseCallAddress } from './call-address.ts';
import { CallIdError, createCallId, formatCallId, formatHostUrl, formatJoinUrl } from './call-id.ts';
import { createHostKey, hashHostKey, hostKeyFrom, parseHostKey } from './host-key.ts';

const ORIGIN = 'https://parley.example';

describe('a host key', () => {
  it('is 32 characters of five random bits', () => {
    const keys = new Set(Array.from({ length: 100 }, createHostKey));
    expect(keys.size).toBe(100);
    for (const key of keys) expect(parseHostKey(key)).toBe(key);
    expect(hostKeyFrom(Uint8Array.from({ length: 32 }, (_, i) => 224 + i))).toBe(
      '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
    );
  });

  it.each([0, 31, 33])('is not made of %d bytes', (length) => {
    expect(() => hostKeyFrom(new Uint8Array(length))).toThrow(RangeError);
  });

  it.each(['', 'A'.repeat(31), 'A'.repeat(33), 'U'.repeat(32), 'A'.repeat(31).concat('ı')])(
    'is not %j',
    (text) => {
      expect(parseHostKey(text)).toBeUndefined();
    },
  );

  it('has a hash that differs from key to key and does not depend on the case it was read in', async () => {
    const [one, other] = [createHostKey(), createHostKey()];
    const again = parseHostKey(one.toLowerCase());
    expect(await hashHostKey(one)).toHaveLength(32);
    expect(await hashHostKey(again ?? other)).toEqual(await hashHostKey(one));
    expect(await hashHostKey(other)).not.toEqual(await hashHostKey(one));
  });

  it('has the hash that other programs compute', async () => {
    const hash = await hashHostKey(hostKeyFrom(new Uint8Array(32)));
    // printf 'parley/1 host key 00000000000000000000000000000000' | sha256sum
    expect(Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(
      '3f9f4d05d772d5b7fdcfa9b8559664a46b6c9b7430c7dffe328304fb038ff3a7',
    );
  });
});

describe('a host link', () => {
  const [id, key] = [createCallId(), createHostKey()];
  const link = formatHostUrl(ORIGIN, id, key);

  it('is the join link with the key after the ID', () => {
    expect(link).toBe(`${formatJoinUrl(ORIGIN, id)}.${key.toLowerCase()}`);
    expect(new URL(link).hash).toContain(key.toLowerCase());
  });

  it.each([
    ['as it is', link],
    ['without its address', `${formatCallId(id)}.${key}`],
    ['with space around', `  ${link}\n`],
    ['in upper case', link.toUpperCase()],
  ])('is read %s', (_, text) => {
    expect(parseCallAddress(text)).toEqual({ id, hostKey: key });
  });

  it.each([formatJoinUrl(ORIGIN, id), formatCallId(id), `${formatCallId(id)}.`])(
    'without a key it is a join link: %s',
    (text) => {
      expect(parseCallAddress(text)).toEqual({ id });
    },
  );

  it.each([link.slice(0, -1), `${link}0`])('with half a key it is neither: %s', (text) => {
    expect(() => parseCallAddress(text)).toThrow(CallIdError);
  });
});
