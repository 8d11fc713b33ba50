import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../reading/protocol-error.ts';
import { HOSTILE_TEXTS } from '../testing/hostile-texts.ts';
import { cleanFileName, MAX_FILE_NAME_LENGTH, parseFileMessage } from './file-message.ts';

const offer = { type: 'offer', id: 1, name: 'a.png', sizeBytes: 0, mediaType: 'image/png' };
const hash = 'a'.repeat(64);

describe('the name of a file', () => {
  it('is clean after it was cleaned, and fits, whatever it was', () => {
    const check = (text: string) => {
      const clean = cleanFileName(text);
      expect(cleanFileName(clean)).toBe(clean);
      expect(clean.length).toBeGreaterThan(0);
      expect(clean.length).toBeLessThanOrEqual(MAX_FILE_NAME_LENGTH);
      expect(clean).not.toMatch(/[/\\<>:"|?*\p{Control}]|^\.|[. ]$/u);
    };
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string()), check));
    for (const text of HOSTILE_TEXTS) check(text);
  });

  it.each([
    ['report (2).pdf', 'report (2).pdf'],
    ['تقرير ü 👋.txt', 'تقرير ü 👋.txt'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\x.exe', 'x.exe'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['.bashrc', 'bashrc'],
    ['a.exe. . ', 'a.exe'],
    ['', 'file'],
    [`${'x'.repeat(300)}.tar.gz`, `${'x'.repeat(117)}.gz`],
  ])('%j becomes %j', (given, name) => {
    expect(cleanFileName(given)).toBe(name);
  });
});

describe('a message about a file', () => {
  it.each([
    offer,
    { ...offer, mark: 'm'.repeat(16), preview: '/9j/4AA=' },
    { type: 'known', sent: [], received: [] },
    {
      type: 'known',
      sent: Array.from({ length: 20 }, (_, index) => ({ id: 2 ** 53 - 1 - index, mark: 'm'.repeat(16) })),
      received: Array.from({ length: 20 }, () => ({ mark: 'm'.repeat(16), blockCount: 2 ** 53 - 1, hash })),
    },
    { type: 'begin', id: 2 },
    { type: 'block', id: 3, hash },
    { type: 'end', id: 3, hash },
    { type: 'cancel', id: 4, isOwn: true, because: 'no-space' },
    { type: 'accept', id: 4, isOwn: false, because: 'wish' },
  ])('arrives as it was sent: %j', (message) => {
    expect(parseFileMessage(JSON.stringify({ ...message, mood: 1 }))).toEqual(message);
  });

  it.each([
    { ...offer, id: 0 },
    { ...offer, sizeBytes: -1 },
    { ...offer, sizeBytes: 2 ** 60 },
    { ...offer, sizeBytes: '1' },
    { ...offer, name: 'x'.repeat(481) },
    { ...offer, mediaType: null },
    { type: 'block', id: 1, hash: 'A'.repeat(64) },
    { type: 'end', id: 1 },
    { type: 'run', id: 1 },
    { type: 'known', sent: [] },
    { type: 'known', sent: [{ id: 0, mark: 'm'.repeat(16) }], received: [] },
    { type: 'known', sent: [{ id: 1, mark: '../about' }], received: [] },
    { type: 'known', sent: [], received: [{ mark: 'm'.repeat(16), blockCount: -1, hash }] },
    { type: 'known', sent: [], received: Array(21).fill({ mark: 'm'.repeat(16), blockCount: 0, hash }) },
  ])('is refused as %j', (message) => {
    expect(() => parseFileMessage(JSON.stringify(message))).toThrow(ProtocolError);
  });

  it.each([
    { mark: 'short' },
    { mark: 7 },
    { preview: '<svg/>' },
    { preview: 'A'.repeat(16_388) },
    { preview: null },
  ])('is an offer without what is no such thing: %j', (more) => {
    expect(parseFileMessage(JSON.stringify({ ...offer, ...more }))).toEqual(offer);
  });

  it('is refused, whatever it is, without breaking the reader', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json()), (value) => {
        try {
          parseFileMessage(value);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });
});
