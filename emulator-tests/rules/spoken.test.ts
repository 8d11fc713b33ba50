/** Words that are read out: who may make the place they lead to, find it, knock there, answer and take it away. As protocol's table says. */
import {
  applySpoken,
  CLOCK_TOLERANCE_MS,
  MAX_CALLS_PER_CREATION_WINDOW,
  MAX_SEALED_KNOCK_BYTES,
  MIN_KNOCK_INTERVAL_MS,
  mayReadSpoken,
  SESSION_KEY_BYTES,
  SPOKEN_LIFE_MS,
  SPOKEN_TRIES,
  SPOKEN_WORDS,
  type SpokenDoc,
  type SpokenTransition,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { SEALED } from '../../protocol/src/testing/call-docs.ts';
import { MARGIN_MS, promptly } from './promptly.ts';
import { answerTo, commitAs, getAs, type Outcome, ROOT, requestAs } from './rest-firestore.ts';
import { NEW_KEY, newDocId, newUser, nobody, stranger, type User } from './scene.ts';
import {
  aSpokenDoc,
  aSpokenKnock,
  givenWords,
  hasTried,
  knockByWords,
  readOut,
  replyToWords,
  speaker,
  tryWrite,
  typist,
  withdraw,
  wordsWrite,
} from './spoken-scene.ts';
import { acceptedOf, asks, commits, expectTries, gets } from './tries.ts';

const states: Record<string, () => SpokenDoc | null> = {
  'nobody has read such words out': () => null,
  'they are read out': () => aSpokenDoc(),
  'they have lapsed': () => aSpokenDoc({ expiresAt: Date.now() - 1_000 }),
  'somebody has typed them': () => aSpokenDoc({ knock: aSpokenKnock() }),
  'somebody has typed them just now': () =>
    aSpokenDoc({ knock: aSpokenKnock(), knockedAt: Date.now() + 30_000 }),
  'somebody who typed them has gone just now': () => aSpokenDoc({ knockedAt: Date.now() + 30_000 }),
  'somebody else has typed them': () => aSpokenDoc({ knock: aSpokenKnock({ uid: stranger.uid }) }),
  'somebody who typed them was answered': () => aSpokenDoc({ knock: aSpokenKnock(), reply: SEALED }),
  'they were typed, and have lapsed': () =>
    aSpokenDoc({ knock: aSpokenKnock(), expiresAt: Date.now() - 1_000 }),
};

const moves = (): SpokenTransition[] => [
  readOut(),
  readOut({ key: NEW_KEY.slice(1) }),
  knockByWords(),
  knockByWords({ sealed: new Uint8Array(0) }),
  withdraw,
  replyToWords(),
  replyToWords({ reply: SEALED }),
  replyToWords({ reply: new Uint8Array(0) }),
  replyToWords({ key: NEW_KEY }),
];

/** Each has tried these words last, or others. */
async function trying(person: User, docId: string, isTheirLast: boolean): Promise<void> {
  await hasTried(person, isTheirLast ? docId : newDocId());
}

describe.each(Object.entries(states))('when %s', (_, state) => {
  it.each([
    [speaker, true],
    [speaker, false],
    [typist, true],
    [typist, false],
    [stranger, true],
  ] as const)('%j may do exactly what the table says, having tried them: %j', async (by, isTried) => {
    const before = state();
    const all = moves();
    const writer = { uid: by.uid, now: Date.now(), hasTried: isTried };
    const right = all.map((move) => applySpoken(before, move, writer) !== null);
    const outcomes: Outcome[] = [];
    // One after the other: there is one document that says what somebody has tried last.
    for (const move of all) {
      const docId = before === null ? newDocId() : await givenWords(before);
      await trying(by, docId, isTried);
      outcomes.push(await commitAs(by, wordsWrite(docId, by, move)));
    }
    expect(outcomes).toEqual(right.map((isRight) => (isRight ? 'accepted' : 'refused')));
    const docId = before === null ? newDocId() : await givenWords(before);
    await trying(by, docId, isTried);
    const mayRead = mayReadSpoken(before, writer);
    expect(await getAs(by, `${SPOKEN_WORDS}/${docId}`)).toBe(mayRead ? 'accepted' : 'refused');
  });
});

/** What becomes of a write where somebody reads words out, or has typed them. */
async function writing(by: User, before: SpokenDoc | null, move: SpokenTransition): Promise<Outcome> {
  const docId = await hasTried(by, before === null ? newDocId() : await givenWords(before));
  return commitAs(by, wordsWrite(docId, by, move));
}
const bytes = (length: number) => new Uint8Array(length).fill(7);
const typed = () => aSpokenDoc({ knock: aSpokenKnock() });

type Limit = [what: string, write: (value: number) => Promise<Outcome>, within: number[], past: number[]];
const limits: Limit[] = [
  [
    'the bytes of the host’s key',
    (length) => writing(speaker, null, readOut({ key: bytes(length) })),
    [SESSION_KEY_BYTES],
    [0, SESSION_KEY_BYTES - 1, SESSION_KEY_BYTES + 1],
  ],
  [
    'the bytes of the key of whoever types them',
    (length) => writing(typist, aSpokenDoc(), knockByWords({ key: bytes(length) })),
    [SESSION_KEY_BYTES],
    [0, SESSION_KEY_BYTES - 1, SESSION_KEY_BYTES + 1],
  ],
  [
    'the bytes of their name',
    (length) => writing(typist, aSpokenDoc(), knockByWords({ sealed: bytes(length) })),
    [1, MAX_SEALED_KNOCK_BYTES],
    [0, MAX_SEALED_KNOCK_BYTES + 1],
  ],
  [
    'the bytes of a reply',
    (length) => writing(speaker, typed(), replyToWords({ reply: bytes(length) })),
    [1, MAX_SEALED_KNOCK_BYTES],
    [0, MAX_SEALED_KNOCK_BYTES + 1],
  ],
  [
    'the milliseconds that new words live',
    (ms) => writing(speaker, null, readOut({ expiresAt: Date.now() + ms })),
    [SPOKEN_LIFE_MS, SPOKEN_LIFE_MS + CLOCK_TOLERANCE_MS - MARGIN_MS],
    [-1, 60_000, SPOKEN_LIFE_MS + CLOCK_TOLERANCE_MS + MARGIN_MS],
  ],
  [
    'the milliseconds since one knocked, to knock again',
    (ago) =>
      promptly(() =>
        writing(typist, aSpokenDoc({ knock: aSpokenKnock(), knockedAt: Date.now() - ago }), knockByWords()),
      ),
    [MIN_KNOCK_INTERVAL_MS],
    [0, MIN_KNOCK_INTERVAL_MS - MARGIN_MS],
  ],
  [
    'the milliseconds since somebody knocked who has gone, to knock',
    (ago) => promptly(() => writing(typist, aSpokenDoc({ knockedAt: Date.now() - ago }), knockByWords())),
    [MIN_KNOCK_INTERVAL_MS],
    [0, MIN_KNOCK_INTERVAL_MS - MARGIN_MS],
  ],
];

describe.each(limits)('%s', (_, write, within, past) => {
  it.each(within)('may be %i', async (value) => expect(await write(value)).toBe('accepted'));
  it.each(past)('may not be %i', async (value) => expect(await write(value)).toBe('refused'));
});

describe('words that are read out', () => {
  it('are found by nobody who has not had them counted, whether they are there or not', async () => {
    const paths = [await givenWords(aSpokenDoc()), newDocId()].map((docId) => `${SPOKEN_WORDS}/${docId}`);
    const uncounted = newUser();
    await hasTried(stranger);
    const ask = async (person: User | null) => Promise.all(paths.map((path) => answerTo(person, path)));
    for (const person of [uncounted, stranger, nobody]) {
      const [there, missing] = await ask(person);
      expect(there).toEqual(missing);
      expect(there).toMatchObject({ status: 403 });
    }
    // And when they are, it is one of them.
    await hasTried(stranger, paths[0]?.split('/')[1]);
    expect(await ask(stranger)).toMatchObject([{ status: 200 }, { status: 403 }]);
    await hasTried(stranger, paths[1]?.split('/')[1]);
    expect(await ask(stranger)).toMatchObject([{ status: 403 }, { status: 403 }]);
  });

  it('are tried twenty times by one user in an hour, and not once more', async () => {
    const user = newUser();
    const there = Array.from({ length: MAX_CALLS_PER_CREATION_WINDOW + 1 }, () => givenWords(aSpokenDoc()));
    const docIds = await Promise.all(there);
    const outcomes: Outcome[] = [];
    for (const [index, docId] of docIds.entries()) {
      outcomes.push(await commitAs(user, tryWrite(user, docId, index === 0 ? null : index)));
      expect(await getAs(user, `${SPOKEN_WORDS}/${docId}`)).toBe(outcomes.at(-1));
    }
    expect(outcomes).toEqual([...docIds.slice(1).map(() => 'accepted'), 'refused']);
  });

  it('are counted before they are asked for, in a commit of its own', async () => {
    const docId = await givenWords(aSpokenDoc());
    const [user, host] = [newUser(), newUser()];
    const knock = wordsWrite(docId, user, knockByWords());
    const made = newDocId();
    const place = wordsWrite(made, host, readOut());
    const other = wordsWrite(newDocId(), host, readOut());
    await expectTries({
      refused: [
        commits('a knock that nobody counted', user, knock),
        commits('a knock with its count', user, tryWrite(user, docId, null), knock),
        commits('a place that nobody counted', host, place),
        commits('a place with its count', host, tryWrite(host, made, null), place),
        commits('another’s count', stranger, tryWrite(user, docId, null)),
      ],
      accepted: [
        commits('a count', user, tryWrite(user, docId, null)),
        commits('a knock that was counted', user, knock),
        commits('a count of a place', host, tryWrite(host, made, null)),
      ],
    });
    await expectTries({
      refused: [
        commits('a place that was counted as another', host, other),
        commits('two on one count', host, place, other),
      ],
      accepted: [commits('a place that was counted', host, place)],
    });
  });

  it('are typed by one of any number who do so at once', async () => {
    const docId = await givenWords(aSpokenDoc());
    const users = Array.from({ length: 5 }, newUser);
    await Promise.all(users.map((user) => hasTried(user, docId)));
    const accepted = await acceptedOf(
      users.map((user) => commits('knock', user, wordsWrite(docId, user, knockByWords()))),
    );
    expect(accepted).toHaveLength(1);
  });

  it.each([
    ...['', 'a', 'a'.repeat(21), 'a'.repeat(23), `${'a'.repeat(21)}.`, `.${'a'.repeat(22)}`],
    ...[`${'a'.repeat(22)}.`, `${'a'.repeat(21)}é`, `${'a'.repeat(21)}+`],
  ])('have a place that is never %j, even when it was counted', async (docId) => {
    const [by, right] = [newUser(), newDocId()];
    await hasTried(by, docId);
    // Nothing has no name.
    if (docId !== '') expect(await commitAs(by, wordsWrite(docId, by, readOut()))).toBe('refused');
    await hasTried(by, right);
    expect(await commitAs(by, wordsWrite(right, by, readOut()))).toBe('accepted');
  });

  it('are read by nobody else who has not tried them, whatever they are called, nor listed by their host', async () => {
    const hosts = [{ uid: 'm-host' }, speaker];
    const others = [{ uid: 'a-user' }, { uid: 'z-user' }];
    const found = (by: User) =>
      asks(by, ':runQuery', {
        structuredQuery: {
          from: [{ collectionId: SPOKEN_WORDS }],
          where: {
            compositeFilter: {
              op: 'AND',
              filters: [
                equal('hostUid', { stringValue: by.uid }),
                equal('knock', { nullValue: null }),
                equal('expiresAt', { timestampValue: new Date(Date.now() + 600_000).toISOString() }),
              ],
            },
          },
        },
      });
    for (const host of hosts) {
      const path = `${SPOKEN_WORDS}/${await givenWords(aSpokenDoc({ hostUid: host.uid }))}`;
      await expectTries({
        refused: [...others.map((other) => gets(other, path)), found(host)],
        accepted: [gets(host, path)],
      });
    }
  });

  it('are read, once somebody has typed them, by them and the host alone', async () => {
    const docId = await givenWords(typed());
    const path = `${SPOKEN_WORDS}/${docId}`;
    await Promise.all([typist, stranger].map((person) => hasTried(person, docId)));
    await expectTries({
      refused: [gets(stranger, path), gets(nobody, path)],
      accepted: [gets(speaker, path), gets(typist, path)],
    });
  });

  it('are taken away by their host alone, who takes away nothing else', async () => {
    const docId = await givenWords(typed());
    await Promise.all([typist, stranger].map((person) => hasTried(person, docId)));
    const deletion = { delete: `${ROOT}/${SPOKEN_WORDS}/${docId}` };
    await expectTries({
      refused: [
        ...[typist, stranger, nobody].map((person) => commits('deleted', person, deletion)),
        commits('their count deleted', speaker, { delete: `${ROOT}/${SPOKEN_TRIES}/${speaker.uid}` }),
      ],
      accepted: [commits('deleted', speaker, deletion)],
    });
  });

  it('have their tries read and written by that user alone', async () => {
    const path = `${SPOKEN_TRIES}/${typist.uid}`;
    await hasTried(typist);
    await expectTries({
      refused: [
        ...[stranger, speaker, nobody].map((person) => gets(person, path)),
        commits('a count', stranger, tryWrite(typist, newDocId(), 1)),
      ],
      accepted: [gets(typist, path), commits('a count', typist, tryWrite(typist, newDocId(), 1))],
    });
  });

  it('say by no precondition whether they are there', async () => {
    const there = await givenWords(aSpokenDoc());
    const answer = async (docId: string, exists: boolean, move: SpokenTransition, isCounted: boolean) => {
      const user = newUser();
      const write = { ...wordsWrite(docId, user, move), currentDocument: { exists } };
      const writes = [...(isCounted ? [tryWrite(user, docId, null)] : []), write];
      return requestAs(user, ':commit', { writes }).catch(({ message }: Error) => message);
    };
    for (const exists of [true, false]) {
      for (const move of [knockByWords(), readOut()]) {
        for (const isCounted of [true, false]) {
          const answers = [there, newDocId()].map((docId) => answer(docId, exists, move, isCounted));
          expect(await Promise.all(answers)).toEqual(['refused', 'refused']);
        }
      }
    }
  });
});

const equal = (fieldPath: string, value: object) => ({
  fieldFilter: { field: { fieldPath }, op: 'EQUAL', value },
});
