/** Attacks 1 to 8 and 46: finding and reading what one was not told of. */
import { Time } from '../../../web/src/firebase/firestore-value.ts';
import { legalWrites, wholeWrite } from '../legal-writes.ts';
import { answerTo, type Outcome, type Person, ROOT, seed } from '../rest-firestore.ts';
import {
  given,
  guest,
  host,
  NEWLY_SEALED,
  newDocId,
  nobody,
  runningCall,
  SERVER_COLLECTIONS,
  stranger,
  whileSeated,
} from '../scene.ts';
import { type Attack, asks, commits, gets, type Inapplicable, type Tries, together } from './attack.ts';

const people: Person[] = [host, guest, stranger, nobody];
const nameOf = (person: Person) => (person === null ? 'nobody' : person === 'admin' ? person : person.uid);

/** A running call with a batch of candidates of either side. */
async function givenEverything(): Promise<{ docId: string; paths: string[] }> {
  const docId = await given(runningCall());
  const paths = ['offerCandidates', 'answerCandidates'].map((name) => `calls/${docId}/${name}/1-0`);
  const batch = { round: 1, sealed: NEWLY_SEALED, expiresAt: new Time(whileSeated()) };
  for (const path of paths) await seed(path, batch);
  return { docId, paths: [`calls/${docId}`, ...paths] };
}

const queries = (docId: string): Record<string, { parent: string; from: object; path: string }> => ({
  calls: { parent: '', from: { collectionId: 'calls' }, path: `calls/${docId}` },
  'candidates of an offerer': {
    parent: `/calls/${docId}`,
    from: { collectionId: 'offerCandidates' },
    path: `calls/${docId}/offerCandidates/1-0`,
  },
  'candidates of an answerer': {
    parent: `/calls/${docId}`,
    from: { collectionId: 'answerCandidates' },
    path: `calls/${docId}/answerCandidates/1-0`,
  },
});

/** Everybody makes the query of every collection; who knows the document gets it, and a server may ask as well. */
async function querying(clause: (path: string) => object, allDescendants = false): Promise<Tries> {
  const { docId } = await givenEverything();
  return together(
    ...Object.entries(queries(docId)).map(([what, { parent, from, path }]): Tries => {
      const structuredQuery = { from: [{ ...from, allDescendants }], ...clause(path) };
      const below = allDescendants ? '' : parent;
      const ask = (person: Person) =>
        asks(`${what} by ${nameOf(person)}`, person, `${below}:runQuery`, { structuredQuery });
      const less = { structuredQuery: { limit: 1, ...structuredQuery } };
      return {
        refused: people.map(ask),
        accepted: [
          gets(`the very document of ${what}`, stranger, path),
          asks(`${what} by a server`, 'admin', `${below}:runQuery`, less),
        ],
      };
    }),
  );
}

const nameFilter = (op: string, path: string) => ({
  fieldFilter: { field: { fieldPath: '__name__' }, op, value: { referenceValue: `${ROOT}/${path}` } },
});

/** Whether two paths answer a person alike, word for word. Different answers count as a way in. */
async function tellsApart(person: Person, one: string, other: string): Promise<Outcome> {
  const answers = await Promise.all(
    [one, other].map(async (path) => JSON.stringify(await answerTo(person, path))),
  );
  return answers[0] === answers[1] ? 'refused' : 'accepted';
}

export const reading: readonly (Attack | Inapplicable)[] = [
  {
    number: 1,
    name: 'not signed in: get, list, create, update and delete on every path',
    async prepare() {
      const { docId, paths } = await givenEverything();
      const lists = [
        'calls',
        ...['offerCandidates', 'answerCandidates'].map((name) => `calls/${docId}/${name}`),
      ];
      const fields = { more: { nullValue: null } };
      return together(
        {
          refused: [
            ...[...paths, ...lists].map((path) => gets(`get or list ${path}`, nobody, path)),
            ...paths.map((path) =>
              commits(`update ${path}`, nobody, { update: { name: `${ROOT}/${path}`, fields } }),
            ),
            ...paths.map((path) => commits(`delete ${path}`, nobody, { delete: `${ROOT}/${path}` })),
          ],
          accepted: [
            ...paths.map((path) => gets(`get ${path}`, stranger, path)),
            ...lists.map((path) => gets(`list ${path} by a server`, 'admin', path)),
          ],
        },
        ...(await Promise.all(
          Object.entries(legalWrites).map(async ([name, legal]): Promise<Tries> => {
            const right = wholeWrite(await legal.prepare());
            return { refused: [commits(name, nobody, right)], accepted: [commits(name, legal.by, right)] };
          }),
        )),
      );
    },
  },
  { number: 2, name: 'list everything', prepare: () => querying(() => ({})) },
  { number: 3, name: 'a collection group', prepare: () => querying(() => ({}), true) },
  {
    number: 4,
    name: 'a range of document IDs, even of one',
    prepare: () =>
      querying((path) => ({
        where: {
          compositeFilter: {
            op: 'AND',
            filters: [nameFilter('GREATER_THAN_OR_EQUAL', path), nameFilter('LESS_THAN_OR_EQUAL', path)],
          },
        },
      })),
  },
  { number: 5, name: 'a list limited to one', prepare: () => querying(() => ({ limit: 1 })) },
  {
    number: 6,
    name: 'counting and summing',
    async prepare() {
      const { docId } = await givenEverything();
      return together(
        ...Object.entries(queries(docId)).map(([what, { parent, from, path }]): Tries => {
          const body = {
            structuredAggregationQuery: {
              structuredQuery: { from: [from] },
              aggregations: [{ count: {}, alias: 'count' }],
            },
          };
          const count = (person: Person) =>
            asks(`count ${what}`, person, `${parent}:runAggregationQuery`, body);
          return { refused: people.map(count), accepted: [gets(what, stranger, path), count('admin')] };
        }),
      );
    },
  },
  {
    number: 7,
    name: 'telling what exists from what does not',
    async prepare() {
      const lapsed = await given(runningCall({ expiresAt: Date.now() - 1 }));
      const living = await given(runningCall());
      const missing = newDocId();
      return {
        refused: people.flatMap((person) => [
          [
            `a lapsed call, by ${nameOf(person)}`,
            () => tellsApart(person, `calls/${lapsed}`, `calls/${missing}`),
          ] as const,
          ...['offerCandidates', 'answerCandidates'].map(
            (name) =>
              [
                `${name} of a call, by ${nameOf(person)}`,
                async () => {
                  const answers = await Promise.all(
                    [living, missing].map(async (docId) => {
                      const answer = await answerTo(person, `calls/${docId}/${name}/1-0`);
                      return JSON.stringify(answer).replaceAll(docId, '');
                    }),
                  );
                  return answers[0] === answers[1] ? 'refused' : 'accepted';
                },
              ] as const,
          ),
        ]),
        accepted: [
          [
            'a living call, which may be read',
            () => tellsApart(stranger, `calls/${living}`, `calls/${missing}`),
          ],
        ],
      };
    },
  },
  {
    number: 8,
    name: 'reading without taking part',
    reason:
      'whoever knows a call’s document ID may read it, since that is how a guest arrives; what was said is sealed with a key that Firestore never sees',
  },
  {
    number: 46,
    name: 'reading and writing what only servers know: bookings, keys, limits, webhooks; users, rings, turn',
    async prepare() {
      const paths = [...SERVER_COLLECTIONS, 'turn', 'rings', 'users'].map(
        (collection) => `${collection}/${host.uid}`,
      );
      const write = (path: string) => ({
        update: { name: `${ROOT}/${path}`, fields: { uid: { stringValue: host.uid } } },
      });
      for (const path of paths) await seed(path, { uid: host.uid });
      return {
        refused: paths.flatMap((path) =>
          people.flatMap((person) => [
            gets(`${path} by ${nameOf(person)}`, person, path),
            gets(`${path} listed`, person, path.split('/')[0] ?? ''),
            commits(`${path} written by ${nameOf(person)}`, person, write(path)),
            commits(`another than ${path} by ${nameOf(person)}`, person, write(`${path}-2`)),
            commits(`${path} deleted by ${nameOf(person)}`, person, { delete: `${ROOT}/${path}` }),
          ]),
        ),
        accepted: paths.flatMap((path) => [
          gets(path, 'admin', path),
          commits(path, 'admin', write(path)),
          commits(`${path} deleted`, 'admin', { delete: `${ROOT}/${path}` }),
        ]),
      };
    },
  },
];
