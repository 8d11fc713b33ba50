import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallId, createCallId } from './call-id.ts';
import { CALL_DOC_ID_PATTERN, deriveCallKeys } from './call-keys.ts';
import { open, seal } from './sealing.ts';

const PLACE = { docId: 'x', kind: 'offer', round: 1, index: 0 } as const;
const ID = '0123456789ABCDEFGHJK' as CallId;

describe('the keys of a call', () => {
  // Made with node:crypto's hkdfSync and createCipheriv, which share nothing with this code. Calls that are stored
  // today must open tomorrow, so these never change.
  it('are those that another implementation derives', async () => {
    const { docId, sealingKey } = await deriveCallKeys(ID);
    expect(docId).toBe('O5_8uOw-1icVXlMUsz62aA');
    const hex =
      '01000102030405060708090a0bd071ba826b6367874c6970ecba736d5cbe6df05dfd93bc7010257d5b9ed6d964ca';
    const sealed = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    expect(await open(sealingKey, { ...PLACE, docId }, sealed)).toEqual({ hello: 'world' });
  });

  it('are the same every time', async () => {
    const [first, second] = await Promise.all([deriveCallKeys(ID), deriveCallKeys(ID)]);
    expect(second.docId).toBe(first.docId);
    expect(await open(second.sealingKey, PLACE, await seal(first.sealingKey, PLACE, 1))).toBe(1);
  });

  it('are others for an ID that differs in one character', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 19 }), async (at) => {
        const id = createCallId();
        const other = (id.slice(0, at) + (id[at] === 'A' ? 'B' : 'A') + id.slice(at + 1)) as CallId;
        const [ours, theirs] = await Promise.all([deriveCallKeys(id), deriveCallKeys(other)]);
        expect(theirs.docId).not.toBe(ours.docId);
        const sealed = await seal(ours.sealingKey, PLACE, 1);
        await expect(open(theirs.sealingKey, PLACE, sealed)).rejects.toMatchObject({ code: 'does-not-open' });
      }),
    );
  });

  it('name a document as the rules want it', async () => {
    for (let i = 0; i < 100; i++)
      expect((await deriveCallKeys(createCallId())).docId).toMatch(CALL_DOC_ID_PATTERN);
  });

  it('cannot be taken out of the browser', async () => {
    const { sealingKey } = await deriveCallKeys(ID);
    expect(sealingKey).toMatchObject({ extractable: false, algorithm: { name: 'AES-GCM', length: 256 } });
  });
});
