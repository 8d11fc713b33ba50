import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from './sha-256.ts';

it('is what the platform makes of any bytes, also around the length of its blocks', async () => {
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ minLength: 54, maxLength: 66 }));
  await fc.assert(
    fc.asyncProperty(bytes, async (value) => {
      const expected = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(value)));
      expect(sha256(value)).toEqual(expected);
    }),
  );
});
