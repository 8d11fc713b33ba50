/** Whose names are, by what the database says of them. */
import { foldPersonName, isNameOf, type NameDoc, type PersonName } from '@parley/protocol';
import type { PeopleStore } from '../ports/people-store.ts';
import { PeopleError } from './people-error.ts';

export interface HeldNameOptions {
  readonly store: Pick<PeopleStore, 'readHolder' | 'readName'>;
  readonly uid: string;
  /** The server's time. */
  readonly now: () => number;
}

/** Null: they have none. @throws {CallError} */
export async function readHeldName(options: HeldNameOptions, signal: AbortSignal): Promise<NameDoc | null> {
  const { store, uid, now } = options;
  const holder = await store.readHolder(uid, signal);
  const name = holder === null ? null : await store.readName(holder.name, signal);
  return name !== null && isNameOf(name, uid, now()) ? name : null;
}

/** Whether they have this very name: what whoever comes back asks of whom they are led to. @throws {CallError} */
export async function isNamed(
  options: HeldNameOptions,
  name: PersonName,
  signal: AbortSignal,
): Promise<boolean> {
  const held = await readHeldName(options, signal);
  return held !== null && foldPersonName(held.name) === foldPersonName(name);
}

/**
 * Whose a name is, which is counted as one that this user has asked for; null: nobody's.
 * @throws {PeopleError} `too-many-names` @throws {CallError}
 */
export async function askForName(
  { store, uid }: { readonly store: Pick<PeopleStore, 'countName' | 'readName'>; readonly uid: string },
  name: PersonName,
  signal: AbortSignal,
): Promise<NameDoc | null> {
  const nameId = foldPersonName(name);
  if (!(await store.countName(uid, nameId, signal))) throw new PeopleError('too-many-names');
  return store.readName(nameId, signal);
}
