import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandomId } from '../ids/random-id.ts';
import {
  MAX_CANDIDATE_LENGTH,
  MAX_CANDIDATES_PER_BATCH,
  MAX_NAME_LENGTH,
  MAX_SDP_LENGTH,
} from '../reading/limits.ts';
import { ProtocolError } from '../reading/protocol-error.ts';
import { anyCharacter } from '../testing/any-text.ts';
import {
  type Candidate,
  type CandidateBatch,
  cleanName,
  type Description,
  parseCandidateBatch,
  parseDescription,
  parseName,
} from './description.ts';

const description: Description = {
  link: createRandomId(),
  isRestart: false,
  sdp: 'v=0\r\n',
  isComplete: true,
  name: 'Ada',
  can: ['candidates/1'],
};

const candidate: Candidate = {
  candidate: 'candidate:1 1 udp 1 192.0.2.1 1 typ host',
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: 'abcd',
};

const batch: CandidateBatch = { candidates: [candidate], isLast: false };

describe('a description', () => {
  it.each<Partial<Description>>([
    {},
    { isRestart: true, isComplete: false },
    { sdp: 'x' },
    { sdp: 'x'.repeat(MAX_SDP_LENGTH) },
    { name: '' },
    { name: 'x'.repeat(MAX_NAME_LENGTH) },
  ])('is read with %o', (changes) => {
    const value = { ...description, ...changes };
    expect(parseDescription(value)).toEqual(value);
  });

  it.each<Record<string, unknown>>([
    { link: 'x' },
    { link: null },
    { isRestart: 1 },
    { isRestart: null },
    { sdp: '' },
    { sdp: 'x'.repeat(MAX_SDP_LENGTH + 1) },
    { sdp: ['v=0'] },
    { isComplete: 'true' },
    { name: 'x'.repeat(MAX_NAME_LENGTH + 1) },
    { name: null },
  ])('is refused with %o', (changes) => {
    expect(() => parseDescription({ ...description, ...changes })).toThrow(ProtocolError);
  });

  it('of a page of before says nothing of what that can, nor do words that nobody knows', () => {
    const { can: _, ...before } = description;
    expect(parseDescription(before).can).toEqual([]);
    for (const can of [null, 'candidates/1', {}, ['time-travel/9', 7, null]])
      expect(parseDescription({ ...before, can }).can).toEqual([]);
    expect(parseDescription({ ...before, can: ['time-travel/9', 'candidates/1'] }).can).toEqual([
      'candidates/1',
    ]);
  });

  it.each(Object.keys(description).filter((key) => key !== 'can'))('is refused without %s', (key) => {
    const { [key]: _absent, ...rest } = description as unknown as Record<string, unknown>;
    expect(() => parseDescription(rest)).toThrow(ProtocolError);
  });
});

describe('a batch of candidates', () => {
  const withCandidate = (changes: object) => ({ ...batch, candidates: [{ ...candidate, ...changes }] });

  it.each<object>([
    {},
    { candidate: '' },
    { candidate: 'x'.repeat(MAX_CANDIDATE_LENGTH) },
    { sdpMid: null, sdpMLineIndex: null, usernameFragment: null },
    { sdpMid: 'x'.repeat(16), sdpMLineIndex: 15, usernameFragment: 'x'.repeat(256) },
  ])('is read with %o', (changes) => {
    expect(parseCandidateBatch(withCandidate(changes))).toEqual(withCandidate(changes));
  });

  it.each<object>([
    { candidate: null },
    { candidate: 'x'.repeat(MAX_CANDIDATE_LENGTH + 1) },
    { sdpMid: 0 },
    { sdpMid: 'x'.repeat(17) },
    { sdpMLineIndex: -1 },
    { sdpMLineIndex: 16 },
    { sdpMLineIndex: 0.5 },
    { sdpMLineIndex: '0' },
    { usernameFragment: 'x'.repeat(257) },
    { usernameFragment: undefined },
  ])('is refused with %o', (changes) => {
    expect(() => parseCandidateBatch(withCandidate(changes))).toThrow(ProtocolError);
  });

  it('has so many candidates and no more', () => {
    const of = (length: number) => ({ ...batch, candidates: Array.from({ length }, () => candidate) });
    for (const length of [0, 1, MAX_CANDIDATES_PER_BATCH]) {
      expect(parseCandidateBatch(of(length))).toEqual(of(length));
    }
    expect(() => parseCandidateBatch(of(MAX_CANDIDATES_PER_BATCH + 1))).toThrow(ProtocolError);
  });

  it.each<object>([{ candidates: {} }, { candidates: null }, { candidates: 'x' }, { isLast: 1 }])(
    'is refused with its %o',
    (changes) => {
      expect(() => parseCandidateBatch({ ...batch, ...changes })).toThrow(ProtocolError);
    },
  );

  it('is refused with holes in the list', () => {
    expect(() => parseCandidateBatch({ ...batch, candidates: new Array(1) })).toThrow(ProtocolError);
  });
});

describe('a name', () => {
  it.each([
    ['  Ada  Lovelace ', 'Ada Lovelace', 'space'],
    ['Ada\n\tLovelace', 'Ada Lovelace', 'line breaks and tabs'],
    ['Ada\u00a0\u2003\u3000Lovelace', 'Ada Lovelace', 'other spaces'],
    ['A\u0000d\u0007a\u001b\u007f\u0085', 'Ada', 'control characters'],
    ['\u202eadA\u202c', 'adA', 'reversed text'],
    ['\u2066A\u2069d\u200e\u200fa\u061c', 'Ada', 'bidirectional marks'],
    ['A\u200bd\u200c\u200d\u2060a\ufeff', 'Ada', 'zero width'],
    ['A\u00add\u034fa\u180e', 'Ada', 'soft hyphens and joiners'],
    ['\u115f\u1160\u3164\uffa0\u2800', '', 'fillers and blanks'],
    ['A\ufe00d\ufe0fa\u{e0100}', 'Ada', 'variation selectors'],
    ['A\u{e0041}\u{e0020}da', 'Ada', 'tags'],
    ['A\ud83dd\ude00a', 'Ada', 'halves of surrogate pairs'],
    ['A\ufff9d\ufffba', 'Ada', 'annotations'],
    ['a \u200b b', 'a b', 'space around what is removed'],
    ['Ada 😀', 'Ada 😀', 'an emoji, which stays'],
    ['José Muñoz', 'José Muñoz', 'accents, which stay'],
    ['ไทย עברית العربية हिन्दी 日本語', 'ไทย עברית العربية हिन्दी 日本語', 'other scripts, which stay'],
  ])('%j becomes %j: %s', (text, clean) => {
    expect(cleanName(text)).toBe(clean);
    expect(parseName(text)).toBe(clean);
  });

  it('is cut without halving a character or ending in space', () => {
    const almost = 'a'.repeat(MAX_NAME_LENGTH - 1);
    expect(cleanName(`${almost}😀`)).toBe(almost);
    expect(cleanName(`${almost} b`)).toBe(almost);
    expect(cleanName(`${almost}bc`)).toBe(`${almost}b`);
  });

  const texts = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 100 }),
    fc.string({
      unit: fc.constantFrom(' ', 'a', '\u200b', '\ud83d', '\ude00', '\n', '\u202e'),
      maxLength: 100,
    }),
  );

  it('that is clean is left as it is, fits, and shows all that it has', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const clean = cleanName(text);
        expect(cleanName(clean)).toBe(clean);
        expect(parseName(clean)).toBe(clean);
        expect(clean).not.toMatch(
          /[\p{Cc}\p{Cs}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|^\s|\s$|\s{2}/u,
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused one past its length, before anything is removed', () => {
    expect(parseName('\u200b'.repeat(MAX_NAME_LENGTH))).toBe('');
    expect(() => parseName('\u200b'.repeat(MAX_NAME_LENGTH + 1))).toThrow(ProtocolError);
  });
});
