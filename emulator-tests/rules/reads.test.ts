/** What may be read: one document of a living call at a time, by whoever knows its ID. Nothing may be looked for. */
import { type CallDoc, CREATORS, NAME_TRIES, SPOKEN_TRIES, SPOKEN_WORDS, Time } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import {
  aCall,
  aRunningCall,
  aWaitingCall,
  MINUTE_MS,
  withDoor,
} from '../../protocol/src/testing/call-docs.ts';
import { wholeWrite } from './legal-writes.ts';
import { at } from './moves.ts';
import { askedFor, newName } from './people-scene.ts';
import { answerTo, type Person, ROOT, seed } from './rest-firestore.ts';
import {
  closedSchedule,
  countedDocId,
  ended,
  given,
  guest,
  host,
  newDocId,
  newUser,
  nobody,
  SERVER_COLLECTIONS,
  seedBatches,
  startedSchedule,
  stranger,
} from './scene.ts';
import { aSpokenDoc, givenWords, hasTried, typist } from './spoken-scene.ts';
import { asks, commits, expectTries, gets } from './tries.ts';

const signedIn: Person[] = [host, guest, stranger];
const everybody: Person[] = [...signedIn, nobody];

describe('a call', () => {
  const living: Record<string, () => CallDoc> = {
    'that nobody came to': () => aCall(),
    'that waits': () => aWaitingCall(),
    'that runs': () => aRunningCall(),
    'that is not open yet': () => aCall({ schedule: closedSchedule() }),
    'that is open for its time': () => aRunningCall({ schedule: startedSchedule() }),
  };
  const over: Record<string, () => CallDoc> = {
    'that was called off': () =>
      aCall({ schedule: closedSchedule(), ended: { reason: 'cancelled', at: Date.now() - MINUTE_MS } }),
    'that has ended': () => aCall({ ended: ended() }),
    'that has ended behind a door': () => aCall({ ...withDoor(), ended: ended() }),
    'that a page of before has ended behind a door': () => aCall({ ...withDoor(guest.uid), ended: ended() }),
  };

  it.each(Object.entries(over))(
    '%s may be read by everybody who is signed in, and what lies beneath it by nobody',
    async (_, state) => {
      const docId = await given(state());
      const lapsed = await given({ ...state(), expiresAt: Date.now() - 1 });
      const beneath = await seedBatches(docId);
      const missing = beneath.map((path) => path.replace(/0$/, '1'));
      await expectTries({
        refused: [
          gets(nobody, `calls/${docId}`),
          ...everybody.map((person) => gets(person, `calls/${lapsed}`)),
          ...[...beneath, ...missing].flatMap((path) => everybody.map((person) => gets(person, path))),
        ],
        accepted: [
          ...signedIn.map((person) => gets(person, `calls/${docId}`)),
          ...beneath.map((path) => gets('admin', path)),
        ],
      });
    },
  );

  it.each(Object.entries(living))(
    '%s may be read by everybody who is signed in, with its candidates, until it has lapsed',
    async (_, state) => {
      const docId = await given(state());
      const lapsed = await given({ ...state(), expiresAt: Date.now() - 1 });
      const paths = [`calls/${docId}`, ...(await seedBatches(docId))];
      const others = [`calls/${lapsed}`, ...(await seedBatches(lapsed, Date.now() - 1))];
      // A listener may wait for what is not there yet.
      const awaited = paths.slice(1).map((path) => path.replace(/0$/, '1'));
      await expectTries({
        refused: [
          ...[...paths, ...awaited].map((path) => gets(nobody, path)),
          ...others.flatMap((path) => everybody.map((person) => gets(person, path))),
        ],
        accepted: [
          ...[...paths, ...awaited].flatMap((path) => signedIn.map((person) => gets(person, path))),
          ...others.map((path) => gets('admin', path)),
        ],
      });
    },
  );

  it('lives longer than candidates beneath it that have lapsed, which nobody reads', async () => {
    const [docId, other] = [await given(aRunningCall()), await given(aRunningCall())];
    const [lapsed, living] = [await seedBatches(docId, Date.now() - 1), await seedBatches(other)];
    await expectTries({
      refused: lapsed.flatMap((path) => signedIn.map((person) => gets(person, path))),
      accepted: [`calls/${docId}`, ...living].flatMap((path) => signedIn.map((person) => gets(person, path))),
    });
  });

  it('may be read until its scheduled end and not after', async () => {
    const endingIn = async (ms: number) =>
      `calls/${await given(aRunningCall({ schedule: startedSchedule({ endsAt: Date.now() + ms }) }))}`;
    const [over, ending] = [await endingIn(-1), await endingIn(5_000)];
    await expectTries({
      refused: signedIn.map((person) => gets(person, over)),
      accepted: signedIn.map((person) => gets(person, ending)),
    });
  });

  it('that has lapsed answers exactly like one that never was, and so do candidates without a call', async () => {
    const [lapsed, living, missing] = [
      await given(aRunningCall({ expiresAt: Date.now() - 1 })),
      await given(aRunningCall()),
      newDocId(),
    ];
    const answers = async (person: Person, docIds: string[], below = '') => {
      const all = await Promise.all(docIds.map((docId) => answerTo(person, `calls/${docId}${below}`)));
      const [one, other] = all.map((answer, i) => JSON.stringify(answer).replaceAll(docIds[i] ?? '', ''));
      return [one, other];
    };
    for (const person of everybody) {
      for (const below of ['', '/offerCandidates/1-0', '/answerCandidates/1-0']) {
        const [one, other] = await answers(person, [lapsed, missing], below);
        expect(one).toBe(other);
      }
    }
    const [there, none] = await answers(stranger, [living, missing]);
    expect(there).not.toBe(none);
    expect(await answerTo(host, `calls/${lapsed}`)).toEqual({
      status: 403,
      body: { error: { code: 403, status: 'PERMISSION_DENIED' } },
    });
  });

  it('may be read in one request with another, if both may be', async () => {
    const docIds = [await given(aCall()), await given(aRunningCall())];
    const documents = docIds.map((docId) => `${ROOT}/calls/${docId}`);
    const lapsed = `${ROOT}/calls/${await given(aCall({ expiresAt: Date.now() - 1 }))}`;
    await expectTries({
      refused: [
        asks(stranger, ':batchGet', { documents: [...documents, lapsed] }),
        asks(nobody, ':batchGet', { documents }),
      ],
      accepted: [asks(stranger, ':batchGet', { documents })],
    });
  });
});

/** The same document, found by every means there is: each works for a server, so only the rules stand in the way. */
describe('looking for calls, candidates and counts', () => {
  const field = (fieldPath: string) => ({ fieldPath });
  const filter = (fieldPath: string, op: string, value: object) => ({
    fieldFilter: { field: field(fieldPath), op, value },
  });
  const both = (...filters: object[]) => ({ where: { compositeFilter: { op: 'AND', filters } } });
  const isNotEnded = { unaryFilter: { op: 'IS_NULL', field: field('ended') } };
  const name = (path: string) => ({ referenceValue: `${ROOT}/${path}` });

  const ofAny: Record<string, (path: string) => object> = {
    'nothing asked': () => ({}),
    'only the first': () => ({ limit: 1 }),
    'none at all': () => ({ limit: 0 }),
    'only the names': () => ({ select: { fields: [field('__name__')] } }),
    'the very name': (path) => ({ where: filter('__name__', 'EQUAL', name(path)) }),
    'the very name among some': (path) => ({
      where: filter('__name__', 'IN', { arrayValue: { values: [name(path)] } }),
    }),
    'a range of names, even of one': (path) =>
      both(
        filter('__name__', 'GREATER_THAN_OR_EQUAL', name(path)),
        filter('__name__', 'LESS_THAN_OR_EQUAL', name(path)),
      ),
    'not lapsed': () => ({ where: filter('expiresAt', 'GREATER_THAN', at(Date.now())) }),
    // The rules hold for whatever this could find: only the method stands in its way.
    'not lapsed in a minute either': () => ({
      where: filter('expiresAt', 'GREATER_THAN', at(Date.now() + MINUTE_MS)),
    }),
    'with an offset': () => ({ offset: 1, limit: 1 }),
  };
  const ofCalls: Record<string, () => object> = {
    'the asker as the host': () => ({ where: filter('hostUid', 'EQUAL', { stringValue: host.uid }) }),
    'the asker in the guest’s seat': () => ({
      where: filter('seats.guest.uid', 'EQUAL', { stringValue: guest.uid }),
    }),
    'another host': () => ({ where: filter('hostUid', 'NOT_EQUAL', { stringValue: 'x' }) }),
    lapsed: () => ({ where: filter('expiresAt', 'LESS_THAN', at(Date.now())) }),
    'not ended': () => ({ where: isNotEnded }),
    'the round': () => ({ where: filter('round', 'EQUAL', { integerValue: '1' }) }),
    'not lapsed and not ended': () => both(filter('expiresAt', 'GREATER_THAN', at(Date.now())), isNotEnded),
    'in order': () => ({ orderBy: [{ field: field('expiresAt'), direction: 'DESCENDING' }] }),
    'from a point on': () => ({
      orderBy: [{ field: field('expiresAt') }],
      startAt: { values: [at(Date.now())], before: true },
    }),
  };

  /** Where each is asked, for what, and the document that would be found. */
  async function collections(): Promise<[parent: string, from: object, path: string][]> {
    const docId = await given(aRunningCall());
    const [offers = '', answers = ''] = await seedBatches(docId);
    const { uid } = newUser();
    await countedDocId(uid);
    const words = await givenWords(aSpokenDoc());
    const asker = newUser();
    await askedFor(asker, newName());
    const [all, below] = [{ allDescendants: true }, `/calls/${docId}`];
    return [
      ['', { collectionId: 'calls' }, `calls/${docId}`],
      ['', { collectionId: 'calls', ...all }, `calls/${docId}`],
      [below, { collectionId: 'offerCandidates' }, offers],
      [below, { collectionId: 'answerCandidates' }, answers],
      ['', { collectionId: 'offerCandidates', ...all }, offers],
      ['', { collectionId: 'answerCandidates', ...all }, answers],
      ['', { collectionId: CREATORS }, `${CREATORS}/${uid}`],
      ['', { collectionId: SPOKEN_TRIES }, `${SPOKEN_TRIES}/${typist.uid}`],
      ['', { collectionId: NAME_TRIES }, `${NAME_TRIES}/${asker.uid}`],
      ['', { collectionId: SPOKEN_WORDS }, `${SPOKEN_WORDS}/${await hasTried(typist, words)}`],
    ];
  }

  it.each(Object.entries({ ...ofAny, ...ofCalls }))(
    'is refused to everybody, with %s',
    async (what, clause) => {
      const asked = (await collections()).filter(
        ([, , path]) => what in ofAny || (path.startsWith('calls') && !path.includes('Cand')),
      );
      for (const [parent, from, path] of asked) {
        const structuredQuery = { from: [from], ...clause(path) };
        const aggregations = [{ count: {}, alias: 'count' }];
        // A server would be sent everything that the tests have left behind, if it did not ask for less.
        const less = { limit: 1, ...structuredQuery };
        const ask = (person: Person, asked: object) => [
          asks(person, `${parent}:runQuery`, { structuredQuery: asked }),
          asks(person, `${parent}:runAggregationQuery`, {
            structuredAggregationQuery: { structuredQuery: asked, aggregations },
          }),
        ];
        await expectTries({
          refused: everybody.flatMap((person) => ask(person, structuredQuery)),
          accepted: ask('admin', less),
        });
      }
    },
  );

  it('is refused to everybody as a list, of documents or of collections', async () => {
    const docId = await given(aRunningCall());
    await seedBatches(docId);
    const lists = [
      ...['calls', 'calls?showMissing=true&mask.fieldPaths=__name__', 'calls?orderBy=expiresAt', CREATORS],
      ...[SPOKEN_WORDS, SPOKEN_TRIES, NAME_TRIES],
      ...[`calls/${docId}/offerCandidates`, `calls/${docId}/answerCandidates`],
    ];
    const parents = ['', `/calls/${docId}`].map((parent) => `${parent}:listCollectionIds`);
    const less = (list: string) => `${list}${list.includes('?') ? '&' : '?'}pageSize=1`;
    await expectTries({
      refused: everybody.flatMap((person) => [
        ...lists.map((list) => gets(person, list)),
        ...parents.map((parent) => asks(person, parent, {})),
      ]),
      accepted: [
        ...lists.map((list) => gets('admin', less(list))),
        ...parents.map((parent) => asks('admin', parent, {})),
      ],
    });
  });
});

it('anywhere else, nobody may read, list, write or delete anything', async () => {
  const docId = await given(aRunningCall());
  const paths = [
    ...[...SERVER_COLLECTIONS, 'users', 'presence', 'turn', 'call', 'offerCandidates'].map(
      (name) => `${name}/x`,
    ),
    ...['creators/host-user/calls/x', 'Calls/aaaaaaaaaaaaaaaaaaaaaa', `more/x/calls/${docId}`],
    ...['other/1-0', 'candidates/1-0', 'Offercandidates/1-0', `calls/${docId}`].map(
      (x) => `calls/${docId}/${x}`,
    ),
    ...['more', 'offerCandidates'].map((name) => `calls/${docId}/offerCandidates/1-0/${name}/1-0`),
  ];
  // As it might be where such a document is allowed.
  const plain = { uid: host.uid, hostUid: host.uid, expiresAt: new Time(Date.now() + MINUTE_MS) };
  for (const path of paths) await seed(path, plain);
  const written = (path: string) => wholeWrite({ path, fields: {}, timeFields: [] });
  const collectionOf = (path: string) => `${path.split('/').slice(0, -1).join('/')}?pageSize=1`;
  const tries = (person: Person, path: string) => [
    gets(person, path),
    gets(person, collectionOf(path)),
    commits(`${path} written`, person, written(path)),
    commits(`another than ${path} written`, person, written(`${path}-2`)),
    commits(`${path} deleted`, person, { delete: `${ROOT}/${path}` }),
  ];
  await expectTries({
    refused: paths.flatMap((path) => everybody.flatMap((person) => tries(person, path))),
    accepted: paths.flatMap((path) => tries('admin', path)),
  });
});
