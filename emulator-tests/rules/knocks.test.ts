/** Knocks: who may ring, stand there, go away and be answered, and who sees whom. As protocol's table of them says. */
import {
  applyKnock,
  type CallDoc,
  CLOCK_TOLERANCE_MS,
  DECLINED_PAUSE_MS,
  KNOCK_ANSWERS,
  KNOCKS,
  type KnockDoc,
  type KnockTransition,
  LOCK_SEEN_MS,
  MAX_LISTED_KNOCKS,
  MAX_RINGS,
  MAX_SEALED_KNOCK_BYTES,
  MAX_UID_LENGTH,
  MIN_EMPTY_TIMEOUT_SECONDS,
  MIN_KNOCK_INTERVAL_MS,
  SEAT_LEASE_MS,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import {
  aCall,
  aKnock,
  aMinuteAgo,
  aRunningCall,
  aSchedule,
  aWaitingCall,
  SEALED,
  withDoor,
} from '../../protocol/src/testing/call-docs.ts';
import { admit, cancel, end, goAway, reply, ring, standThere } from './moves.ts';
import { MARGIN_MS, promptly } from './promptly.ts';
import { answerTo, commitAs, getAs, type Outcome, ROOT, readFields } from './rest-firestore.ts';
import {
  closedSchedule,
  ended,
  given,
  guest,
  host,
  knockWrite,
  NEW_SESSION,
  newDocId,
  nobody,
  seedBatches,
  seedKnock,
  stranger,
  type User,
  without,
  write,
  writing,
} from './scene.ts';
import { acceptedOf, asks, commits, expectTries, gets } from './tries.ts';

const asking = { admission: 'ask' } as const;
const atDoor = () => aCall({ ...withDoor(), host: {} });
const answered = (answer: (typeof KNOCK_ANSWERS)[number], ago = 60_000) => ({
  reply: { answer, word: SEALED, at: Date.now() - ago },
});

const calls: Record<string, () => CallDoc> = {
  'the host waits': atDoor,
  'nobody is there': () => aCall(withDoor()),
  'the guest was let in': () => aWaitingCall(withDoor(guest.uid)),
  'somebody else was let in and is there': () =>
    aRunningCall({ ...withDoor(stranger.uid), guest: { uid: stranger.uid } }),
  'the guest was asked to leave': () => aRunningCall({ ...withDoor(), ...without(guest), guest: null }),
  'somebody else was asked to leave': () => aCall({ ...withDoor(), ...without(stranger), host: {} }),
  'it is open, for its time': () =>
    aCall({ ...withDoor(), host: {}, schedule: aSchedule(undefined, asking) }),
  'it is not open yet': () => aCall({ ...withDoor(), schedule: closedSchedule(asking) }),
  'there is no door': () => aCall(),
  'there is no door, and both are there': () => aRunningCall(),
  'the call has ended': () => aCall({ ...withDoor(), ended: ended() }),
  'the call has lapsed': () => aCall({ ...withDoor(), host: {}, expiresAt: Date.now() - 1_000 }),
};

const knocks: Record<string, () => KnockDoc | null> = {
  'the guest has not rung': () => null,
  'the guest has rung': () => aKnock(),
  'the guest has rung just now': () => aKnock({ renewedAt: Date.now() + 30_000 }),
  'the guest has gone away': () => aKnock({ leftAt: aMinuteAgo() }),
  'the guest was asked for a moment': () => aKnock(answered('one-moment')),
  'the guest was turned away': () => aKnock(answered('declined')),
  'the guest was turned away just now': () => aKnock(answered('declined', 5_000)),
  'the guest was let in before': () => aKnock(answered('admitted')),
  'the guest has rung as often as they may': () => aKnock({ rings: MAX_RINGS }),
};

function knockMoves(before: KnockDoc | null): KnockTransition[] {
  const rings = before?.rings ?? 0;
  return [
    ...[rings, rings + 1, rings + 2].map((count) => ring({ rings: count })),
    standThere(),
    standThere({ session: NEW_SESSION }),
    goAway,
    { type: 'leave', session: NEW_SESSION },
    ...KNOCK_ANSWERS.map((answer) => reply({ answer })),
    reply({ word: new Uint8Array(0) }),
    reply({ session: NEW_SESSION }),
  ];
}

describe.each(Object.entries(calls))('when %s', (_, call) => {
  describe.each(Object.entries(knocks))('and %s', (_, knock) => {
    it.each([host, guest, stranger])('$uid may do exactly what the table of knocks says', async (by) => {
      const [state, before] = [call(), knock()];
      const moves = knockMoves(before);
      const isRight = (move: KnockTransition) =>
        applyKnock(before, state, move, { uid: by.uid, knocker: guest.uid, now: Date.now() }) !== null;
      const tries = await Promise.all(
        moves.map(async (move, index) => {
          const docId = await given(state);
          if (before !== null) await seedKnock(docId, guest, before);
          return commits(`${index}: ${move.type}`, by, knockWrite(docId, guest, move));
        }),
      );
      const right = tries.map(([what]) => what).filter((_, i) => isRight(moves[i] as KnockTransition));
      expect((await acceptedOf(tries)).sort()).toEqual(right.sort());
    });
  });
});

/** What becomes of a ring by the guest. */
async function ringing(
  changes: Parameters<typeof ring>[0],
  before: KnockDoc | null = null,
  call = atDoor(),
): Promise<Outcome> {
  const docId = await given(call);
  if (before !== null) await seedKnock(docId, guest, before);
  return commitAs(guest, knockWrite(docId, guest, ring(changes)));
}

async function replying(changes: Parameters<typeof reply>[0]): Promise<Outcome> {
  const docId = await given(atDoor());
  await seedKnock(docId, guest, aKnock());
  return commitAs(host, knockWrite(docId, guest, reply(changes)));
}

const bytes = (length: number) => new Uint8Array(length).fill(7);

type Limit = [what: string, write: (value: number) => Promise<Outcome>, within: number[], past: number[]];
const limits: Limit[] = [
  [
    'the bytes of a name',
    (length) => ringing({ sealed: bytes(length) }),
    [1, MAX_SEALED_KNOCK_BYTES],
    [0, MAX_SEALED_KNOCK_BYTES + 1],
  ],
  [
    'the bytes of a word',
    (length) => replying({ word: bytes(length) }),
    [1, MAX_SEALED_KNOCK_BYTES],
    [0, MAX_SEALED_KNOCK_BYTES + 1],
  ],
  ['the bytes of a key', (length) => ringing({ key: bytes(length) }), [65], [1, 64, 66]],
  ['the characters of a session', (length) => ringing({ session: 'a'.repeat(length) }), [16], [0, 15, 17]],
  ['the number of a first ring', (rings) => ringing({ rings }), [1], [-1, 0, 2]],
  [
    'the number of another ring',
    (rings) => ringing({ rings }, aKnock({ rings: rings - 1 })),
    [2, MAX_RINGS],
    [MAX_RINGS + 1],
  ],
  [
    'the milliseconds since a last sign of life, for another ring',
    (ago) => promptly(() => ringing({ rings: 2 }, aKnock({ renewedAt: Date.now() - ago }))),
    [MIN_KNOCK_INTERVAL_MS],
    [0, MIN_KNOCK_INTERVAL_MS - MARGIN_MS],
  ],
  [
    'the milliseconds since one was turned away, for another ring',
    (ago) => promptly(() => ringing({ rings: 2 }, aKnock(answered('declined', ago)))),
    [DECLINED_PAUSE_MS],
    [0, DECLINED_PAUSE_MS - MARGIN_MS],
  ],
  [
    'the milliseconds since one was asked for a moment, for another ring',
    (ago) => ringing({ rings: 2 }, aKnock(answered('one-moment', ago))),
    [0],
    [],
  ],
  [
    'the characters of the name of whom the host lets in',
    (length) => writing(host, atDoor(), (call) => admit(call, { uid: 'a'.repeat(length) })),
    [1, MAX_UID_LENGTH],
    [0, MAX_UID_LENGTH + 1],
  ],
  [
    // Beyond U+FFFF each is one character to the rules, and two to whoever reads the call.
    'the code points of the name of whom the host lets in',
    (point) =>
      writing(host, atDoor(), (call) => admit(call, { uid: String.fromCodePoint(point).repeat(65) })),
    [0x21, 0x7e],
    [0x20, 0x7f, 0xe9, 0x1f600],
  ],
];

describe.each(limits)('%s', (_, write, within, past) => {
  if (within.length > 0)
    it.each(within)('may be %i', async (value) => expect(await write(value)).toBe('accepted'));
  if (past.length > 0)
    it.each(past)('may not be %i', async (value) => expect(await write(value)).toBe('refused'));
});

/** As long as a session is, and none. */
const oddSessions = [...'+/= .~é\u0000'].map((character) => 'a'.repeat(15) + character);

it.each(oddSessions)('a session is not %j', async (session) => {
  expect(await ringing({ session })).toBe('refused');
  expect(await ringing({ session: `${'a'.repeat(14)}-_` })).toBe('accepted');
});

it.each(['', 'more', 'accepted', 'busy', 'ringing'])('a reply is not %j', async (answer) => {
  expect(await replying({ answer: answer as 'declined' })).toBe('refused');
  expect(await replying({ answer: 'declined' })).toBe('accepted');
});

describe('a knock', () => {
  it('may lapse when the call would, and no later', async () => {
    const until = (ms: number) => ringing({ expiresAt: Date.now() + ms });
    const latest = (600 + 750) * 1_000;
    expect(await until(latest - MARGIN_MS)).toBe('accepted');
    expect(await until(latest + 5_000)).toBe('refused');
  });

  it('does not lapse sooner than a page has it, by a ring or a sign of life, whatever the call', async () => {
    const soonest = SEAT_LEASE_MS + MIN_EMPTY_TIMEOUT_SECONDS * 1_000 - CLOCK_TOLERANCE_MS;
    const staying = async (expiresAt: number) => {
      const docId = await given(atDoor());
      await seedKnock(docId, guest, aKnock());
      return commitAs(guest, knockWrite(docId, guest, standThere({ expiresAt })));
    };
    for (const call of [atDoor(), { ...atDoor(), emptyTimeoutSeconds: MIN_EMPTY_TIMEOUT_SECONDS }]) {
      const ringsUntil = (ms: number) => ringing({ expiresAt: Date.now() + ms }, null, call);
      expect(await promptly(() => ringsUntil(soonest + MARGIN_MS))).toBe('accepted');
      for (const ms of [soonest - 1, 1_500, 0, -1]) expect(await ringsUntil(ms)).toBe('refused');
    }
    expect(await promptly(() => staying(Date.now() + soonest + MARGIN_MS))).toBe('accepted');
    for (const ms of [soonest - 1, 1_500]) expect(await staying(Date.now() + ms)).toBe('refused');
  });

  it('is read by whoever rang and by the host, and its absence by whoever may ring', async () => {
    const docId = await given(atDoor());
    const path = await seedKnock(docId, guest, aKnock());
    const own = `calls/${docId}/${KNOCKS}/${stranger.uid}`;
    await expectTries({
      refused: [
        ...[stranger, nobody].map((person) => gets(person, path)),
        gets(guest, own),
        gets(nobody, own),
      ],
      accepted: [gets(guest, path), gets(host, path), gets(stranger, own)],
    });
  });

  it('is not there, nor missing, where there is no door: no call, an ended one and one without are alike', async () => {
    const docIds = await Promise.all([
      newDocId(),
      given(aRunningCall()),
      given(aCall({ ...withDoor(), ended: ended() })),
      given(aCall({ ...withDoor(), expiresAt: Date.now() - 1 })),
    ]);
    const answers = await Promise.all(
      docIds.map((docId) => answerTo(stranger, `calls/${docId}/${KNOCKS}/${stranger.uid}`)),
    );
    for (const answer of answers)
      expect(answer).toEqual({ status: 403, body: { error: { code: 403, status: 'PERMISSION_DENIED' } } });
    const there = await answerTo(stranger, `calls/${await given(atDoor())}/${KNOCKS}/${stranger.uid}`);
    expect(there).toMatchObject({ status: 404 });
  });

  it('is nothing that a host leaves at their own door', async () => {
    const docId = await given(atDoor());
    await expectTries({
      refused: [commits('a knock', host, knockWrite(docId, host, ring()))],
      accepted: [commits('a knock', guest, knockWrite(docId, guest, ring()))],
    });
  });

  it.each([60, 120, 600, 3_600])('may lapse when a call of %i s would, to the second', async (seconds) => {
    const call = () => ({ ...atDoor(), emptyTimeoutSeconds: seconds });
    const lapsing = (off: number) =>
      promptly(() =>
        ringing({ expiresAt: Date.now() + SEAT_LEASE_MS + seconds * 1_000 + off }, null, call()),
      );
    for (const off of [0, CLOCK_TOLERANCE_MS - MARGIN_MS]) expect(await lapsing(off)).toBe('accepted');
    expect(await lapsing(CLOCK_TOLERANCE_MS + MARGIN_MS)).toBe('refused');
  });

  it('is listed by the host alone, a few at a time', async () => {
    const docId = await given(atDoor());
    const open = await given(aCall({ host: {} }));
    await seedKnock(open, guest, aKnock());
    const other = await given(aCall({ ...withDoor(), hostUid: stranger.uid }));
    for (const place of [docId, other]) await seedKnock(place, guest, aKnock());
    const list = (
      person: User | null,
      place = docId,
      query: object = { limit: MAX_LISTED_KNOCKS },
      below = `/calls/${place}`,
    ) =>
      asks(person, `${below}:runQuery`, { structuredQuery: { from: [{ collectionId: KNOCKS }], ...query } });
    await expectTries({
      refused: [
        ...[guest, stranger, nobody].map((person) => list(person)),
        list(host, other),
        list(host, open),
        list(host, docId, {}),
        list(host, docId, { limit: MAX_LISTED_KNOCKS + 1 }),
        asks(host, ':runQuery', {
          structuredQuery: { from: [{ collectionId: KNOCKS, allDescendants: true }], limit: 1 },
        }),
      ],
      accepted: [list(host), list(host, docId, { limit: 1 }), list(stranger, other)],
    });
  });

  it('is deleted by nobody but a server', async () => {
    const docId = await given(atDoor());
    const path = await seedKnock(docId, guest, aKnock());
    const deletion = { delete: `${ROOT}/${path}` };
    await expectTries({
      refused: [host, guest, stranger, nobody].map((person) => commits('deleted', person, deletion)),
      accepted: [commits('deleted', 'admin', deletion)],
    });
  });
});

describe('behind a door', () => {
  const offered = () => aWaitingCall(withDoor(guest.uid));

  it.each([
    ['an offer', offered],
    ['the answer to it', () => aRunningCall(withDoor(guest.uid))],
    ['what is left of it', () => aRunningCall({ ...withDoor(guest.uid), guest: { leftAt: aMinuteAgo() } })],
  ])('nobody who was not let in sees %s, nor candidates', async (_, state) => {
    const docId = await given(state());
    const paths = [`calls/${docId}`, ...(await seedBatches(docId))];
    await expectTries({
      refused: [stranger, { uid: '!' }, { uid: '~' }, nobody].flatMap((person) =>
        paths.map((path) => gets(person, path)),
      ),
      accepted: [host, guest].flatMap((person) => paths.map((path) => gets(person, path))),
    });
  });

  it('whoever looked sees that a call was locked, for a minute, until the host gives a sign of life, leaves or lets somebody in', async () => {
    const at = Date.now() - LOCK_SEEN_MS / 2;
    const before = at - LOCK_SEEN_MS / 2 - 1_000;
    const locked = { version: 2, door: { admitted: null, changedAt: at } } as const;
    const just = { ...locked, host: { renewedAt: at }, guest: null };
    const seen = await given(aRunningCall(just));
    const unseen = await Promise.all([
      ...[-1, 1].map((ms) => given(aRunningCall({ ...just, host: { renewedAt: at + ms } }))),
      given(aRunningCall({ ...just, host: { renewedAt: at, leftAt: Date.now() } })),
      given(
        aRunningCall({ ...just, door: { admitted: null, changedAt: before }, host: { renewedAt: before } }),
      ),
      given(aRunningCall({ ...just, host: null })),
      given(aRunningCall({ ...just, door: { admitted: guest.uid, changedAt: at } })),
      given(aRunningCall({ ...just, ...without(stranger) })),
    ]);
    await expectTries({
      refused: unseen.map((docId) => gets(stranger, `calls/${docId}`)),
      accepted: [gets(stranger, `calls/${seen}`)],
    });
    const lockedSince = async (ms: number) => {
      const since = Date.now() - ms;
      const door = { admitted: null, changedAt: since };
      const docId = await given(aRunningCall({ ...just, door, host: { renewedAt: since } }));
      return getAs(stranger, `calls/${docId}`);
    };
    expect(await promptly(() => lockedSince(LOCK_SEEN_MS - MARGIN_MS))).toBe('accepted');
    expect(await lockedSince(LOCK_SEEN_MS)).toBe('refused');
  });

  it('everybody sees that there is a door, until something was offered, and what became of the call', async () => {
    const docIds = [await given(atDoor()), await given(aCall({ ...withDoor(), ended: ended() }))];
    await expectTries({
      refused: docIds.map((docId) => gets(nobody, `calls/${docId}`)),
      accepted: docIds.flatMap((docId) => [host, guest, stranger].map((by) => gets(by, `calls/${docId}`))),
    });
  });

  it.each([
    ['ended', () => aRunningCall(withDoor(guest.uid)), end],
    [
      'called off',
      () => aWaitingCall({ ...withDoor(guest.uid), schedule: aSchedule(undefined, asking) }),
      cancel,
    ],
  ] as const)(
    'whoever waited sees that it was %s, and neither who was let in nor what lies beneath',
    async (_, state, over) => {
      const call = state();
      const docId = await given(call);
      const [path, beneath] = [`calls/${docId}`, await seedBatches(docId)];
      await expectTries({
        refused: [path, ...beneath].map((at) => gets(stranger, at)),
        accepted: [path, ...beneath].map((at) => gets(guest, at)),
      });
      expect(await commitAs(host, write(docId, host, over(call)))).toBe('accepted');
      await expectTries({
        refused: [host, guest, stranger].flatMap((by) => beneath.map((at) => gets(by, at))),
        accepted: [host, guest, stranger].map((by) => gets(by, path)),
      });
      const left = await readFields(path);
      expect(JSON.stringify(left)).not.toContain(guest.uid);
      expect(left?.door).toMatchObject({ mapValue: { fields: { admitted: { nullValue: null } } } });
    },
  );

  // They are open while this release is deployed. Who was let in is left to be read.
  it('a page of before ends it as well', async () => {
    const docId = await given(aRunningCall(withDoor(guest.uid)));
    const beneath = await seedBatches(docId);
    expect(await commitAs(host, write(docId, host, end()))).toBe('accepted');
    await expectTries({
      refused: beneath.map((at) => gets(stranger, at)),
      accepted: [gets(stranger, `calls/${docId}`)],
    });
  });

  it('candidates are read by the two alone', async () => {
    const docId = await given(offered());
    const paths = await seedBatches(docId);
    await expectTries({
      refused: [stranger, nobody].flatMap((person) => paths.map((path) => gets(person, path))),
      accepted: [host, guest].flatMap((person) => paths.map((path) => gets(person, path))),
    });
  });
});
