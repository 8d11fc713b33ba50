/** What an attack is: things to try, and beside them what differs in one thing and must go through. */
import type { LegalWrite, WholeDocument } from '../legal-writes.ts';
import { wholeWrite } from '../legal-writes.ts';
import { commitAs, getAs, type Outcome, type Person, requestAs } from '../rest-firestore.ts';

/** One request that somebody makes, and what it is in words. */
export type Try = readonly [what: string, make: () => Promise<Outcome>];

export interface Tries {
  /** All of these are refused, and leave everything as it is. They are made first, one after the other. */
  readonly refused: readonly Try[];
  /** The twins, made afterwards: all of these are accepted. */
  readonly accepted: readonly Try[];
}

export interface Attack {
  readonly number: number;
  readonly name: string;
  readonly prepare: () => Promise<Tries>;
}

/** An attack on something that this design does not have. */
export interface Inapplicable {
  readonly number: number;
  readonly name: string;
  readonly reason: string;
}

export const commits = (what: string, person: Person, ...writes: object[]): Try => [
  what,
  () => commitAs(person, ...writes),
];

export const gets = (what: string, person: Person, path: string): Try => [what, () => getAs(person, path)];

export const asks = (what: string, person: Person, pathAndMethod: string, body: object): Try => [
  what,
  () => requestAs(person, pathAndMethod, body),
];

/** Many attacks are ways to spoil a write that is right: all of them, on every kind of write there is. */
export async function spoiling(
  writes: Readonly<Record<string, LegalWrite>>,
  spoil: (right: WholeDocument, legal: LegalWrite) => readonly (readonly [what: string, wrong: object])[],
): Promise<Tries> {
  const each = await Promise.all(
    Object.entries(writes).map(async ([name, legal]) => {
      const right = await legal.prepare();
      return {
        refused: spoil(right, legal).map(([what, wrong]) => commits(`${name}: ${what}`, legal.by, wrong)),
        accepted: [commits(name, legal.by, wholeWrite(right))],
      };
    }),
  );
  return together(...each);
}

export function together(...each: readonly Tries[]): Tries {
  return {
    refused: each.flatMap(({ refused }) => refused),
    accepted: each.flatMap(({ accepted }) => accepted),
  };
}
