/**
 * Every write there is, with everything about it spoiled in turn: fields absent, added, of another type, another's, beside
 * the right value; another writer, another place, another commit. Each test puts there once what the write needs, tries
 * the wrong ones, which change nothing, and closes with the right one.
 */
import {
  ADMISSIONS,
  createRandomId,
  KNOCK_ANSWERS,
  RANDOM_ID_PATTERN,
  RING_ANSWERS,
  ROLES,
  ROOM_STAY_SECONDS,
  SPOKEN_WORDS,
} from '@parley/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { toRestFields } from '../../call/src/firebase/firestore-value.ts';
import {
  aCall,
  anAnsweredRound,
  aRunningCall,
  aWaitingCall,
  MINUTE_MS,
} from '../../protocol/src/testing/call-docs.ts';
import { type AnyValue, type FieldPath, type Fields, pathsIn, typeOf, valueAt } from './document-tree.ts';
import {
  callWrites,
  changed,
  creation,
  type LegalWrite,
  legalWrites,
  mayBeUnsaid,
  serverTimes,
  updates,
  type WholeDocument,
  wholeWrite,
} from './legal-writes.ts';
import { at } from './moves.ts';
import { newName } from './people-scene.ts';
import { commitAs, ROOT } from './rest-firestore.ts';
import {
  ended,
  given,
  guest,
  host,
  NEWLY_SEALED,
  newDocId,
  nobody,
  startedSchedule,
  storable,
  stranger,
  type User,
} from './scene.ts';
import { commits, expectTries, type Try } from './tries.ts';

/** What is wrong about a write, and the write. */
type Wrong = readonly [what: string, document: WholeDocument];
type Spoil = (right: WholeDocument, legal: LegalWrite) => Wrong[];

/** Without the one that takes a door. */
const OPEN_ADMISSIONS = ADMISSIONS.filter((admission) => admission !== 'ask');

/** Those of which one is as good as another. */
const WORDS: readonly (readonly string[])[] = [
  ROLES,
  OPEN_ADMISSIONS,
  KNOCK_ANSWERS,
  RING_ANSWERS.filter((answer) => answer !== 'ringing'),
  ['host-ended', 'cancelled'],
];

/** Whatever is compared with what is there; and what only its type and size keep out. */
const SAMPLES: AnyValue[] = [
  { nullValue: null },
  { doubleValue: 1.5 },
  { stringValue: 'x' },
  { mapValue: { fields: { more: { mapValue: { fields: {} } } } } },
];
const MORE_SAMPLES: AnyValue[] = [
  ...SAMPLES,
  { booleanValue: true },
  { integerValue: '1' },
  { timestampValue: '2030-01-01T00:00:00Z' },
  { bytesValue: Buffer.from(NEWLY_SEALED).toString('base64') },
  { arrayValue: { values: [{ integerValue: '1' }, { doubleValue: 1.5 }] } },
  { doubleValue: 'NaN' as unknown as number },
  { doubleValue: 'Infinity' as unknown as number },
  { referenceValue: `${ROOT}/calls/x` },
  { geoPointValue: { latitude: 1, longitude: 2 } },
];

/** Every name of a field that any document has, in itself or in its maps, and some that none has. */
let names: readonly string[] = [];
beforeAll(async () => {
  const documents = await Promise.all(Object.values(legalWrites).map((legal) => legal.prepare()));
  const paths = documents.flatMap(({ fields }) => pathsIn(fields));
  const unknown = ['more', 'Session', '__x'];
  names = [...new Set([...paths.map((path) => path.split('.').at(-1) ?? ''), ...unknown])];
});

const spoils: Record<string, Spoil> = {
  'a field absent': (right) => {
    const unsaid = mayBeUnsaid(right);
    const said = pathsIn(right.fields).filter((path) => !unsaid.includes(path));
    return said.map((path) => [path, changed(right, path, undefined)]);
  },
  'a field more, in the document or any map in it': (right) =>
    [...names, ...mapsIn(right).flatMap((map) => names.map((name) => `${map}.${name}`))]
      .filter((path) => valueAt(right.fields, path) === undefined)
      .map((path): Wrong => [path, changed(right, path, { nullValue: null })]),
  'a field of another type': (right, { chosen }) =>
    eachField(right, (value, path) =>
      [...(chosen.includes(path) ? MORE_SAMPLES : SAMPLES), ...asLongAs(value)]
        // 1.0 equals 1 in every comparison; it is another document all the same, but counts alike.
        .filter((sample) => !('doubleValue' in sample && path.startsWith('rung.')))
        .map((sample) => ('doubleValue' in sample && 'integerValue' in value ? asDouble(value) : sample))
        .filter((sample) => typeOf(sample) !== typeOf(value)),
    ),
  'another value, or one beside it, that is not the writer’s to choose': (right, { chosen }) =>
    eachField(right, (value, path) =>
      chosen.includes(path)
        ? []
        : [otherValue(value), ...neighboursOf(value, right.timeFields.includes(path))].filter(
            (v) => v !== null,
          ),
    ),
};

/** For writes of calls: each would be right in itself, somewhere else. */
function withMadeUp(right: WholeDocument): Wrong[] {
  const session = createRandomId();
  const likely = [
    aWaitingCall({
      host: { session },
      guest: { uid: stranger.uid, session },
      schedule: startedSchedule(),
      ended: ended(),
    }),
    aRunningCall({ round: anAnsweredRound({ offererSession: session, number: 2 }) }),
    aCall(),
  ].map((call) => toRestFields(storable(call)) as Fields);
  return ['seats.host', 'seats.guest', 'seats', 'round', 'ended', 'schedule'].flatMap((path) =>
    likely
      .map((fields) => valueAt(fields, path))
      .filter((value) => JSON.stringify(value) !== JSON.stringify(valueAt(right.fields, path)))
      .map((value): Wrong => [path, changed(right, path, value)]),
  );
}

/** For writes of calls: who sits there, and who is the host. */
function withAnotherName(right: WholeDocument): Wrong[] {
  const uids = [host.uid, guest.uid, stranger.uid, ''].map((stringValue) => ({ stringValue }));
  return eachField(right, (value, path) =>
    /uid$/i.test(path) ? uids.filter((uid) => JSON.stringify(uid) !== JSON.stringify(value)) : [],
  );
}

function withFarExpiry(right: WholeDocument): Wrong[] {
  const times = [0, Date.now() - 86_400_000, Date.now() + 100 * 86_400_000, Date.parse('9999-12-31')];
  return times.map((time): Wrong => [`until ${time}`, changed(right, 'expiresAt', at(time))]);
}

/** For writes in which the server puts a time. */
function withOwnTime(right: WholeDocument): Wrong[] {
  return right.timeFields.flatMap((path) =>
    [-MINUTE_MS, -1_000, MINUTE_MS].map((ms): Wrong => [path, changed(right, path, at(Date.now() + ms))]),
  );
}

const isStamped = (name: string) => !/candidates|freeing|one more|unstamped|renewing/.test(name);
const stampedWrites = Object.entries(legalWrites).filter(([name]) => isStamped(name));

describe.each(Object.entries(spoils))('with %s', (_, spoil) => {
  it.each(Object.entries(legalWrites))('%s is refused', (_name, legal) => expectRefused(legal, spoil));
});

describe('with an expiry far off', () => {
  it.each(Object.entries(legalWrites))('%s is refused', (_, legal) => expectRefused(legal, withFarExpiry));
});

describe('with a seat, a round, an end or a schedule made up, or kept', () => {
  it.each(Object.entries(callWrites))('%s is refused', (_, legal) => expectRefused(legal, withMadeUp));
});

describe('with another’s name in it', () => {
  it.each(Object.entries(callWrites))('%s is refused', (_, legal) => expectRefused(legal, withAnotherName));
});

describe('with a time that is not taken from the server', () => {
  it.each(stampedWrites)('%s is refused', (_, legal) => expectRefused(legal, withOwnTime));
});

/** Users whose IDs come right before or after the right one: the rules know people by their whole ID. */
const similarTo = ({ uid }: User): User[] =>
  ['!', uid.slice(0, -1), `${uid}0`, '~'].map((id) => ({ uid: id }));

describe('by anybody else, or nobody', () => {
  it.each(Object.entries(legalWrites))('%s is refused', async (name, { by, ...legal }) => {
    const right = wholeWrite(await legal.prepare());
    // The guest may leave, and the host may for the guest.
    const known = name.includes('leaving') ? [stranger] : [host, guest, stranger];
    const others = [...known, ...similarTo(by), ...similarTo(host)];
    await expectTries({
      refused: [nobody, ...others.filter(({ uid }) => uid !== by.uid)].map((other) =>
        commits('it', other, right),
      ),
      accepted: [commits('it', by, right)],
    });
  });
});

describe('in another place', () => {
  it.each(Object.entries(legalWrites))('%s is refused', async (_, { by, ...legal }) => {
    const right = await legal.prepare();
    const [collection = '', ...rest] = right.path.split('/');
    const path = [collection, newDocId(), ...rest.slice(1)].join('/');
    await expectTries({
      refused: [commits(path, by, wholeWrite({ ...right, path }))],
      accepted: [commits('in its own', by, wholeWrite(right))],
    });
  });
});

describe('with any further change by the server', () => {
  it.each(Object.entries(updates))('%s is refused', async (_, { by, ...legal }) => {
    const right = await legal.prepare();
    const times = serverTimes(right.timeFields);
    const places = ['createdAt', 'expiresAt', 'schedule', 'schedule.endsAt', 'schedule.opensAt', 'hostUid'];
    const others = serverTimes([...places, 'seats.host.uid', 'seats.guest.uid', 'more']);
    const further: object[] = [
      // Firestore takes no path and a path inside it in one write.
      ...others.filter(({ fieldPath }) => !right.timeFields.some((time) => time.startsWith(`${fieldPath}.`))),
      ...['version', 'emptyTimeoutSeconds', 'schedule.revision', 'round.number'].flatMap((fieldPath) => [
        { fieldPath, increment: { integerValue: '1' } },
        { fieldPath, maximum: { integerValue: `${ROOM_STAY_SECONDS + 1}` } },
      ]),
      { fieldPath: 'version', increment: { doubleValue: 0 } },
      { fieldPath: 'version', minimum: { integerValue: '0' } },
      { fieldPath: 'hostUid', removeAllFromArray: { values: [] } },
      { fieldPath: 'more', appendMissingElements: { values: [] } },
    ];
    const refused = further.map((more) =>
      commits(JSON.stringify(more), by, { ...wholeWrite(right), updateTransforms: [...times, more] }),
    );
    await expectTries({ refused, accepted: [commits('without', by, wholeWrite(right))] });
  });
});

describe('together with a write that is refused', () => {
  it.each(Object.entries(legalWrites))('%s is refused', async (_, { by, ...legal }) => {
    const right = await legal.prepare();
    const [name, other] = [`${ROOT}/${right.path}`, `${ROOT}/calls/${await given(aCall())}`];
    const refused: Try[] = [
      // Words are their host's to take away.
      ...(JSON.stringify(right.fields.hostUid) === JSON.stringify({ stringValue: by.uid }) &&
      right.path.startsWith(SPOKEN_WORDS)
        ? []
        : [commits('and deleted', by, wholeWrite(right), { delete: name })]),
      commits('and emptied', by, wholeWrite(right), { update: { name, fields: {} } }),
      commits('and touched', by, wholeWrite(right), {
        transform: { document: name, fieldTransforms: serverTimes(['version']) },
      }),
      commits('and another call deleted', by, wholeWrite(right), { delete: other }),
      commits('after another call deleted', by, { delete: other }, wholeWrite(right)),
    ];
    await expectTries({ refused, accepted: [commits('alone', by, wholeWrite(right))] });
  });
});

describe('with any other value that is the writer’s to choose', () => {
  it.each(Object.entries(legalWrites).filter(([, { chosen }]) => chosen.length > 0))(
    '%s is accepted',
    async (_, legal) => {
      for (const path of legal.chosen) {
        const right = await legal.prepare();
        const other = changed(right, path, otherValue(valueAt(right.fields, path) as AnyValue) as AnyValue);
        expect([path, await commitAs(legal.by, wholeWrite(other))]).toEqual([path, 'accepted']);
      }
    },
  );
});

describe('without what pages of before did not say', () => {
  const sitting = Object.entries(updates).filter(([name]) => /offer|answer|renewal/.test(name));
  it.each(sitting)('%s is accepted', async (_, legal) => {
    const unsaid = mayBeUnsaid(await legal.prepare());
    expect(unsaid).toHaveLength(2);
    for (const paths of [unsaid, ...unsaid.map((path) => [path])]) {
      const right = await legal.prepare();
      const less = paths.reduce((document, path) => changed(document, path, undefined), right);
      expect([paths, await commitAs(legal.by, wholeWrite(less))]).toEqual([paths, 'accepted']);
    }
  });
});

/** The writes that bring a new session, and everywhere that they say which. */
describe.each([
  ['an offer', 'the next offer', ['seats.guest.session', 'round.offererSession']],
  ['an answer', 'the answer of a guest who arrives', ['seats.guest.session', 'round.answererSession']],
] as const)('the session in %s', (_, name, paths) => {
  const legal = updates[name] as LegalWrite;
  const withSession = (right: WholeDocument, session: AnyValue) =>
    paths.reduce((document, path) => changed(document, path, session), right);

  it('is 16 characters of base64url, and may be any', () =>
    expectRefused(legal, (right) => {
      const odd = [...'+/= .\n~é\u0000'].map((character) => 'a'.repeat(15) + character);
      const texts = ['', 'a'.repeat(15), 'a'.repeat(17), 'a'.repeat(100_000), ...odd];
      const others = [...texts.map((stringValue) => ({ stringValue })), ...MORE_SAMPLES];
      return others.map((other): Wrong => [JSON.stringify(other), withSession(right, other)]);
    }));

  it('is the same in the seat and in the round', async () => {
    const right = await legal.prepare();
    const session = { stringValue: createRandomId() };
    await expectTries({
      refused: paths.map((path) => commits(path, legal.by, wholeWrite(changed(right, path, session)))),
      accepted: [commits('both', legal.by, wholeWrite(withSession(right, session)))],
    });
  });
});

it('a new call is of no other version, older or newer', () =>
  expectRefused(creation, (right) =>
    [-1, 0, 2, 3].map(
      (version): Wrong => [`${version}`, changed(right, 'version', { integerValue: `${version}` })],
    ),
  ));

async function expectRefused({ by, ...legal }: LegalWrite, spoil: Spoil): Promise<void> {
  const right = await legal.prepare();
  const wrongs = spoil(right, { by, ...legal });
  const refused = wrongs.map(([what, wrong]) => commits(what, by, wholeWrite(wrong)));
  await expectTries({ refused, accepted: [commits('as it should be', by, wholeWrite(right))] });
}

function mapsIn(right: WholeDocument): FieldPath[] {
  return pathsIn(right.fields).filter((path) => 'mapValue' in (valueAt(right.fields, path) ?? {}));
}

/** With each of these in place of a field, for each field. */
function eachField(
  right: WholeDocument,
  others: (value: AnyValue, path: FieldPath) => readonly AnyValue[],
): Wrong[] {
  return pathsIn(right.fields).flatMap((path) =>
    others(valueAt(right.fields, path) as AnyValue, path).map(
      (other): Wrong => [`${path}: ${JSON.stringify(other)}`, changed(right, path, other)],
    ),
  );
}

/** A text has a size as bytes have. */
function asLongAs(value: AnyValue): AnyValue[] {
  if (!('bytesValue' in value)) return [];
  const { length } = Buffer.from(value.bytesValue, 'base64');
  return [{ stringValue: 'a'.repeat(length) }];
}

function asDouble({ integerValue }: { integerValue: string }): AnyValue {
  return { doubleValue: Number(integerValue) };
}

/** Another value of the same type that looks as likely; null: there is none of this type. */
function otherValue(value: AnyValue): AnyValue | null {
  if ('integerValue' in value) return { integerValue: String(Number(value.integerValue) + 1) };
  if ('timestampValue' in value) return at(Date.parse(value.timestampValue) - 1_000);
  if ('booleanValue' in value) return { booleanValue: !value.booleanValue };
  // As long, since the size may be limited on both sides.
  if ('bytesValue' in value) {
    const others = Buffer.from(value.bytesValue, 'base64').map((byte) => ~byte);
    return { bytesValue: Buffer.from(others).toString('base64') };
  }
  if (!('stringValue' in value)) return null;
  const { stringValue: text } = value;
  if (RANDOM_ID_PATTERN.test(text)) return { stringValue: createRandomId() };
  if (/^n[a-z2-9]{16,}$/.test(text)) return { stringValue: newName().nameId };
  if (text.length === newDocId().length) return { stringValue: newDocId() };
  const words = WORDS.find((words) => words.includes(text)) ?? [stranger.uid, guest.uid];
  return { stringValue: words.find((word) => word !== text) ?? '' };
}

/** Of the same type, on both sides of the value: where the rules ask for one value, what compares well will not do. */
function neighboursOf(value: AnyValue, isStamped = false): AnyValue[] {
  if ('integerValue' in value) {
    const number = Number(value.integerValue);
    const others = [number - 1, number + 1, ...(number === 0 ? [] : [-number])];
    return others.map((other) => ({ integerValue: String(other) }));
  }
  if ('timestampValue' in value) {
    const time = Date.parse(value.timestampValue);
    // What the server stamps may be stamped a millisecond later than it was made up here.
    const offsets = [-MINUTE_MS, -1, ...(isStamped ? [] : [1]), MINUTE_MS];
    return offsets.map((offset) => at(time + offset));
  }
  if ('bytesValue' in value) return [{ bytesValue: '' }, { bytesValue: 'AAAA' }, { bytesValue: '////' }];
  if (!('stringValue' in value)) return [];
  const { stringValue: text } = value;
  const others = RANDOM_ID_PATTERN.test(text)
    ? ['-'.repeat(text.length), 'z'.repeat(text.length)]
    : ['', '!', text.slice(0, -1), `${text}0`, '~'];
  return others.map((stringValue) => ({ stringValue }));
}
