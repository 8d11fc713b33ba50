import type {
  HolderDoc,
  NameDoc,
  PersonName,
  RingCount,
  RingDoc,
  RingerDoc,
  RingTransition,
} from '@parley/protocol';
import type { CallError } from './call-error.ts';
import type { CommitOptions } from './call-store.ts';

/** A ring, and whose it is. */
export interface ListedRing extends RingDoc {
  /** The caller's uid. */
  readonly caller: string;
}

/** What becomes of a user's name, in one write. */
export type NameChange =
  /** `left`: the folded name that is given up for it; null: they have none. */
  | {
      readonly type: 'claim';
      readonly name: PersonName;
      readonly keys: Uint8Array;
      readonly left: string | null;
      readonly now: number;
    }
  | { readonly type: 'renew'; readonly nameId: string; readonly keys: Uint8Array; readonly now: number }
  | { readonly type: 'release'; readonly nameId: string; readonly now: number };

/** What ringing people by their names needs of a database. */
export interface PeopleStore {
  /**
   * Counts a name that somebody is about to ask for, or to claim, in a write of its own. The same one again costs nothing.
   * @returns false: they have asked for as many as they may in an hour @throws {CallError}
   */
  countName(uid: string, nameId: string, signal: AbortSignal): Promise<boolean>;

  /**
   * Whose a name is, to its owner, to whom its owner rings, and to whoever has had it counted last; null: nobody's now, or it is kept
   * for whoever gave it up, or none of these asks. @throws {CallError}
   */
  readName(nameId: string, signal: AbortSignal): Promise<NameDoc | null>;

  /** Which name this user has claimed last. @throws {CallError} */
  readHolder(uid: string, signal: AbortSignal): Promise<HolderDoc | null>;

  /** @throws {CallError} `refused` when somebody else has the name, or one has claimed another within the hour, or has not had it counted */
  changeName(uid: string, change: NameChange, signal: AbortSignal): Promise<void>;

  /** What this user rings last. @throws {CallError} */
  readRing(caller: string, signal: AbortSignal): Promise<RingDoc | null>;

  /** How often this user has rung whom. @throws {CallError} */
  readRinger(uid: string, signal: AbortSignal): Promise<RingerDoc | null>;

  /**
   * @param count the caller's counts with this ring, in the same commit; undefined where nobody is rung
   * @throws {CallError} `refused`, `contended`, `signaling-unreachable` and so on, as `CallStore.commit`
   */
  commitRing(
    caller: string,
    transition: RingTransition,
    options: CommitOptions,
    count?: RingCount,
  ): Promise<void>;

  /** Follows a name of one's own until `signal` aborts or `onLost` is called, whichever is first. */
  watchName(nameId: string, observer: NameObserver, signal: AbortSignal): void;

  /** Follows one's own ring until `signal` aborts or `onError` is called, whichever is first. */
  watchRing(caller: string, observer: RingObserver, signal: AbortSignal): void;

  /** Follows the latest rings of this person, likewise. */
  watchRings(callee: string, observer: RingsObserver, signal: AbortSignal): void;
}

export interface NameObserver {
  /** As it is, and each time that it is renewed. */
  onName(name: NameDoc): void;
  /** It is one's own no more, or nothing more is to be heard of it. */
  onLost(): void;
}

export interface RingObserver {
  onRing(ring: RingDoc): void;
  /** Final. */
  onError(error: CallError): void;
}

export interface RingsObserver {
  onRings(rings: readonly ListedRing[]): void;
  /** The database is out of reach: what was told last may be old, until they are told anew. Default: nobody is told. */
  onLost?(): void;
  /** Final. */
  onError(error: CallError): void;
}
