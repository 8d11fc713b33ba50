/** How many calls one user may create, and who may write what counts them; its fields are in spoiled-writes, who may read it in reads. */
import {
  CLOCK_TOLERANCE_MS,
  CREATION_WINDOW_MS,
  CREATORS,
  type CreatorDoc,
  countCreation,
  MAX_CALLS_PER_CREATION_WINDOW,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { encodeCount } from '../../call/src/firebase/encode-transition.ts';
import { toRestFields } from '../../call/src/firebase/firestore-value.ts';
import { MINUTE_MS } from '../../protocol/src/testing/call-docs.ts';
import type { FieldPath, Fields } from './document-tree.ts';
import { wholeWrite } from './legal-writes.ts';
import { create } from './moves.ts';
import { MARGIN_MS, promptly, within, without } from './promptly.ts';
import { commitAs, getAs, type Outcome, ROOT } from './rest-firestore.ts';
import {
  count,
  guest,
  host,
  newDocId,
  newUser,
  nobody,
  seedCount,
  storableCount,
  stranger,
  type User,
  write,
} from './scene.ts';
import { commits, expectTries, gets } from './tries.ts';

const FULL = MAX_CALLS_PER_CREATION_WINDOW;
const STARTS: readonly FieldPath[] = ['since'];

const pathOf = ({ uid }: User) => `${CREATORS}/${uid}`;
const anew = (changes: Partial<CreatorDoc> = {}) => count({ since: Date.now(), ...changes });
const next = (before: CreatorDoc, changes: Partial<CreatorDoc> = {}): CreatorDoc => ({
  ...{ ...before, count: before.count + 1, lastCall: newDocId() },
  ...changes,
});

/** A user who has created as much already; null: nothing yet. */
async function userWith(before: CreatorDoc | null): Promise<User> {
  const user = newUser();
  if (before !== null) await seedCount(user.uid, before);
  return user;
}

const creating = (user: User, { lastCall }: Pick<CreatorDoc, 'lastCall'>) => write(lastCall, user, create());
const counting = (user: User, after: CreatorDoc, timeFields: readonly FieldPath[] = []) =>
  wholeWrite({ path: pathOf(user), fields: toRestFields(storableCount(after)) as Fields, timeFields });
/** A new call with its count, in one commit. */
const both = (what: string, by: User, after: CreatorDoc, timeFields: readonly FieldPath[] = []) =>
  commits(what, by, counting(by, after, timeFields), creating(by, after));

/** The count as one would like it to be, judged by the rules alone. */
async function countingAlone(
  before: CreatorDoc | null,
  after: CreatorDoc,
  timeFields: readonly FieldPath[] = [],
): Promise<Outcome> {
  const user = await userWith(before);
  return commitAs(user, counting(user, after, timeFields));
}

describe('the count of a user’s new calls', () => {
  it.each([1, 7, FULL - 1])('after %i is one more, in the same window', async (number) => {
    const before = count({ count: number });
    const user = await userWith(before);
    const wrongs = [-1, 0, number - 1, number, number + 2, FULL + 1];
    await expectTries({
      refused: [
        ...wrongs.map((wrong) => both(`counted as ${wrong}`, user, next(before, { count: wrong }))),
        both('a window that began before', user, next(before, { since: before.since - CREATION_WINDOW_MS })),
        both('a window that is to begin', user, next(before, { since: Date.now() + CREATION_WINDOW_MS })),
        both('gone sooner', user, next(before, { expiresAt: Date.now() + MINUTE_MS })),
        both('kept for ever', user, next(before, { expiresAt: Date.parse('9999-01-01') })),
      ],
      accepted: [both('one more', user, next(before))],
    });
  });

  it('goes no further than the limit', async () => {
    const [before, almost] = [count({ count: FULL }), count({ count: FULL - 1 })];
    const [user, other] = [await userWith(before), await userWith(almost)];
    await expectTries({
      refused: [
        both('one too many', user, next(before)),
        both('many too many', user, next(before, { count: 1_000 })),
        both('the last again', user, next(before, { count: FULL })),
        commits('uncounted', user, creating(user, { lastCall: newDocId() })),
      ],
      accepted: [both('the last', other, next(almost))],
    });
  });

  it('begins at one, by the server’s clock', async () => {
    const user = newUser();
    await expectTries({
      refused: [
        ...[-1, 0, 2, FULL].map((wrong) => both(`at ${wrong}`, user, anew({ count: wrong }), STARTS)),
        ...[-10_000, 0, 10_000].map((ms) =>
          both(`${ms} ms from now`, user, count({ since: Date.now() + ms })),
        ),
      ],
      accepted: [both('at one', user, anew(), STARTS)],
    });
  });

  it('begins anew when its window is over, and not before', async () => {
    const beginning = (ago: number, after = anew(), timeFields = STARTS) =>
      countingAlone(count({ since: Date.now() - ago, count: FULL }), after, timeFields);
    const [within, over] = [CREATION_WINDOW_MS - MARGIN_MS, CREATION_WINDOW_MS];
    expect(await promptly(() => beginning(within))).toBe('refused');
    // By the writer's clock, which on one machine may show the same millisecond as the server's.
    expect(await beginning(over, anew({ since: Date.now() - 1 }), [])).toBe('refused');
    expect(await beginning(over, anew({ count: FULL }))).toBe('refused');
    expect(await beginning(over)).toBe('accepted');
  });

  it('may also go on after its window, up to the limit', async () => {
    const old = count({ since: Date.now() - CREATION_WINDOW_MS - MINUTE_MS, count: FULL - 1 });
    expect(await countingAlone(old, next(old))).toBe('accepted');
    const full = { ...old, count: FULL };
    expect(await countingAlone(full, next(full))).toBe('refused');
  });

  it('lapses a minute after its window, up to the tolerance for clocks', async () => {
    const before = count();
    const lapsing = (offset: number) =>
      countingAlone(
        before,
        next(before, { expiresAt: before.since + CREATION_WINDOW_MS + MINUTE_MS + offset }),
      );
    for (const offset of [-CLOCK_TOLERANCE_MS, 0, CLOCK_TOLERANCE_MS])
      expect(await lapsing(offset)).toBe('accepted');
    for (const offset of [
      -CLOCK_TOLERANCE_MS - 1,
      CLOCK_TOLERANCE_MS + 1,
      ...[1, -1].map((n) => n * CREATION_WINDOW_MS),
    ])
      expect(await lapsing(offset)).toBe('refused');
  });

  const beginning = (offset: number) => {
    const since = Date.now();
    const expiresAt = since + CREATION_WINDOW_MS + MINUTE_MS + offset;
    return countingAlone(null, count({ since, expiresAt }), STARTS);
  };

  it.each(within)('at its beginning may lapse %i ms from what the server expects', async (offset) => {
    expect(await promptly(() => beginning(offset))).toBe('accepted');
  });

  it.each(without)('at its beginning may not lapse %i ms from what the server expects', async (offset) => {
    expect(await promptly(() => beginning(offset))).toBe('refused');
  });

  it('names the call by an ID that a call can have', async () => {
    const before = count();
    const odd = [...'+/= .~é\n'].map((character) => 'a'.repeat(21) + character);
    for (const lastCall of ['', 'a'.repeat(21), 'a'.repeat(23), ...odd])
      expect([lastCall, await countingAlone(before, next(before, { lastCall }))]).toEqual([
        lastCall,
        'refused',
      ]);
    for (const lastCall of ['a'.repeat(22), '_'.repeat(22), newDocId()])
      expect(await countingAlone(before, next(before, { lastCall }))).toBe('accepted');
  });

  it('is a whole number and nothing else', async () => {
    const before = count();
    const user = await userWith(before);
    const after = next(before);
    const fields = toRestFields(storableCount(after)) as Fields;
    const name = `${ROOT}/${pathOf(user)}`;
    const saying = (value: object) =>
      commits(
        JSON.stringify(value),
        user,
        { update: { name, fields: { ...fields, count: value } } },
        creating(user, after),
      );
    const doubles = [2, 1.5, 0.1, -1, 'NaN', '-Infinity'].map((doubleValue) => ({ doubleValue }));
    await expectTries({
      refused: [...doubles, { stringValue: '2' }, { nullValue: null }].map(saying),
      accepted: [saying({ integerValue: '2' })],
    });
  });
});

describe('a new call', () => {
  it('is created together with its count, as that says, and not without', async () => {
    const before = count();
    const [first, user] = [newUser(), await userWith(before)];
    const [begun, after] = [anew(), next(before)];
    const partly = { ...counting(user, after), updateMask: { fieldPaths: ['lastCall'] } };
    await expectTries({
      refused: [
        commits('no count at all', first, creating(first, begun)),
        commits('the count of the last', user, creating(user, after)),
        commits('counted as another', user, counting(user, after), creating(user, { lastCall: newDocId() })),
        commits('counted in part', user, partly, creating(user, after)),
      ],
      accepted: [
        both('counted', user, after),
        commits('the call first', first, creating(first, begun), counting(first, begun, STARTS)),
      ],
    });
  });

  it('is one for each count', async () => {
    const before = count();
    const user = await userWith(before);
    const one = next(before);
    const two = next(one);
    const calls = [one, two].map((after) => creating(user, after)) as [object, object];
    await expectTries({
      refused: [
        commits('two in one commit', user, counting(user, one), ...calls),
        commits('the other first', user, ...calls, counting(user, one)),
        commits('counted as two', user, counting(user, { ...two, count: before.count + 2 }), ...calls),
        commits(
          'counted twice in one commit',
          user,
          counting(user, one),
          calls[0],
          counting(user, two),
          calls[1],
        ),
      ],
      accepted: [both('one', user, one), both('and the other', user, two)],
    });
  });

  it('is created twenty times in a window, as the application writes it', async () => {
    const user = newUser();
    let before: CreatorDoc | null = null;
    const created = (by: User, was: CreatorDoc | null, after: CreatorDoc) =>
      commitAs(by, encodeCount(ROOT, by.uid, was, after), creating(by, after));
    for (let number = 1; number <= FULL; number++) {
      const after = countCreation(before, newDocId(), Date.now()) as CreatorDoc;
      expect([number, await created(user, before, after)]).toEqual([number, 'accepted']);
      expect(await commitAs(user, creating(user, { lastCall: newDocId() }))).toBe('refused');
      before = after;
    }
    const last = before as unknown as CreatorDoc;
    expect(await created(user, last, next(last))).toBe('refused');
    const other = newUser();
    const first = countCreation(null, newDocId(), Date.now()) as CreatorDoc;
    expect(await created(other, null, first)).toBe('accepted');
  });

  it('is the last one only once, of any number that are created at once', async () => {
    const before = count({ count: FULL - 1 });
    const [user, alone] = [await userWith(before), await userWith(before)];
    const creatingLast = (by: User) => both('the last', by, next(before))[1]();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => creatingLast(user)));
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    expect(await creatingLast(alone)).toBe('accepted');
  });
});

describe('what counts a user’s calls', () => {
  it.each([null, count()])('is that user’s to read and write, and nobody else’s: %j', async (before) => {
    const user = await userWith(before);
    const after = before === null ? anew() : next(before);
    const times = before === null ? STARTS : [];
    const friend = await userWith(count());
    // The last come right before and after the right one, or any other.
    const similar = ['!', '~', `${user.uid}0`, user.uid.slice(0, -1)].map((uid) => ({ uid }));
    await expectTries({
      refused: [host, guest, stranger, nobody, friend, ...similar].flatMap((by) => [
        gets(by, pathOf(user)),
        commits('one more', by, counting(user, after, times)),
        commits('filled', by, counting(user, { ...after, count: FULL }, times)),
        commits('with a call', by, counting(user, after, times), creating(user, after)),
        ...(by === null
          ? []
          : [commits('with their call', by, counting(user, after, times), creating(by, after))]),
      ]),
      accepted: [gets(user, pathOf(user)), both('by oneself', user, after, times)],
    });
  });

  it('may be deleted or emptied by nobody but a server, which waits a minute more', async () => {
    const [user, other] = [await userWith(count({ count: FULL })), await userWith(count())];
    const name = `${ROOT}/${pathOf(user)}`;
    const begun = anew();
    const deletion = { delete: name };
    const fields = {};
    await expectTries({
      refused: [
        ...[user, other, nobody].map((by) => commits('deleted', by, deletion)),
        commits('deleted and begun', user, deletion, counting(user, begun, STARTS)),
        commits(
          'deleted, begun, created',
          user,
          deletion,
          counting(user, begun, STARTS),
          creating(user, begun),
        ),
        commits('emptied', user, { update: { name, fields } }),
        commits('emptied in part', user, { update: { name, fields }, updateMask: { fieldPaths: ['count'] } }),
      ],
      accepted: [commits('deleted', 'admin', deletion), both('and begun', user, begun, STARTS)],
    });
    expect(await getAs(user, pathOf(user))).toBe('accepted');
  });
});
