/**
 * Which seat this page takes: one that stands open, and that no other tab of this browser has. Whoever is in the call in
 * another tab says what they want here, and whoever is in it on another device comes here by Join alone.
 */
import type { CallDoc, Role } from '@parley/protocol';
import { childLifetime, delay, whileAlive } from '../lib/lifetime.ts';
import type { SeatLocks } from '../ports/seat-locks.ts';
import type { Entrance } from './entrance.ts';
import type { OwnPages } from './own-pages.ts';

/** How often a tab that found another one in the call looks whether that still is. */
const TAB_LOOK_MS = 1_000;
/** So many times in a row the seat is free: it is not only that the other tab is being reloaded. */
const FREE_LOOKS = 10;

/** What to do about being in the call in another tab: bring it here, or sit in the other seat here. */
export type TabChoice = 'here' | 'beside';

export interface SeatChoiceOptions {
  readonly docId: string;
  readonly locks: SeatLocks;
  readonly entrance: Entrance;
  readonly pages: Pick<OwnPages, 'remember'>;
  /** They have pressed Join, and do not only look. */
  readonly isComingIn: () => boolean;
  /** The document as it is now. */
  readonly call: () => CallDoc | undefined;
  /** Another tab has the seat; the other seat may be free. */
  readonly onOtherTab: (canSitBeside: boolean) => void;
}

export class SeatChoice {
  readonly #options: SeatChoiceOptions;
  #choice = Promise.withResolvers<TabChoice>();

  constructor(options: SeatChoiceOptions) {
    this.#options = options;
  }

  /** What the person wants, who has been told of the other tab. */
  choose(choice: TabChoice): void {
    this.#choice.resolve(choice);
  }

  /**
   * Waits for as long as it takes, and holds the seat's lock until `signal` aborts.
   * @throws {CallError} what `Entrance.admit` throws
   */
  async make(signal: AbortSignal): Promise<Role> {
    const { entrance, pages } = this.#options;
    for (;;) {
      const attempt = childLifetime(signal);
      const role = await this.#claim(attempt.signal);
      if (!entrance.isTakenElsewhere(role)) {
        pages.remember();
        return role;
      }
      // Who waits has no seat that another tab should ask for.
      attempt.abort();
      await entrance.untilHere(role);
    }
  }

  async #claim(signal: AbortSignal): Promise<Role> {
    const { docId, locks, entrance } = this.#options;
    for (;;) {
      const free = await locks.claim(docId, await entrance.admit(), signal);
      if (free !== undefined) return free;
      const choice = await this.#ask(signal);
      if (choice === undefined) continue;
      // The document is as it is now, and so is who may sit where.
      const open = await entrance.admit();
      const role =
        choice === 'here'
          ? await locks.takeOver(docId, open, signal)
          : await locks.claim(docId, open.slice(1), signal);
      if (role !== undefined) return role;
    }
  }

  /** @returns undefined when there is nothing to choose any more, since the other tab is gone, or has left the call */
  async #ask(signal: AbortSignal): Promise<TabChoice | undefined> {
    const { docId, locks, entrance, isComingIn, onOtherTab } = this.#options;
    this.#choice = Promise.withResolvers();
    for (let freeLooks = 0; freeLooks < FREE_LOOKS; ) {
      const roles = await entrance.admit();
      if (isComingIn() && this.#isOnlyLookedFrom(roles[0])) return 'here';
      onOtherTab(roles.length > 1);
      const look = delay(TAB_LOOK_MS, signal).then(() => undefined);
      const choice = await whileAlive(Promise.race([this.#choice.promise, look]), signal);
      if (choice !== undefined) return choice;
      freeLooks = (await locks.isFree(docId, roles)) ? freeLooks + 1 : 0;
    }
    return undefined;
  }

  #isOnlyLookedFrom(role: Role | undefined): boolean {
    const seat = role && this.#options.call()?.seats[role];
    return seat != null && seat.leftAt === null && !seat.entered;
  }
}
