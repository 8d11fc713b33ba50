import { describe, expect, it } from 'vitest';
import {
  CLOCK_TOLERANCE_MS,
  MAX_CANDIDATE_BATCHES,
  MAX_ROUND_NUMBER,
  MAX_SEALED_CANDIDATES_BYTES,
  SEAT_LEASE_MS,
} from '../reading/limits.ts';
import { ProtocolError } from '../reading/protocol-error.ts';
import { aCall, anAnsweredRound, aSchedule, aSeat } from '../testing/call-docs.ts';
import type { CallDoc } from './call-doc.ts';
import {
  type CandidatesPlace,
  candidatesPath,
  mayAddCandidates,
  parseCandidatesDoc,
} from './candidates-doc.ts';

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

describe('who may leave candidates', () => {
  const now = 1_900_000_000_000;
  const renewedAt = now - SEAT_LEASE_MS;
  const host = aSeat('host', { uid: 'host', renewedAt });
  const guest = aSeat('guest', { uid: 'guest', renewedAt });
  const round = anAnsweredRound({ number: 7, offerer: 'guest' });
  const call = aCall({ createdAt: now - 1, expiresAt: now + 1, round, host, guest });
  const schedule = aSchedule(0, { opensAt: now, startsAt: now, endsAt: now + 86_000_000 });
  const allowed = (state: CallDoc, expiresAt = now + 1, at = place) =>
    (['offer', 'answer'] as const).flatMap((side) =>
      ['host', 'guest', 'other']
        .filter((uid) => mayAddCandidates(state, { ...at, side }, expiresAt, { uid, now }))
        .map((uid) => `${side} ${uid}`),
    );
  const both = ['offer guest', 'answer host'];

  it.each<[what: string, call: CallDoc, allowed: string[]]>([
    ['both sit there', call, both],
    [
      'the lease of one has run out',
      { ...call, seats: { host, guest: { ...guest, renewedAt: now - SEAT_LEASE_MS - 1 } } },
      ['answer host'],
    ],
    ['one has left', { ...call, seats: { host: { ...host, leftAt: now - 1 }, guest } }, ['offer guest']],
    [
      'another page sits there',
      { ...call, seats: { host: { ...host, session: 'another-page' }, guest } },
      ['offer guest'],
    ],
    ['a seat is empty', { ...call, seats: { host, guest: null } }, ['answer host']],
    ['there is no round', { ...call, round: null }, []],
    ['it has lapsed', { ...call, expiresAt: now }, []],
    ['it has ended', { ...call, ended: { reason: 'host-ended', at: now } }, []],
    ['it opens now', { ...call, schedule }, both],
    ['it is not open yet', { ...call, schedule: { ...schedule, opensAt: now + 1 } }, []],
  ])('when %s', (_, state, expected) => expect(allowed(state)).toEqual(expected));

  it('and only for this round', () => {
    for (const round of [6, 8]) expect(allowed(call, now + 1, { ...place, round })).toEqual([]);
  });

  it('and for as long as the call may last', () => {
    const latest = now + 600_000 + SEAT_LEASE_MS + CLOCK_TOLERANCE_MS;
    expect([allowed(call, latest), allowed(call, latest + 1), allowed(call, now)]).toEqual([both, [], []]);
    const scheduled = { ...call, schedule };
    expect([allowed(scheduled, schedule.endsAt), allowed(scheduled, schedule.endsAt + 1)]).toEqual([
      both,
      [],
    ]);
  });
});
