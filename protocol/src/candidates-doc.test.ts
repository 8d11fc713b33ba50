import { describe, expect, it } from 'vitest';
import { type CandidatesPlace, candidatesPath, parseCandidatesDoc } from './candidates-doc.ts';
import { MAX_CANDIDATE_BATCHES, MAX_ROUND_NUMBER, MAX_SEALED_CANDIDATES_BYTES } from './limits.ts';
import { ProtocolError } from './protocol-error.ts';

const place: CandidatesPlace = { docId: 'x', side: 'offer', round: 7, index: 0 };
const batch = { round: 7, sealed: Uint8Array.of(1), expiresAt: 1 };

describe('a batch of sealed candidates', () => {
  it.each<object>([{}, { sealed: new Uint8Array(MAX_SEALED_CANDIDATES_BYTES) }, { expiresAt: 0 }])(
    'is read with %o',
    (changes) => {
      expect(parseCandidatesDoc({ ...batch, ...changes }, place)).toEqual({ ...batch, ...changes });
    },
  );

  it.each<object>([
    { round: 8 },
    { round: '7' },
    { round: null },
    { sealed: new Uint8Array(0) },
    { sealed: new Uint8Array(MAX_SEALED_CANDIDATES_BYTES + 1) },
    { sealed: 'x' },
    { expiresAt: null },
    { expiresAt: -1 },
  ])('is refused with %o', (changes) => {
    expect(() => parseCandidatesDoc({ ...batch, ...changes }, place)).toThrow(ProtocolError);
  });

  it('is refused past the last round', () => {
    const past = MAX_ROUND_NUMBER + 1;
    expect(() => parseCandidatesDoc({ ...batch, round: past }, { ...place, round: past })).toThrow(
      ProtocolError,
    );
  });

  it('has its place below the call', () => {
    expect(candidatesPath(place)).toEqual(['offerCandidates', '7-0']);
    expect(candidatesPath({ ...place, side: 'answer', index: MAX_CANDIDATE_BATCHES - 1 })).toEqual([
      'answerCandidates',
      '7-9',
    ]);
  });

  it.each([-1, 0.5, Number.NaN, MAX_CANDIDATE_BATCHES])('has no place as batch %d', (index) => {
    expect(() => candidatesPath({ ...place, index })).toThrow(RangeError);
  });
});
