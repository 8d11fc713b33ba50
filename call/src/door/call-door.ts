import { Cell, type Readable } from '../lib/cell.ts';
import type { HostDoor } from './host-door.ts';
import type { Visitor } from './waiting-list.ts';

/**
 * The door of a call that has one, as its host has it. What a person does there are methods, none of which throws; what
 * keeps the host from saying something is the state's `trouble`.
 */
export class CallDoor {
  readonly #visitors = new Cell<readonly Visitor[] | undefined>(undefined);
  readonly #isAsking = new Cell<boolean | undefined>(undefined);
  #door: HostDoor | undefined;

  /** Who asks to be let in, the first who rang first; undefined: there is no door, or it is not this person's. */
  get visitors(): Readable<readonly Visitor[] | undefined> {
    return this.#visitors;
  }

  /** Whether whoever comes has to ask; undefined: it is not this person's to say. */
  get isAsking(): Readable<boolean | undefined> {
    return this.#isAsking;
  }

  /**
   * Has whoever comes ask from now on, or has anybody come in who has the link. Whoever is in the call, or was last, stays let in. When
   * it opens, whoever has waited longest comes in, if the guest's seat is free.
   */
  readonly setAsking = (isAsking: boolean): void => this.#door?.setAsking(isAsking);

  /** Lets them in, as soon as nobody else sits there. */
  readonly admit = (uid: string): void => this.#door?.admit(uid);

  /** Tells them that it takes a moment. @param word to them, 120 UTF-16 code units at most; empty: none */
  readonly askToWait = (uid: string, word = ''): void => void this.#door?.reply(uid, 'one-moment', word);

  /** Turns them away for now. They may ring a few times more. @param word as for {@link askToWait} */
  readonly turnAway = (uid: string, word = ''): void => void this.#door?.reply(uid, 'declined', word);

  /** The door of the session that there is now. */
  follow(door: HostDoor, signal: AbortSignal): void {
    this.#door = door;
    door.visitors.subscribe((visitors) => this.#visitors.set(visitors), signal);
    door.isAsking.subscribe((isAsking) => this.#isAsking.set(isAsking), signal);
  }
}

/** What a page may do with it and see of it. */
export type DoorHandle = Omit<CallDoor, 'follow'>;
