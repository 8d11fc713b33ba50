/** Rings: who may ring, give up, answer and read, and how often. */
import {
  MAX_LISTED_RINGS,
  MAX_PEOPLE_RUNG,
  MAX_RING_MS,
  MAX_RINGS_PER_PERSON,
  MAX_SEALED_KNOCK_BYTES,
  MAX_SEALED_RING_BYTES,
  MAX_UID_LENGTH,
  MIN_RING_INTERVAL_MS,
  RING_ANSWERS,
  RING_EXPIRY_MS,
  RING_WINDOW_MS,
  RINGERS,
  RINGS,
  type RingAnswer,
  type RingCount,
  type RingDoc,
  type RingerDoc,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aMinuteAgo, MINUTE_MS, SEALED } from '../../protocol/src/testing/call-docs.ts';
import {
  answerRing,
  aRing,
  aRinger,
  countGuest,
  giveUp,
  ringerWrite,
  ringGuest,
  ringWrite,
  ringWrites,
  seedRing,
  seedRinger,
} from './people-scene.ts';
import { MARGIN_MS, promptly, within, without } from './promptly.ts';
import { commitAs, type Outcome, ROOT } from './rest-firestore.ts';
import { guest, host, NEW_SESSION, newUser, nobody, stranger, type User } from './scene.ts';
import { acceptedOf, asks, commits, expectTries, findsByName, gets } from './tries.ts';

const said = (answer: RingAnswer) => ({
  reply: { answer, word: SEALED, page: 'p'.repeat(16), at: Date.now() - 4_000 },
});
const again = { isFirst: false, rung: { [guest.uid]: 2 } } as const;

/** What becomes of a ring, after one that is stored with its counts. */
async function ringing(
  changes: Parameters<typeof ringGuest>[0],
  before: RingDoc | null = null,
  count: Partial<RingCount> = {},
): Promise<Outcome> {
  const caller = newUser();
  if (before !== null) await Promise.all([seedRing(caller, before), seedRinger(caller, aRinger())]);
  return commitAs(caller, ...ringWrites(caller, changes, count));
}

/** What becomes of a ring that is counted so, of a caller who does not ring now. */
async function counting(
  count: Partial<RingCount>,
  before: Partial<RingerDoc> | null = null,
): Promise<Outcome> {
  const caller = newUser();
  if (before !== null) await Promise.all([seedRing(caller, over()), seedRinger(caller, aRinger(before))]);
  return commitAs(caller, ...ringWrites(caller, {}, count));
}

async function answering(
  changes: Parameters<typeof answerRing>[0],
  before = aRing(),
  by: User = guest,
): Promise<Outcome> {
  const caller = newUser();
  await seedRing(caller, before);
  return commitAs(by, ringWrite(caller, answerRing(changes)));
}

const bytes = (length: number) => new Uint8Array(length).fill(7);
const uid = (length: number) => 'a'.repeat(length);

type Limit = [what: string, write: (value: number) => Promise<Outcome>, within: number[], past: number[]];
const limits: Limit[] = [
  [
    'the bytes that are sealed',
    (length) => ringing({ sealed: bytes(length) }),
    [1, MAX_SEALED_RING_BYTES],
    [0, MAX_SEALED_RING_BYTES + 1],
  ],
  [
    'the bytes of a word to the caller',
    (length) => answering({ word: bytes(length) }),
    [1, MAX_SEALED_KNOCK_BYTES],
    [0, MAX_SEALED_KNOCK_BYTES + 1],
  ],
  ['the characters of a ring', (length) => ringing({ ring: uid(length) }), [16], [0, 15, 17]],
  ['the characters of a page', (length) => answering({ page: uid(length) }), [16], [0, 15, 17]],
  [
    'the characters of who is rung',
    (length) => ringing({ callee: uid(length) }, null, { rung: { [uid(length)]: 1 } }),
    [1, MAX_UID_LENGTH],
    [MAX_UID_LENGTH + 1],
  ],
  [
    'the code points of who is rung',
    (point) => {
      const callee = String.fromCodePoint(point).repeat(65);
      return ringing({ callee }, null, { rung: { [callee]: 1 } });
    },
    [0x21, 0x7e],
    [0x20, 0x7f, 0xe9, 0x1f600],
  ],
  ['the count of a first ring', (count) => counting({ rung: { [guest.uid]: count } }), [1], [-1, 0, 2]],
  [
    'the count of another ring of somebody',
    (count) =>
      counting({ isFirst: false, rung: { [guest.uid]: count } }, { rung: { [guest.uid]: count - 1 } }),
    [2, MAX_RINGS_PER_PERSON],
    [MAX_RINGS_PER_PERSON + 1],
  ],
  [
    'how many are rung in an hour',
    (count) => {
      const others = Object.fromEntries(Array.from({ length: count - 1 }, (_, i) => [`other-${i}`, 1]));
      return counting({ isFirst: false, rung: { ...others, [guest.uid]: 1 } }, { rung: others });
    },
    [2, MAX_PEOPLE_RUNG],
    [MAX_PEOPLE_RUNG + 1],
  ],
  [
    'the milliseconds since the last ring, which rings still',
    (ago) => promptly(() => ringing({}, aRing({ rungAt: Date.now() - ago }), again)),
    [MAX_RING_MS],
    [5_000, MAX_RING_MS - MARGIN_MS],
  ],
  [
    'the milliseconds since the last ring, which rings there',
    (ago) => promptly(() => ringing({}, aRing({ rungAt: Date.now() - ago, ...said('ringing') }), again)),
    [MAX_RING_MS],
    [5_000, MAX_RING_MS - MARGIN_MS],
  ],
  [
    'the milliseconds since the last ring, which was answered',
    (ago) => promptly(() => ringing({}, aRing({ rungAt: Date.now() - ago, ...said('declined') }), again)),
    [MIN_RING_INTERVAL_MS],
    [0, MIN_RING_INTERVAL_MS - MARGIN_MS],
  ],
  [
    'the milliseconds since the last ring, which was given up',
    (ago) => promptly(() => ringing({}, aRing({ rungAt: Date.now() - ago, endedAt: Date.now() }), again)),
    [MIN_RING_INTERVAL_MS],
    [0, MIN_RING_INTERVAL_MS - MARGIN_MS],
  ],
  [
    'the milliseconds since an hour began, to count anew',
    (ago) => promptly(() => counting({}, { since: Date.now() - ago })),
    [RING_WINDOW_MS],
    [MINUTE_MS, RING_WINDOW_MS - MARGIN_MS],
  ],
  [
    'the milliseconds since it rings, to answer',
    (ago) => promptly(() => answering({}, aRing({ rungAt: Date.now() - ago }))),
    [0, MAX_RING_MS - MARGIN_MS],
    [MAX_RING_MS],
  ],
];

/** The last ring is over, long enough ago. */
function over(changes: Partial<RingDoc> = {}): RingDoc {
  return aRing({ rungAt: aMinuteAgo(), endedAt: aMinuteAgo(), ...changes });
}

describe.each(limits)('%s', (_, write, within, past) => {
  it.each(within)('may be %i', async (value) => expect(await write(value)).toBe('accepted'));
  it.each(past)('may not be %i', async (value) => expect(await write(value)).toBe('refused'));
});

describe('a ring', () => {
  it.each(within)('may lapse %i ms from what the server expects', async (offset) => {
    const lapses = () => ({ expiresAt: Date.now() + RING_EXPIRY_MS + offset });
    expect(await promptly(() => ringing(lapses()))).toBe('accepted');
    expect(await promptly(() => counting(lapses()))).toBe('accepted');
  });

  it.each(without)('may not lapse %i ms from what the server expects', async (offset) => {
    const lapses = () => ({ expiresAt: Date.now() + RING_EXPIRY_MS + offset });
    expect(await promptly(() => ringing(lapses()))).toBe('refused');
    expect(await promptly(() => counting(lapses()))).toBe('refused');
  });

  it('rings nobody twice as somebody else, nor oneself', async () => {
    const caller = newUser();
    const counted = (what: string, rung: RingCount['rung'], callee = guest.uid) =>
      commits(what, caller, ...ringWrites(caller, { callee }, { rung }));
    await expectTries({
      refused: [
        counted('oneself', { [caller.uid]: 1 }, caller.uid),
        ...[host, guest, nobody].map((by) => commits('as another', by, ...ringWrites(caller))),
        counted('counted as another', { other: 1 }),
        counted('counted with another', { [guest.uid]: 1, other: 1 }),
        counted('not counted', {}),
      ],
      accepted: [commits('somebody', caller, ...ringWrites(caller))],
    });
  });

  it('is counted by its caller in the same commit, and nothing else is', async () => {
    const [caller, helper] = [newUser(), newUser()];
    await seedRing(caller, over());
    await seedRinger(caller, aRinger());
    const next = { isFirst: false, rung: { [guest.uid]: 2 } };
    const { ring: last } = over();
    await expectTries({
      refused: [
        commits('a ring alone', caller, ringWrite(caller, ringGuest())),
        commits('the ring that was counted', caller, ringWrite(caller, ringGuest({ ring: last }))),
        commits('the same ring, counted again', caller, ...ringWrites(caller, { ring: last }, next)),
        commits('a count for a ring to come', caller, ringerWrite(caller, countGuest(next))),
        commits('as another', caller, ringWrite(caller, ringGuest()), ringerWrite(helper, countGuest())),
        commits('by another', helper, ...ringWrites(caller, {}, next)),
        commits('another ring', caller, ...ringWrites(caller, {}, { ...next, lastRing: 'another-ring-000' })),
        commits('another person', caller, ...ringWrites(caller, { callee: helper.uid }, next)),
      ],
      accepted: [commits('both', caller, ...ringWrites(caller, {}, next))],
    });
  });

  it('counts nobody less, and forgets nobody, within the hour', async () => {
    const before = { rung: { [guest.uid]: 2, other: 3 } };
    const count = (rung: RingCount['rung'], isFirst = false) => counting({ isFirst, rung }, before);
    expect(await count({ [guest.uid]: 3 })).toBe('refused');
    expect(await count({ [guest.uid]: 3, other: 2 })).toBe('refused');
    expect(await count({ [guest.uid]: 2, other: 3 })).toBe('refused');
    expect(await count({ [guest.uid]: 1 }, true)).toBe('refused');
    expect(await count({ [guest.uid]: 3, other: 3 })).toBe('accepted');
  });

  const states: Record<string, () => RingDoc> = {
    'no page has heard': () => aRing(),
    'rings there': () => aRing(said('ringing')),
    'was accepted': () => aRing(said('accepted')),
    'was declined': () => aRing(said('declined')),
    'met somebody in a call': () => aRing(said('busy')),
    'was given up': () => aRing({ endedAt: Date.now() - 1_000 }),
    'rang too long ago': () => aRing({ rungAt: Date.now() - MAX_RING_MS - 1_000 }),
  };

  it.each(Object.entries(states))(
    'that %s is answered by nobody but who is rung, and once',
    async (what, state) => {
      const open =
        what === 'no page has heard' ? [...RING_ANSWERS] : RING_ANSWERS.filter((a) => a !== 'ringing');
      const isOpen = what === 'no page has heard' || what === 'rings there';
      const tries = await Promise.all(
        RING_ANSWERS.flatMap((answer) =>
          [guest, host, stranger, nobody].map(async (by) => {
            const caller = newUser();
            await seedRing(caller, state());
            return commits(answer, by, ringWrite(caller, answerRing({ answer })));
          }),
        ),
      );
      const right = isOpen ? open.map((answer) => `${answer} by ${guest.uid}`) : [];
      expect((await acceptedOf(tries)).toSorted()).toEqual(right.toSorted());
    },
  );

  const oddIds = [...'+/= .~é\u0000'].map((character) => 'a'.repeat(15) + character);

  it.each(oddIds)('is not called %j, nor the page that answers it', async (odd) => {
    expect(await ringing({ ring: odd })).toBe('refused');
    expect(await answering({ page: odd })).toBe('refused');
    const right = `${'a'.repeat(14)}-_`;
    expect(await ringing({ ring: right })).toBe('accepted');
    expect(await answering({ page: right })).toBe('accepted');
  });

  it.each(['', 'more', 'admitted', 'one-moment'])('is not answered by %j', async (word) => {
    const answer = word as RingAnswer;
    for (const before of [aRing(), aRing(said('ringing'))]) {
      expect(await answering({ answer }, before)).toBe('refused');
      expect(await answering({ answer: 'busy' }, before)).toBe('accepted');
    }
  });

  it('is written, counted, read and listed by nobody else, whatever they are called', async () => {
    const [caller, callee] = [`m-${newUser().uid}`, `m-${newUser().uid}`].map((uid) => ({ uid })) as [
      User,
      User,
    ];
    const others = [{ uid: 'a-user' }, { uid: 'z-user' }];
    const counted = { rung: { [callee.uid]: 1 } };
    const writes = ringWrites(caller, { callee: callee.uid }, counted);
    // Who counts for somebody else rings themselves, and whom the other rings is counted.
    for (const other of others) {
      await seedRing(other, over({ ring: NEW_SESSION, callee: callee.uid }));
      await seedRinger(other, aRinger());
    }
    await seedRing(caller, over({ ring: NEW_SESSION, callee: callee.uid }));
    const count = ringerWrite(caller, countGuest(counted));
    await expectTries({
      refused: others.flatMap((by) => [commits('a ring', by, ...writes), commits('a count', by, count)]),
      accepted: [commits('a count', caller, count)],
    });
    await seedRinger(caller, aRinger({ rung: { [callee.uid]: 1 } }));
    const more = ringerWrite(caller, countGuest({ isFirst: false, rung: { [callee.uid]: 2 } }));
    const [path, counts] = [`${RINGS}/${caller.uid}`, `${RINGERS}/${caller.uid}`];
    await expectTries({
      refused: others.flatMap((by) => [
        ...[commits('one more', by, more), gets(by, path), gets(by, counts)],
        commits('answered', by, ringWrite(caller, answerRing({ ring: NEW_SESSION }))),
        asks(by, ':runQuery', { structuredQuery: { ...listed(callee), limit: MAX_LISTED_RINGS } }),
      ]),
      accepted: [commits('one more', caller, more), gets(callee, path), gets(caller, counts)],
    });
    const alive = {
      compositeFilter: {
        op: 'AND',
        filters: [
          listed(callee).where,
          {
            fieldFilter: {
              field: { fieldPath: 'expiresAt' },
              op: 'EQUAL',
              value: { timestampValue: new Date(Date.now() + MINUTE_MS).toISOString() },
            },
          },
        ],
      },
    };
    const few = { ...listed(callee), limit: MAX_LISTED_RINGS };
    await expectTries({
      refused: [
        asks(callee, ':runQuery', { structuredQuery: { ...listed(callee), where: alive } }),
        commits('deleted', caller, { delete: `${ROOT}/${counts}` }),
        findsByName(caller, RINGERS, caller.uid),
      ],
      accepted: [asks(callee, ':runQuery', { structuredQuery: few })],
    });
  });

  it('is not begun in the place of another, also where it is counted as one’s own', async () => {
    const [caller, callee, before, after] = ['m', 'm', 'a', 'z'].map((letter) => ({
      uid: `${letter}-${newUser().uid}`,
    })) as [User, User, User, User];
    const ring = ringWrite(caller, ringGuest({ callee: callee.uid }));
    const counted = (by: User) => ringerWrite(by, countGuest({ rung: { [callee.uid]: 1 } }));
    for (const other of [before, after])
      await seedRing(other, over({ ring: NEW_SESSION, callee: callee.uid }));
    await expectTries({
      refused: [before, after].map((by) => commits('in the caller’s place', by, ring, counted(by))),
      accepted: [commits('in one’s own', caller, ring, counted(caller))],
    });
  });

  function listed({ uid }: User) {
    const field = { fieldPath: 'callee' };
    return {
      from: [{ collectionId: RINGS }],
      where: { fieldFilter: { field, op: 'EQUAL', value: { stringValue: uid } } },
    };
  }

  it('is not answered in place of another, nor given up in its place', async () => {
    const caller = newUser();
    await seedRing(caller, aRing());
    const other = { ring: NEW_SESSION };
    await expectTries({
      refused: [
        commits('another answered', guest, ringWrite(caller, answerRing(other))),
        commits('another given up', caller, ringWrite(caller, { ...giveUp, ...other })),
        commits('given up by who is rung', guest, ringWrite(caller, giveUp)),
        commits('answered by the caller', caller, ringWrite(caller, answerRing())),
      ],
      accepted: [
        commits('answered', guest, ringWrite(caller, answerRing())),
        commits('given up', caller, ringWrite(caller, giveUp)),
      ],
    });
  });

  it('is answered once, of any number of pages that answer at once', async () => {
    const caller = newUser();
    await seedRing(caller, aRing());
    const pages = Array.from({ length: 8 }, (_, index) => `${index}`.padEnd(16, 'p'));
    const outcomes = await Promise.all(
      pages.map((page) => commitAs(guest, ringWrite(caller, answerRing({ page })))),
    );
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
  });

  it('tells who is rung nothing of whom else its caller has rung', async () => {
    const [caller, other] = [newUser(), newUser()];
    await seedRing(caller, aRing());
    const path = await seedRinger(caller, aRinger({ rung: { [guest.uid]: 1, [other.uid]: 2 } }));
    await expectTries({
      refused: [
        ...[guest, other, host, nobody].map((by) => gets(by, path)),
        ...[guest, other].map((by) => gets(by, `${RINGERS}/${newUser().uid}`)),
        ...[guest, caller].map((by) => gets(by, RINGERS)),
        gets(other, `${RINGS}/${caller.uid}`),
      ],
      accepted: [gets(caller, path), gets(guest, `${RINGS}/${caller.uid}`)],
    });
  });

  it('is read by the two, and once it has lapsed, or before it is there, by the caller alone', async () => {
    const [caller, past] = [newUser(), newUser()];
    const path = await seedRing(caller, aRing());
    const lapsed = await seedRing(past, over({ expiresAt: Date.now() - 1 }));
    const none = newUser();
    await expectTries({
      refused: [
        ...[host, stranger, nobody].map((by) => gets(by, path)),
        gets(guest, lapsed),
        gets(guest, `${RINGS}/${none.uid}`),
      ],
      accepted: [
        ...[caller, guest].map((by) => gets(by, path)),
        gets(past, lapsed),
        gets(none, `${RINGS}/${none.uid}`),
        commits('over what has lapsed', past, ...ringWrites(past)),
      ],
    });
  });

  it('is listed by who is rung alone, a few at a time', async () => {
    const callee = newUser();
    await seedRing(newUser(), aRing({ callee: callee.uid }));
    const of = ({ uid }: User) => ({
      where: { fieldFilter: { field: { fieldPath: 'callee' }, op: 'EQUAL', value: { stringValue: uid } } },
      orderBy: [{ field: { fieldPath: 'rungAt' }, direction: 'DESCENDING' }],
    });
    const list = (by: User | null, query: object) =>
      asks(by, ':runQuery', { structuredQuery: { from: [{ collectionId: RINGS }], ...query } });
    const few = { limit: MAX_LISTED_RINGS };
    await expectTries({
      refused: [
        ...[host, stranger, nobody].map((by) => list(by, { ...of(callee), ...few })),
        list(callee, of(callee)),
        list(callee, { ...of(callee), limit: MAX_LISTED_RINGS + 1 }),
        list(callee, few),
        gets(callee, RINGS),
      ],
      accepted: [list(callee, { ...of(callee), ...few }), list(stranger, { ...of(stranger), ...few })],
    });
  });

  it('is deleted by nobody but a server', async () => {
    const caller = newUser();
    const deletion = { delete: `${ROOT}/${await seedRing(caller, aRing())}` };
    await expectTries({
      refused: [caller, guest, nobody].map((by) => commits('deleted', by, deletion)),
      accepted: [commits('deleted', 'admin', deletion)],
    });
  });
});
