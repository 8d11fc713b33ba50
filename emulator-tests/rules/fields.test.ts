/**
 * Every field of every write, absent, of every other type and with every other field beside it. Each test puts the
 * call there once, tries the wrong writes one after the other, which change nothing, and closes with the right one.
 */
import { ADMISSIONS, createRandomId, RANDOM_ID_PATTERN, ROLES } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { toRestFields } from '../../web/src/firebase/firestore-value.ts';
import { type AnyValue, type Fields, pathsIn, typeOf, valueAt } from './document-tree.ts';
import {
  changed,
  type LegalWrite,
  legalWrites,
  mayBeUnsaid,
  updates,
  type WholeDocument,
  wholeWrite,
} from './legal-writes.ts';
import { commitAs, ROOT } from './rest-firestore.ts';
import {
  answeredRound,
  call,
  guest,
  host,
  NEWLY_SEALED,
  newDocId,
  nobody,
  openRound,
  SEALED,
  seat,
  startedSchedule,
  storable,
  stranger,
} from './scene.ts';

/** What is wrong about a write, and the write. */
type Wrong = readonly [title: string, document: WholeDocument];

/** Those of which one is as good as another. */
const WORDS: readonly (readonly string[])[] = [ROLES, ADMISSIONS, ['host-ended', 'cancelled']];

const SAMPLES: AnyValue[] = [
  { nullValue: null },
  { booleanValue: true },
  { integerValue: '1' },
  { doubleValue: 1.5 },
  { timestampValue: '2030-01-01T00:00:00Z' },
  { stringValue: 'x' },
  { bytesValue: Buffer.from(NEWLY_SEALED).toString('base64') },
  { referenceValue: `${ROOT}/calls/x` },
  { geoPointValue: { latitude: 1, longitude: 2 } },
  { arrayValue: { values: [] } },
  { mapValue: { fields: {} } },
];

/** The writes that bring a new session, and everywhere that they say which. */
const sessionWrites: Record<string, { legal: LegalWrite; paths: string[] }> = {
  'an offer': {
    legal: updates['the next offer'] as LegalWrite,
    paths: ['seats.guest.session', 'round.offererSession'],
  },
  'an answer': {
    legal: updates['the answer of a guest who arrives'] as LegalWrite,
    paths: ['seats.guest.session', 'round.answererSession'],
  },
};

describe.each(Object.entries(legalWrites))('%s', (_, legal) => {
  it('is refused with any field absent', () => expectRefused(legal, withoutEach));
  it('is refused with one field more, in the document or any map in it', () =>
    expectRefused(legal, withOneMore));
  it('is refused with any field of any other type', () => expectRefused(legal, withEachOfOtherTypes));
  it('is refused with any value that is not the writer’s to choose', () =>
    expectRefused(legal, withEachOtherValue));
  it('is refused with a seat, a round or an end made up, or kept', () => expectRefused(legal, withMadeUp));
  it('is refused with a time that is not taken from the server', () => expectRefused(legal, withOwnTime));

  it('is accepted with any other value that is the writer’s to choose', async () => {
    for (const path of legal.chosen) {
      const right = await legal.prepare();
      const other = changed(right, path, otherValue(valueAt(right.fields, path) as AnyValue) as AnyValue);
      expect([path, await commitAs(legal.by, wholeWrite(other))]).toEqual([path, 'accepted']);
    }
  });

  it('is accepted without what pages of before did not say', async () => {
    const unsaid = mayBeUnsaid(await legal.prepare());
    for (const paths of [unsaid, ...unsaid.map((path) => [path])]) {
      const right = await legal.prepare();
      const less = paths.reduce((document, path) => changed(document, path, undefined), right);
      expect([paths, await commitAs(legal.by, wholeWrite(less))]).toEqual([paths, 'accepted']);
    }
  });

  it('is refused to whoever is not signed in', async () => {
    const right = wholeWrite(await legal.prepare());
    expect(await commitAs(nobody, right)).toBe('refused');
    expect(await commitAs(legal.by, right)).toBe('accepted');
  });
});

describe.each(Object.entries(sessionWrites))('the session in %s', (_, { legal, paths }) => {
  const withSession = (right: WholeDocument, session: string) =>
    paths.reduce((document, path) => changed(document, path, { stringValue: session }), right);

  it('is 16 characters of base64url, and may be any', () =>
    expectRefused(legal, (right) =>
      ['', 'a'.repeat(15), 'a'.repeat(17), ...[...'+/= .\n~é\u0000'].map((odd) => 'a'.repeat(15) + odd)].map(
        (session): Wrong => [JSON.stringify(session), withSession(right, session)],
      ),
    ));

  it('is the same in the seat and in the round', async () => {
    const right = await legal.prepare();
    const session = createRandomId();
    for (const path of paths) {
      const different = wholeWrite(changed(right, path, { stringValue: session }));
      expect(await commitAs(legal.by, different)).toBe('refused');
    }
    expect(await commitAs(legal.by, wholeWrite(withSession(right, session)))).toBe('accepted');
  });
});

/** Tries all the wrong writes, of which none may be accepted, and then the right one, which must be. */
async function expectRefused(
  legal: LegalWrite,
  wrongsOf: (right: WholeDocument, chosen: readonly string[]) => Wrong[],
): Promise<void> {
  const right = await legal.prepare();
  const accepted: string[] = [];
  for (const [title, wrong] of wrongsOf(right, legal.chosen)) {
    if ((await commitAs(legal.by, wholeWrite(wrong))) === 'accepted') accepted.push(title);
  }
  expect(accepted).toEqual([]);
  expect(await commitAs(legal.by, wholeWrite(right))).toBe('accepted');
}

function withoutEach(right: WholeDocument): Wrong[] {
  const unsaid = mayBeUnsaid(right);
  const all = pathsIn(right.fields).filter((path) => !unsaid.includes(path));
  return all.map((path) => [`without ${path}`, changed(right, path, undefined)]);
}

function withOneMore(right: WholeDocument): Wrong[] {
  const maps = pathsIn(right.fields).filter((path) => 'mapValue' in (valueAt(right.fields, path) ?? {}));
  return ['', ...maps.map((path) => `${path}.`)].flatMap((inside) =>
    ['more', 'Session', '__x', 'uid2'].map((key): Wrong => {
      const path = `${inside}${key}`;
      return [`with ${path}`, changed(right, path, { nullValue: null })];
    }),
  );
}

function withEachOfOtherTypes(right: WholeDocument): Wrong[] {
  return pathsIn(right.fields).flatMap((path) => {
    const value = valueAt(right.fields, path) as AnyValue;
    return SAMPLES.filter((sample) => typeOf(sample) !== typeOf(value)).map((sample): Wrong => {
      const isWholeNumber = 'integerValue' in value && 'doubleValue' in sample;
      const other = isWholeNumber ? { doubleValue: Number(value.integerValue) } : sample;
      return [`with ${path} as ${typeOf(sample)}`, changed(right, path, other)];
    });
  });
}

function withEachOtherValue(right: WholeDocument, chosen: readonly string[]): Wrong[] {
  const fixed = pathsIn(right.fields).filter((path) => !chosen.includes(path));
  return fixed.flatMap((path) => {
    const other = otherValue(valueAt(right.fields, path) as AnyValue);
    return other === null ? [] : [[`with another ${path}`, changed(right, path, other)] as Wrong];
  });
}

/** Another value of the same type that looks as likely; null: there is none of this type. */
function otherValue(value: AnyValue): AnyValue | null {
  if ('integerValue' in value) return { integerValue: String(Number(value.integerValue) + 1) };
  if ('timestampValue' in value)
    return { timestampValue: new Date(Date.parse(value.timestampValue) - 1_000).toISOString() };
  if ('booleanValue' in value) return { booleanValue: !value.booleanValue };
  if ('bytesValue' in value) return { bytesValue: otherBytes(value.bytesValue) };
  if (!('stringValue' in value)) return null;
  const { stringValue: text } = value;
  if (RANDOM_ID_PATTERN.test(text)) return { stringValue: createRandomId() };
  if (text.length === newDocId().length) return { stringValue: newDocId() };
  for (const words of WORDS) if (words.includes(text)) return { stringValue: other(words, text) };
  return { stringValue: text === stranger.uid ? guest.uid : stranger.uid };
}

function other(words: readonly string[], word: string): string {
  return words.find((another) => another !== word) ?? '';
}

/** As long, since the size may be limited on both sides. */
function otherBytes(base64: string): string {
  return Buffer.from(Buffer.from(base64, 'base64').map((byte) => ~byte)).toString('base64');
}

/** Each would be right in itself, somewhere else. */
function withMadeUp(right: WholeDocument): Wrong[] {
  if (!('seats' in right.fields)) return [];
  const session = createRandomId();
  const round = { offererSession: session, offer: SEALED };
  const likely = toRestFields(
    storable(
      call({
        seats: { host: seat(host.uid, session), guest: seat(stranger.uid, session) },
        round: openRound(round),
        ended: { reason: 'host-ended', at: Date.now() },
        schedule: startedSchedule(),
      }),
    ),
  ) as Fields;
  const answered = toRestFields(storable(call({ round: answeredRound({ ...round, number: 2 }) }))) as Fields;
  return [
    ...['seats.host', 'seats.guest', 'seats', 'round', 'ended', 'schedule'].map(
      (path): Wrong => [`with ${path} made up`, changed(right, path, valueAt(likely, path))],
    ),
    ['with round made up and answered', changed(right, 'round', answered.round)],
  ];
}

function withOwnTime(right: WholeDocument): Wrong[] {
  return right.timeFields.flatMap((timeField) =>
    [-1_000, 60_000].map((offset): Wrong => {
      const timestampValue = new Date(Date.now() + offset).toISOString();
      return [`with ${timeField} ${offset} ms from now`, changed(right, timeField, { timestampValue })];
    }),
  );
}
