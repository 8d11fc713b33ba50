import { Cell, type Readable } from '../lib/cell.ts';
import type { HostDoor } from './host-door.ts';
import type { Visitor } from './waiting-list.ts';

/**
 * The door of a call that has one, as its host has it. What a person does there are methods, none of which throws; what
 * keeps the host from saying something is the state's `trouble`.
 */
export class CallDoor {
  readonly #visitors = new Cell<readonly Visitor[] | undefined>(undefined);
  #door: HostDoor | undefined;

  /** Who asks to be let in, the first who rang first; undefined: there is no door, or it is not this person's. */
  get visitors(): Readable<readonly Visitor[] | undefined> {
    return this.#visitors;
  }

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
  }
}

/** What a page may do with it and see of it. */
export type DoorHandle = Omit<CallDoor, 'follow'>;
