import { MAX_PERSON_NAME_LENGTH, MIN_PERSON_NAME_LENGTH } from '../reading/limits.ts';

/** Why a text cannot be a name. */
export type PersonNameProblem = 'too-short' | 'too-long' | 'bad-character' | 'bad-separator';

/** A name that one person has and others ring them by, as they write it. */
export type PersonName = string & { readonly __brand: 'PersonName' };

/** Thrown by {@link parsePersonName}. */
export class PersonNameError extends Error {
  override readonly name = 'PersonNameError';
  readonly problem: PersonNameProblem;

  constructor(problem: PersonNameProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** The rules have the same pattern. Other scripts are left out: too many of their letters look like these. */
const NAME_PATTERN = /^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$/;

/** @throws {PersonNameError} */
export function parsePersonName(text: string): PersonName {
  const name = text.trim().replace(/^@/, '');
  if (/[^A-Za-z0-9.-]/.test(name)) throw new PersonNameError('bad-character');
  if (name.length < MIN_PERSON_NAME_LENGTH) throw new PersonNameError('too-short');
  if (name.length > MAX_PERSON_NAME_LENGTH) throw new PersonNameError('too-long');
  if (!NAME_PATTERN.test(name)) throw new PersonNameError('bad-separator');
  return name as PersonName;
}

/**
 * Under which ID a name stands: the same for all that can be taken for one another. Case, dots and dashes do not count; 0 is
 * o; 1 and l are i; m is rn, and w is vv. Each character is replaced by itself, so the order does not matter. The rules fold
 * alike.
 */
export function foldPersonName(name: PersonName): string {
  return name
    .toLowerCase()
    .replace(/[.-]/g, '')
    .replace(/0/g, 'o')
    .replace(/[1l]/g, 'i')
    .replace(/m/g, 'rn')
    .replace(/w/g, 'vv');
}
