/** How many calls one user may create, and who may read and write what counts them. */
import {
  CLOCK_TOLERANCE_MS,
  CREATION_WINDOW_MS,
  CREATORS,
  type CreatorDoc,
  countCreation,
  MAX_CALLS_PER_CREATION_WINDOW,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { encodeCount } from '../../web/src/firebase/encode-transition.ts';
import { toRestFields } from '../../web/src/firebase/firestore-value.ts';
import { creation } from './attacks/moves.ts';
import type { Fields } from './document-tree.ts';
import { counts, wholeWrite } from './legal-writes.ts';
import { MARGIN_MS, promptly, within, without } from './promptly.ts';
import { commitAs, getAs, type Outcome, type Person, ROOT, requestAs, seed } from './rest-firestore.ts';
import { count, guest, host, MINUTE_MS, newDocId, nobody, storableCount, stranger, write } from './scene.ts';

const LAST = MAX_CALLS_PER_CREATION_WINDOW;

/** A user of whom nothing is known. */
const newUid = () => `creator-${newDocId()}`;
const pathOf = (uid: string) => `${CREATORS}/${uid}`;

async function givenCount(uid: string, before: CreatorDoc | null): Promise<void> {
  if (before !== null) await seed(pathOf(uid), storableCount(before));
}

/** A new call and its count, as the application writes them. */
function creating(uid: string, before: CreatorDoc | null, after: CreatorDoc) {
  return [encodeCount(ROOT, uid, before, after), write(after.lastCall, uid, creation())];
}

/** The count as one would like it to be, judged by the rules alone. */
async function counting(
  before: CreatorDoc | null,
  after: CreatorDoc,
  timeFields: readonly string[] = [],
): Promise<Outcome> {
  const uid = newUid();
  await givenCount(uid, before);
  const fields = toRestFields(storableCount(after)) as Fields;
  return commitAs({ uid }, wholeWrite({ path: pathOf(uid), fields, timeFields }));
}

const oneMore = (before: CreatorDoc, changes: Partial<CreatorDoc> = {}): CreatorDoc => ({
  ...before,
  count: before.count + 1,
  ...changes,
});

describe('the count of a user’s new calls', () => {
  it('goes up to the limit and no further', async () => {
    for (const number of [1, LAST - 1]) {
      const before = count({ count: number });
      expect(await counting(before, oneMore(before))).toBe('accepted');
    }
    const full = count({ count: LAST });
    expect(await counting(full, oneMore(full))).toBe('refused');
  });

  it.each([1, 7, LAST - 1])('after %i is one more', async (number) => {
    const before = count({ count: number });
    for (const wrong of [-1, 0, number - 1, number, number + 2])
      expect(await counting(before, { ...before, count: wrong })).toBe('refused');
    expect(await counting(before, oneMore(before))).toBe('accepted');
  });

  it('begins at one', async () => {
    for (const wrong of [-1, 0, 2, LAST])
      expect(await counting(null, count({ since: Date.now(), count: wrong }), ['since'])).toBe('refused');
    expect(await counting(null, count({ since: Date.now() }), ['since'])).toBe('accepted');
  });

  it('begins anew when its window is over, and not before', async () => {
    const anew = (ago: number) =>
      counting(count({ since: Date.now() - ago, count: LAST }), count({ since: Date.now() }), ['since']);
    expect(await anew(CREATION_WINDOW_MS)).toBe('accepted');
    expect(await promptly(() => anew(CREATION_WINDOW_MS - MARGIN_MS))).toBe('refused');
  });

  it('may also go on after its window, up to the limit', async () => {
    const old = count({ since: Date.now() - CREATION_WINDOW_MS - MINUTE_MS, count: LAST - 1 });
    expect(await counting(old, oneMore(old))).toBe('accepted');
    const full = { ...old, count: LAST };
    expect(await counting(full, oneMore(full))).toBe('refused');
  });

  it('lapses a minute after its window, up to the tolerance for clocks', async () => {
    const before = count();
    const lapsing = (offset: number) =>
      counting(
        before,
        oneMore(before, { expiresAt: before.since + CREATION_WINDOW_MS + MINUTE_MS + offset }),
      );
    for (const offset of [-CLOCK_TOLERANCE_MS, 0, CLOCK_TOLERANCE_MS])
      expect(await lapsing(offset)).toBe('accepted');
    for (const offset of [
      -CLOCK_TOLERANCE_MS - 1,
      CLOCK_TOLERANCE_MS + 1,
      CREATION_WINDOW_MS,
      -CREATION_WINDOW_MS,
    ])
      expect(await lapsing(offset)).toBe('refused');
  });

  const beginning = (offset: number) => {
    const since = Date.now();
    return counting(null, count({ since, expiresAt: since + CREATION_WINDOW_MS + MINUTE_MS + offset }), [
      'since',
    ]);
  };

  it.each(within)('at its beginning may lapse %i ms from what the server expects', async (offset) => {
    expect(await promptly(() => beginning(offset))).toBe('accepted');
  });

  it.each(without)('at its beginning may not lapse %i ms from what the server expects', async (offset) => {
    expect(await promptly(() => beginning(offset))).toBe('refused');
  });

  it('names the call by an ID that a call can have', async () => {
    const before = count();
    const wrongs = [
      '',
      'a'.repeat(21),
      'a'.repeat(23),
      ...[...'+/= .~é\n'].map((odd) => 'a'.repeat(21) + odd),
    ];
    for (const lastCall of wrongs)
      expect([lastCall, await counting(before, oneMore(before, { lastCall }))]).toEqual([
        lastCall,
        'refused',
      ]);
    for (const lastCall of ['a'.repeat(22), '_'.repeat(22), newDocId()])
      expect(await counting(before, oneMore(before, { lastCall }))).toBe('accepted');
  });
});

describe('a new call', () => {
  it('is created together with its count, and not without', async () => {
    const uid = newUid();
    const first = countCreation(null, newDocId(), Date.now()) as CreatorDoc;
    const [counted, created] = creating(uid, null, first);
    expect(await commitAs({ uid }, created as object)).toBe('refused');
    expect(await commitAs({ uid }, created as object, counted as object)).toBe('accepted');
  });

  it('is created once for each count, twenty times in its window', async () => {
    const uid = newUid();
    let before: CreatorDoc | null = null;
    for (let number = 1; number <= LAST; number++) {
      const after = countCreation(before, newDocId(), Date.now()) as CreatorDoc;
      expect([number, await commitAs({ uid }, ...creating(uid, before, after))]).toEqual([
        number,
        'accepted',
      ]);
      expect(await commitAs({ uid }, write(newDocId(), uid, creation()))).toBe('refused');
      before = after;
    }
    const last = before as unknown as CreatorDoc;
    const tooMany = { ...last, count: LAST + 1, lastCall: newDocId() };
    expect(await commitAs({ uid }, ...creating(uid, last, tooMany))).toBe('refused');
    const other = newUid();
    const first = countCreation(null, tooMany.lastCall, Date.now()) as CreatorDoc;
    expect(await commitAs({ uid: other }, ...creating(other, null, first))).toBe('accepted');
  });

  it('is the last one only once, of any number that are created at once', async () => {
    const uid = newUid();
    const before = count({ count: LAST - 1 });
    await givenCount(uid, before);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => {
        const after = countCreation(before, newDocId(), Date.now()) as CreatorDoc;
        return commitAs({ uid }, ...creating(uid, before, after));
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    const alone = newUid();
    await givenCount(alone, before);
    const after = countCreation(before, newDocId(), Date.now()) as CreatorDoc;
    expect(await commitAs({ uid: alone }, ...creating(alone, before, after))).toBe('accepted');
  });
});

describe('what counts a user’s calls', () => {
  /** The last two come before and after any other. */
  const others: Person[] = [host, guest, stranger, nobody, { uid: '!' }, { uid: '~' }];

  it('may be read by that user, whether it is there or not, and nobody else', async () => {
    for (const before of [null, count()]) {
      const uid = newUid();
      await givenCount(uid, before);
      const similar = [{ uid: `${uid}0` }, { uid: uid.slice(0, -1) }];
      for (const person of [...others, ...similar]) expect(await getAs(person, pathOf(uid))).toBe('refused');
      expect(await getAs({ uid }, pathOf(uid))).toBe('accepted');
    }
  });

  it.each(Object.entries(counts))('may be written by nobody else: %s', async (_, legal) => {
    const right = wholeWrite(await legal.prepare());
    for (const person of others) expect(await commitAs(person, right)).toBe('refused');
    expect(await commitAs(legal.by, right)).toBe('accepted');
  });

  it('may be listed, queried and deleted by nobody but a server', async () => {
    const uid = newUid();
    await givenCount(uid, count());
    const structuredQuery = {
      from: [{ collectionId: CREATORS }],
      limit: 1,
      where: {
        fieldFilter: {
          field: { fieldPath: '__name__' },
          op: 'EQUAL',
          value: { referenceValue: `${ROOT}/${pathOf(uid)}` },
        },
      },
    };
    for (const person of [...others, { uid }]) {
      expect(await getAs(person, `${CREATORS}?pageSize=1`)).toBe('refused');
      expect(await requestAs(person, ':runQuery', { structuredQuery })).toBe('refused');
      expect(await commitAs(person, { delete: `${ROOT}/${pathOf(uid)}` })).toBe('refused');
    }
    expect(await getAs('admin', `${CREATORS}?pageSize=1`)).toBe('accepted');
    expect(await requestAs('admin', ':runQuery', { structuredQuery })).toBe('accepted');
    expect(await commitAs('admin', { delete: `${ROOT}/${pathOf(uid)}` })).toBe('accepted');
  });
});
