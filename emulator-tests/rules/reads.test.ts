/** What may be read: one document of a living call at a time, by whoever knows its ID. Nothing may be looked for. */
import { type CallDoc, expiryOfTombstone } from '@parley/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { Time } from '../../web/src/firebase/firestore-value.ts';
import { wholeWrite } from './legal-writes.ts';
import { answerTo, commitAs, getAs, type Person, ROOT, requestAs, seed } from './rest-firestore.ts';
import {
  aMinuteAgo,
  call,
  closedSchedule,
  given,
  guest,
  host,
  NEWLY_SEALED,
  newDocId,
  nobody,
  runningAtTime,
  runningCall,
  SERVER_COLLECTIONS,
  scheduledCall,
  startedSchedule,
  stranger,
  waitingCall,
  whileSeated,
} from './scene.ts';

const signedIn: Person[] = [host, guest, stranger];
const everybody: Person[] = [...signedIn, nobody];

const batch = (expiresAt: number) => ({ round: 1, sealed: NEWLY_SEALED, expiresAt: new Time(expiresAt) });

describe('a call', () => {
  const living: Record<string, () => CallDoc> = {
    'that nobody came to': () => call(),
    'that waits': () => waitingCall(),
    'that runs': () => runningCall(),
    'that is not open yet': () => scheduledCall(closedSchedule()),
    'that is open for its time': () => runningAtTime(startedSchedule()),
    'that was called off': () =>
      scheduledCall(closedSchedule(), { ended: { reason: 'cancelled', at: aMinuteAgo() } }),
    'that has ended': () =>
      call({ ended: { reason: 'host-ended', at: aMinuteAgo() }, expiresAt: expiryOfTombstone(aMinuteAgo()) }),
  };

  it.each(Object.entries(living))(
    '%s may be read by everybody who is signed in, and nobody else',
    async (_, state) => {
      const path = `calls/${await given(state())}`;
      for (const person of signedIn) expect(await getAs(person, path)).toBe('accepted');
      expect(await getAs(nobody, path)).toBe('refused');
    },
  );

  it.each(Object.entries(living))('%s may be read by nobody once it has lapsed', async (_, state) => {
    const path = `calls/${await given({ ...state(), expiresAt: Date.now() - 1 })}`;
    for (const person of everybody) expect(await getAs(person, path)).toBe('refused');
    expect(await getAs('admin', path)).toBe('accepted');
  });

  it('may be read until its scheduled end and not after', async () => {
    const endingIn = async (ms: number) =>
      `calls/${await given(runningAtTime(startedSchedule({ endsAt: Date.now() + ms })))}`;
    for (const person of signedIn) {
      expect(await getAs(person, await endingIn(5_000))).toBe('accepted');
      expect(await getAs(person, await endingIn(-1))).toBe('refused');
    }
  });

  it('that has lapsed answers exactly like one that never was', async () => {
    const lapsed = await given(runningCall({ expiresAt: Date.now() - 1 }));
    for (const person of everybody) {
      expect(await answerTo(person, `calls/${lapsed}`)).toEqual(
        await answerTo(person, `calls/${newDocId()}`),
      );
    }
    expect(await answerTo(host, `calls/${lapsed}`)).toEqual({
      status: 403,
      body: { error: { code: 403, status: 'PERMISSION_DENIED' } },
    });
  });

  it('may be read in one request with another, if both may be', async () => {
    const paths = [await given(call()), await given(runningCall())].map((docId) => `${ROOT}/calls/${docId}`);
    const lapsed = `${ROOT}/calls/${await given(call({ expiresAt: Date.now() - 1 }))}`;
    expect(await requestAs(stranger, ':batchGet', { documents: paths })).toBe('accepted');
    expect(await requestAs(stranger, ':batchGet', { documents: [...paths, lapsed] })).toBe('refused');
    expect(await requestAs(nobody, ':batchGet', { documents: paths })).toBe('refused');
  });
});

describe.each(['offerCandidates', 'answerCandidates'])('a batch of %s', (collection) => {
  it('may be read, or waited for, by everybody who is signed in, and nobody else', async () => {
    const path = `calls/${await given(runningCall())}/${collection}`;
    await seed(`${path}/1-0`, batch(whileSeated()));
    for (const id of ['1-0', '1-1']) {
      for (const person of signedIn) expect(await getAs(person, `${path}/${id}`)).toBe('accepted');
      expect(await getAs(nobody, `${path}/${id}`)).toBe('refused');
    }
  });

  it('may be read by nobody once it has lapsed', async () => {
    const path = `calls/${await given(runningCall())}/${collection}/1-0`;
    await seed(path, batch(Date.now() - 1));
    for (const person of everybody) expect(await getAs(person, path)).toBe('refused');
    expect(await getAs('admin', path)).toBe('accepted');
  });

  it('answers no differently whether there is such a call', async () => {
    const living = await given(runningCall());
    for (const person of everybody) {
      const paths = [living, newDocId()].map((docId) => `calls/${docId}/${collection}/1-0`);
      const [there, missing] = await Promise.all(paths.map((path) => getAs(person, path)));
      expect(there).toBe(missing);
    }
  });
});

/** The same document, found by every means there is: each works for a server, so only the rules stand in the way. */
describe('looking for calls and candidates', () => {
  let docId: string;
  beforeAll(async () => {
    docId = await given(runningCall());
    await seed(`calls/${docId}/offerCandidates/1-0`, batch(whileSeated()));
    await seed(`calls/${docId}/answerCandidates/1-0`, batch(whileSeated()));
  });

  const field = (fieldPath: string) => ({ fieldPath });
  const where = (fieldPath: string, op: string, value: object) => ({
    where: { fieldFilter: { field: field(fieldPath), op, value } },
  });
  const time = (ms: number) => ({ timestampValue: new Date(ms).toISOString() });
  const name = () => ({ referenceValue: `${ROOT}/calls/${docId}` });

  const clauses: Record<string, () => object> = {
    'nothing asked': () => ({}),
    'only the first': () => ({ limit: 1 }),
    'none at all': () => ({ limit: 0 }),
    'only the names': () => ({ select: { fields: [field('__name__')] } }),
    'the very name': () => where('__name__', 'EQUAL', name()),
    'the very name among some': () => where('__name__', 'IN', { arrayValue: { values: [name()] } }),
    'a name from there on': () => where('__name__', 'GREATER_THAN_OR_EQUAL', name()),
    'the asker as the host': () => where('hostUid', 'EQUAL', { stringValue: host.uid }),
    'the asker in the guest’s seat': () => where('seats.guest.uid', 'EQUAL', { stringValue: guest.uid }),
    'another host': () => where('hostUid', 'NOT_EQUAL', { stringValue: 'x' }),
    'not lapsed': () => where('expiresAt', 'GREATER_THAN', time(Date.now())),
    // The rules hold for whatever this could find: only the method stands in its way.
    'not lapsed in a minute either': () => where('expiresAt', 'GREATER_THAN', time(Date.now() + 60_000)),
    lapsed: () => where('expiresAt', 'LESS_THAN', time(Date.now())),
    'not ended': () => ({ where: { unaryFilter: { op: 'IS_NULL', field: field('ended') } } }),
    'the round': () => where('round', 'EQUAL', { integerValue: '1' }),
    'not lapsed and not ended': () => ({
      where: {
        compositeFilter: {
          op: 'AND',
          filters: [
            where('expiresAt', 'GREATER_THAN', time(Date.now())).where,
            { unaryFilter: { op: 'IS_NULL', field: field('ended') } },
          ],
        },
      },
    }),
    'in order': () => ({ orderBy: [{ field: field('expiresAt'), direction: 'DESCENDING' }] }),
    'from a point on': () => ({
      orderBy: [{ field: field('expiresAt') }],
      startAt: { values: [time(Date.now())], before: true },
    }),
    'with an offset': () => ({ offset: 1, limit: 1 }),
  };

  const collections: Record<string, () => [parent: string, from: object]> = {
    calls: () => ['', { collectionId: 'calls' }],
    'all collections named calls': () => ['', { collectionId: 'calls', allDescendants: true }],
    'the offerer’s candidates of a call': () => [`/calls/${docId}`, { collectionId: 'offerCandidates' }],
    'the answerer’s candidates of a call': () => [`/calls/${docId}`, { collectionId: 'answerCandidates' }],
    'all offerers’ candidates': () => ['', { collectionId: 'offerCandidates', allDescendants: true }],
    'all answerers’ candidates': () => ['', { collectionId: 'answerCandidates', allDescendants: true }],
  };

  describe.each(Object.entries(collections))('%s', (_, collection) => {
    it.each(Object.entries(clauses))('is refused to everybody, with %s', async (_clause, clause) => {
      const [parent, from] = collection();
      const structuredQuery = { from: [from], ...clause() };
      const count = {
        structuredAggregationQuery: { structuredQuery, aggregations: [{ count: {}, alias: 'count' }] },
      };
      for (const person of everybody) {
        expect(await requestAs(person, `${parent}:runQuery`, { structuredQuery })).toBe('refused');
        expect(await requestAs(person, `${parent}:runAggregationQuery`, count)).toBe('refused');
      }
      // A server would be sent everything that the tests have left behind, if it did not ask for less.
      const less = { structuredQuery: { limit: 1, ...structuredQuery } };
      const countLess = { structuredAggregationQuery: { ...count.structuredAggregationQuery, ...less } };
      expect(await requestAs('admin', `${parent}:runQuery`, less)).toBe('accepted');
      expect(await requestAs('admin', `${parent}:runAggregationQuery`, countLess)).toBe('accepted');
    });
  });

  it('is refused to everybody as a list', async () => {
    const lists = ['calls', 'calls?showMissing=true&mask.fieldPaths=__name__', 'calls?orderBy=expiresAt'];
    for (const list of [...lists, `calls/${docId}/offerCandidates`, `calls/${docId}/answerCandidates`]) {
      for (const person of everybody) expect([list, await getAs(person, list)]).toEqual([list, 'refused']);
      const less = `${list}${list.includes('?') ? '&' : '?'}pageSize=1`;
      expect([list, await getAs('admin', less)]).toEqual([list, 'accepted']);
    }
  });

  it('is refused to everybody as a list of collections', async () => {
    for (const parent of ['', `/calls/${docId}`]) {
      for (const person of everybody)
        expect(await requestAs(person, `${parent}:listCollectionIds`, {})).toBe('refused');
      expect(await requestAs('admin', `${parent}:listCollectionIds`, {})).toBe('accepted');
    }
  });
});

describe('anywhere else', () => {
  const elsewhere = (docId: string) => [
    'users/host-user',
    'rings/x',
    ...SERVER_COLLECTIONS.map((collection) => `${collection}/x`),
    'creators/host-user/calls/x',
    'Calls/aaaaaaaaaaaaaaaaaaaaaa',
    `calls/${docId}/other/1-0`,
    `calls/${docId}/candidates/1-0`,
    `calls/${docId}/offerCandidates/1-0/more/1-0`,
    `more/x/calls/${docId}`,
    `calls/${docId}/calls/${docId}`,
  ];

  it('nobody may read or write anything', async () => {
    const docId = await given(runningCall());
    for (const path of elsewhere(docId)) {
      for (const person of everybody) {
        expect([path, await getAs(person, path)]).toEqual([path, 'refused']);
        expect([path, await commitAs(person, wholeWrite({ path, fields: {}, timeFields: [] }))]).toEqual([
          path,
          'refused',
        ]);
      }
      expect(await commitAs('admin', wholeWrite({ path, fields: {}, timeFields: [] }))).toBe('accepted');
      expect(await getAs('admin', path)).toBe('accepted');
    }
  });
});
