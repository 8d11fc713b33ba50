/** What can keep a person from having a name, or from ringing somebody. */
export type PeopleErrorCode =
  /** Somebody else has this name, or one that looks like it, or gave it up lately. */
  | 'name-taken'
  /** They claimed another name within the hour. */
  | 'name-paused'
  /** They have asked for as many names as they may in an hour. */
  | 'too-many-names'
  /** Whoever rings says by which name, and has none. */
  | 'no-own-name'
  /** Nobody has the name that is rung. */
  | 'no-such-person'
  /** It is their own. */
  | 'own-name'
  /** They have rung this person, or others, as often as they may in an hour. */
  | 'too-many-rings';

/** Why a name was not claimed, or nobody rung: its `code` says which. Whatever else fails is a `CallError`. */
export class PeopleError extends Error {
  override readonly name = 'PeopleError';
  readonly code: PeopleErrorCode;

  constructor(code: PeopleErrorCode) {
    super(code);
    this.code = code;
  }
}
