/** What counts one user's new calls, new rooms, tries of words and of names: four collections by the same rules, each with its window. */
import {
  CLOCK_TOLERANCE_MS,
  CREATION_WINDOW_MS,
  CREATORS,
  MAX_CALLS_PER_CREATION_WINDOW,
  MAX_NAMES_ASKED_FOR,
  NAME_TRIES,
  ROOM_CREATION_WINDOW_MS,
  ROOM_CREATORS,
  SPOKEN_TRIES,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../protocol/src/testing/call-docs.ts';
import type { AnyValue } from './document-tree.ts';
import { at } from './moves.ts';
import { MARGIN_MS, promptly, within, without } from './promptly.ts';
import { commitAs, type Outcome, ROOT, seed } from './rest-firestore.ts';
import { count, newDocId, nobody, storableCount, type User } from './scene.ts';
import { commits, expectTries, findsByName, gets, type Try } from './tries.ts';

interface Counted {
  readonly collection: string;
  readonly windowMs: number;
  readonly most: number;
  /** What may be counted, and what may not. */
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

const A = 'a'.repeat(21);
const docIds = {
  right: ['A-_9'.padEnd(22, 'z')],
  wrong: ['', A, `${A}aa`, `${A}.`, `${A}\n`, `.${A}a`, `${A}a.`, `${A}é`],
};
const B = 'b'.repeat(58);
const names = {
  right: ['ab', `${B}29`],
  wrong: ['', 'a', `${B}abc`, 'ab1', 'ab.', 'Abc', '.abc', 'abc.', 'ab\n', 'abé'],
};

const all: Record<string, Counted> = {
  'new calls': {
    ...{ collection: CREATORS, windowMs: CREATION_WINDOW_MS, most: MAX_CALLS_PER_CREATION_WINDOW },
    ...docIds,
  },
  'new rooms': {
    ...{ collection: ROOM_CREATORS, windowMs: ROOM_CREATION_WINDOW_MS, most: MAX_CALLS_PER_CREATION_WINDOW },
    ...docIds,
  },
  'tries of words': {
    ...{ collection: SPOKEN_TRIES, windowMs: CREATION_WINDOW_MS, most: MAX_CALLS_PER_CREATION_WINDOW },
    ...docIds,
  },
  'tries of names': {
    ...{ collection: NAME_TRIES, windowMs: CREATION_WINDOW_MS, most: MAX_NAMES_ASKED_FOR },
    ...names,
  },
};

/** Between the two others, of whom nothing is known either. */
const middle = (): User => ({ uid: `m-${newDocId()}` });
const [before, after] = [{ uid: 'a-user' }, { uid: 'z-user' }];

describe.each(Object.entries(all))('the count of %s', (_, { collection, windowMs, most, right, wrong }) => {
  const pathOf = ({ uid }: User) => `${collection}/${uid}`;
  const [id = ''] = right;
  /** Null: whatever the server's clock says. */
  interface Fields {
    readonly since?: number | null;
    readonly count?: AnyValue;
    readonly lastCall?: string;
    readonly lapsesMs?: number;
    readonly more?: object;
  }
  const one: AnyValue = { integerValue: '1' };

  function writing(owner: User, { since = null, lapsesMs = 0, more = {}, ...fields }: Fields = {}): object {
    const counted = {
      ...{ count: fields.count ?? one, lastCall: { stringValue: fields.lastCall ?? id } },
      expiresAt: at((since ?? Date.now()) + windowMs + MINUTE_MS + lapsesMs),
      ...more,
    };
    const name = `${ROOT}/${pathOf(owner)}`;
    if (since !== null) return { update: { name, fields: { ...counted, since: at(since) } } };
    const updateTransforms = [{ fieldPath: 'since', setToServerValue: 'REQUEST_TIME' }];
    return { update: { name, fields: counted }, updateTransforms };
  }

  /** @returns who has counted as many, in a window that began so long ago */
  async function having(number: number, ago: number): Promise<readonly [User, since: number]> {
    const [owner, since] = [middle(), Date.now() - ago];
    await seed(pathOf(owner), storableCount(count({ since, count: number, expiresAt: since + windowMs })));
    return [owner, since];
  }

  const first = async (fields: Fields): Promise<Outcome> => {
    const owner = middle();
    return commitAs(owner, writing(owner, fields));
  };
  const counts = (what: string, by: User | null, owner: User, fields: Fields = {}): Try =>
    commits(what, by, writing(owner, fields));

  it('begins at one, by its user alone, with what is counted', async () => {
    const owner = middle();
    const ids = wrong.map((lastCall) => counts(JSON.stringify(lastCall), owner, owner, { lastCall }));
    await expectTries({
      refused: [
        ...[before, after, nobody].map((by) => counts('another’s', by, owner)),
        ...ids,
        ...['-1', '0', '2'].map((integerValue) =>
          counts(integerValue, owner, owner, { count: { integerValue } }),
        ),
        counts('in fractions', owner, owner, { count: { doubleValue: 1 } }),
        ...[-1_000, 0, 1_000].map((ms) => counts(`${ms}`, owner, owner, { since: Date.now() + ms })),
        counts('more', owner, owner, { more: { more: one } }),
        counts('entered', owner, owner, { more: { entered: one } }),
      ],
      accepted: [counts('itself', owner, owner)],
    });
    for (const lastCall of right) expect(await first({ lastCall })).toBe('accepted');
  });

  it('lapses a minute after its window', async () => {
    for (const lapsesMs of within)
      expect([lapsesMs, await promptly(() => first({ lapsesMs }))]).toEqual([lapsesMs, 'accepted']);
    for (const lapsesMs of without)
      expect([lapsesMs, await promptly(() => first({ lapsesMs }))]).toEqual([lapsesMs, 'refused']);
    for (const lapsesMs of [-CLOCK_TOLERANCE_MS, CLOCK_TOLERANCE_MS, 1 - CLOCK_TOLERANCE_MS]) {
      const [owner, since] = await having(1, MINUTE_MS);
      const next = { since, count: { integerValue: '2' } };
      const over = lapsesMs + Math.sign(lapsesMs);
      if (Math.abs(over) > CLOCK_TOLERANCE_MS)
        expect(await commitAs(owner, writing(owner, { ...next, lapsesMs: over }))).toBe('refused');
      expect(await commitAs(owner, writing(owner, { ...next, lapsesMs }))).toBe('accepted');
    }
  });

  it('goes on by one to the limit, by its user alone, in the same window', async () => {
    const [owner, since] = await having(most - 1, MINUTE_MS);
    const going = (what: string, by: User | null, number: number, fields: Fields = {}) =>
      counts(what, by, owner, { since, count: { integerValue: `${number}` }, ...fields });
    await expectTries({
      refused: [
        ...[before, after, nobody].map((by) => going('another’s', by, most)),
        ...[-1, 0, 1, most - 2, most - 1, most + 1].map((number) => going(`${number}`, owner, number)),
        ...[-1, 1].map((ms) => going(`since ${ms}`, owner, most, { since: since + ms })),
        ...wrong.map((lastCall) => going(JSON.stringify(lastCall), owner, most, { lastCall })),
        going('in fractions', owner, most, { count: { doubleValue: most } }),
        going('more', owner, most, { more: { more: one } }),
        counts('anew', owner, owner),
        commits('deleted', owner, { delete: `${ROOT}/${pathOf(owner)}` }),
      ],
      accepted: [going('the last', owner, most)],
    });
    await expectTries({
      refused: [going('one too many', owner, most + 1), going('the last again', owner, most)],
      accepted: [gets(owner, pathOf(owner))],
    });
  });

  it('begins anew when its window is over, at one', async () => {
    const anew = async (ago: number, fields: Fields = {}) => {
      const [owner] = await having(most, ago);
      return commitAs(owner, writing(owner, fields));
    };
    expect(await promptly(() => anew(windowMs - MARGIN_MS))).toBe('refused');
    for (const integerValue of ['0', '2', `${most + 1}`])
      expect(await anew(windowMs, { count: { integerValue } })).toBe('refused');
    expect(await anew(windowMs, { since: Date.now() - 1_000 })).toBe('refused');
    expect(await anew(windowMs)).toBe('accepted');
  });

  it('is read by its user alone, and listed by nobody', async () => {
    const [owner] = await having(1, MINUTE_MS);
    await expectTries({
      refused: [
        ...[before, after, nobody].map((person) => gets(person, pathOf(owner))),
        ...[gets(owner, collection), findsByName(owner, collection, owner.uid)],
      ],
      accepted: [gets(owner, pathOf(owner))],
    });
  });
});
