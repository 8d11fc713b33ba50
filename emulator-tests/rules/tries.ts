/** Requests that somebody makes: some that the rules must refuse, and beside them what differs in one thing and must go through. */
import { expect } from 'vitest';
import { commitAs, getAs, type Outcome, type Person, ROOT, requestAs } from './rest-firestore.ts';

/** One request, and what it is in words. */
export type Try = readonly [what: string, make: () => Promise<Outcome>];

export interface Tries {
  readonly refused: readonly Try[];
  readonly accepted: readonly Try[];
}

const AT_ONCE = 16;

const nameOf = (person: Person) => (typeof person === 'object' ? (person?.uid ?? 'nobody') : person);

export const commits = (what: string, person: Person, ...writes: object[]): Try => [
  `${what} by ${nameOf(person)}`,
  () => commitAs(person, ...writes),
];

export const gets = (person: Person, path: string): Try => [
  `${path} read by ${nameOf(person)}`,
  () => getAs(person, path),
];

export const asks = (person: Person, pathAndMethod: string, body: object): Try => [
  `${pathAndMethod} by ${nameOf(person)}`,
  () => requestAs(person, pathAndMethod, body),
];

/** One document, by a query for its very name, among those of a collection, at the root or below a document. */
export const findsByName = (person: Person, collectionId: string, id: string, parent = ''): Try =>
  asks(person, `${parent}:runQuery`, {
    structuredQuery: {
      ...{ from: [{ collectionId }], limit: 1 },
      where: {
        fieldFilter: {
          ...{ field: { fieldPath: '__name__' }, op: 'EQUAL' },
          value: { referenceValue: `${ROOT}${parent}/${collectionId}/${id}` },
        },
      },
    },
  });

/** @returns those that were accepted */
export async function acceptedOf(tries: readonly Try[]): Promise<string[]> {
  const accepted: string[] = [];
  for (let i = 0; i < tries.length; i += AT_ONCE) {
    const outcomes = tries.slice(i, i + AT_ONCE).map(async ([what, make]) => {
      if ((await make()) === 'accepted') accepted.push(what);
    });
    await Promise.all(outcomes);
  }
  return accepted;
}

/** What is refused changes nothing, so it may be tried at once; what is accepted may build on what was before. */
export async function expectTries({ refused, accepted }: Tries): Promise<void> {
  // Without either, this would show nothing.
  expect([refused.length > 0, accepted.length > 0]).toEqual([true, true]);
  expect(await acceptedOf(refused)).toEqual([]);
  const keptOut: string[] = [];
  for (const [what, make] of accepted) if ((await make()) === 'refused') keptOut.push(what);
  expect(keptOut).toEqual([]);
}
