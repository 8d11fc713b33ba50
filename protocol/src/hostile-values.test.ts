/** Whatever arrives, a parser returns what it promises or throws a ProtocolError: never anything else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCallDoc } from './call/call-doc.ts';
import { parseCandidatesDoc } from './call/candidates-doc.ts';
import { parseCreatorDoc } from './call/creator-doc.ts';
import { parseDoor } from './call/door.ts';
import { parseKnockDoc } from './call/knock-doc.ts';
import { parseRound, parseRoundNumber } from './call/round.ts';
import { parseSchedule } from './call/schedule.ts';
import { parseSeat } from './call/seat.ts';
import { parseControlMessage } from './channel/control-message.ts';
import { parseRandomId } from './ids/random-id.ts';
import { parseCandidateBatch, parseDescription, parseName } from './link/description.ts';
import { parseHolderDoc, parseNameDoc } from './people/name-doc.ts';
import { parseRingDoc } from './people/ring-doc.ts';
import { parseRingerDoc } from './people/ringer-doc.ts';
import { ProtocolError } from './reading/protocol-error.ts';
import { aKnock, anAnsweredRound, aRunningCall, aSchedule, aSeat, SEALED } from './testing/call-docs.ts';

const id = 'aaaaaaaaaaaaaaaa';
const sealed = SEALED;
const seat = aSeat('host');
const round = anAnsweredRound();
const schedule = aSchedule();
const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' };
const presence = { type: 'presence', name: 'Ada', hasEntered: true, isMicrophoneOn: true, isCameraOn: true };

interface Parser {
  readonly parse: (value: unknown) => unknown;
  /** Something that it takes, for changing one thing about it. */
  readonly right: unknown;
}

const parsers: Record<string, Parser> = {
  parseCallDoc: {
    parse: parseCallDoc,
    right: aRunningCall({ schedule, ended: { reason: 'host-ended', at: 1 } }),
  },
  parseDoor: { parse: (value) => parseDoor(value, 'door'), right: { admitted: 'u', changedAt: 1 } },
  parseKnockDoc: {
    parse: parseKnockDoc,
    right: aKnock({ reply: { answer: 'declined', word: sealed, at: 1 } }),
  },
  parseNameDoc: {
    parse: parseNameDoc,
    right: {
      ...{ name: 'Ada.Lovelace', uid: 'u', keys: new Uint8Array(130), claimedAt: 1 },
      ...{ releasedAt: 2, expiresAt: 3 },
    },
  },
  parseHolderDoc: { parse: parseHolderDoc, right: { name: 'ada', claimedAt: 1, expiresAt: 2 } },
  parseRingDoc: {
    parse: parseRingDoc,
    right: {
      ...{ ring: id, callee: 'u', sealed, rungAt: 1, endedAt: 2, expiresAt: 3 },
      reply: { answer: 'declined', word: sealed, page: id, at: 1 },
    },
  },
  parseRingerDoc: {
    // Whom one has rung may be anybody.
    parse: (value) => ({ ...parseRingerDoc(value), rung: { u: 1 } }),
    right: { since: 1, rung: { u: 1 }, lastRing: id, expiresAt: 3 },
  },
  parseSchedule: { parse: (value) => parseSchedule(value, 'schedule'), right: schedule },
  parseCreatorDoc: {
    parse: parseCreatorDoc,
    right: { since: 1, count: 1, lastCall: 'a'.repeat(22), expiresAt: 2 },
  },
  parseSeat: { parse: (value) => parseSeat(value, 'seat'), right: seat },
  parseRound: { parse: (value) => parseRound(value, 'round'), right: round },
  parseRoundNumber: { parse: (value) => parseRoundNumber(value, 'round'), right: 1 },
  parseRandomId: { parse: (value) => parseRandomId(value, 'id'), right: id },
  parseCandidatesDoc: {
    parse: (value) => parseCandidatesDoc(value, { docId: 'x', side: 'offer', round: 1, index: 0 }),
    right: { round: 1, sealed, expiresAt: 1 },
  },
  parseDescription: {
    parse: parseDescription,
    right: { link: id, isRestart: false, sdp: 'v=0', isComplete: false, name: 'Ada', can: ['candidates/1'] },
  },
  parseCandidateBatch: {
    parse: parseCandidateBatch,
    right: { candidates: [candidate, candidate], isLast: true },
  },
  parseName: { parse: parseName, right: 'Ada' },
  parseControlMessage: {
    parse: (value) => parseControlMessage(typeof value === 'object' ? JSON.stringify(value) : value),
    right: presence,
  },
  parseLateCandidate: {
    parse: (value) => parseControlMessage(typeof value === 'object' ? JSON.stringify(value) : value),
    right: { type: 'candidate', candidate },
  },
};

const anything = fc.anything({
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
});

/** The value with one thing replaced, anywhere in it. */
function withOneReplaced(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return anything;
  const entries = Object.entries(value);
  const rebuilt = (replaced: [string, unknown][]) =>
    Array.isArray(value) ? replaced.map(([, element]) => element) : Object.fromEntries(replaced);
  return fc.oneof(
    { weight: 1, arbitrary: anything },
    {
      weight: 9,
      arbitrary: fc
        .nat({ max: entries.length - 1 })
        .chain((at) =>
          withOneReplaced(entries[at]?.[1]).map((other) =>
            rebuilt(entries.map(([key, there], i) => [key, i === at ? other : there])),
          ),
        ),
    },
  );
}

/** The same with fields that nobody has heard of, in every object. */
function withMore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMore);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).map(([key, field]) => [key, withMore(field)]);
  return { ...Object.fromEntries(entries), more: { of: ['it'] }, toString: 1 };
}

/** What the parser makes of it; undefined: refused. */
function outcomeOf(parse: Parser['parse'], value: unknown): unknown {
  try {
    return parse(value);
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    expect(['invalid', 'newer']).toContain((error as ProtocolError).code);
    return undefined;
  }
}

describe.each(Object.entries(parsers))('%s', (_, { parse, right }) => {
  it('takes what it should', () => {
    expect(parse(right)).toEqual(right);
  });

  it('takes what a later version has more of, and lets nothing of it through', () => {
    expect(parse(withMore(right))).toEqual(right);
  });

  it('takes or refuses anything', () => {
    fc.assert(
      fc.property(anything, (value) => void outcomeOf(parse, value)),
      { numRuns: 1_000 },
    );
  });

  it('takes or refuses what is right but for one thing, and what it takes it takes again', () => {
    fc.assert(
      fc.property(withOneReplaced(right), (value) => {
        const parsed = outcomeOf(parse, value);
        if (parsed !== undefined) expect(parse(parsed)).toEqual(parsed);
      }),
      { numRuns: 1_000 },
    );
  });
});

it('a control message takes or refuses any text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => void outcomeOf(parseControlMessage, text)),
  );
});
