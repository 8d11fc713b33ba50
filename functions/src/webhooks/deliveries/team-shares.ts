import { randomInt } from 'node:crypto';

/** How many attempts at one team's receivers are made at once, of the fifty of all. */
export const MAX_ATTEMPTS_OF_TEAM = 25;
/** The same while one of them is slow: it may take 15 s to answer. */
export const MAX_ATTEMPTS_OF_SLOW_TEAM = 5;

/** An attempt that takes longer makes its team a slow one, for a while. */
export const SLOW_MS = 3_000;
const SLOW_FOR_MS = 5 * 60_000;

/**
 * When an attempt is made that had no place: as long as a receiver may take, and longer each time. Up to as long again is left
 * to chance: those that were put off together would come back together, a few find a place, and the places be idle until the
 * others come back, which made eight minutes of what takes one and a half (fifty messages to a receiver that takes 4 s).
 */
export const DEFERRED_MS = 15_000;
const MAX_DEFERRED_MS = 4 * 60_000;

/**
 * @param deferral how often it was put off before
 * @param random a whole number from 0 to below this one
 */
export function deferredFor(deferral: number, random: (below: number) => number = randomInt): number {
  const least = Math.min(DEFERRED_MS * 2 ** deferral, MAX_DEFERRED_MS);
  return least + random(least);
}

/**
 * The places of the queue, of which each team has a share, so that one team's slow receivers keep no other's messages. All
 * attempts are made by one instance, which therefore knows.
 */
export class TeamShares {
  readonly #clock: () => number;
  readonly #running = new Map<string, number>();
  readonly #slowUntil = new Map<string, number>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** @returns what gives the place back; null: the team has its share */
  take(team: string): (() => void) | null {
    const startedAt = this.#clock();
    const running = this.#running.get(team) ?? 0;
    if (running >= this.#share(team, startedAt)) return null;
    this.#running.set(team, running + 1);
    return () => {
      const now = this.#clock();
      if (now - startedAt > SLOW_MS) this.#slowUntil.set(team, now + SLOW_FOR_MS);
      const left = (this.#running.get(team) ?? 1) - 1;
      if (left === 0) this.#running.delete(team);
      else this.#running.set(team, left);
    };
  }

  #share(team: string, now: number): number {
    const until = this.#slowUntil.get(team);
    if (until === undefined) return MAX_ATTEMPTS_OF_TEAM;
    if (until > now) return MAX_ATTEMPTS_OF_SLOW_TEAM;
    this.#slowUntil.delete(team);
    return MAX_ATTEMPTS_OF_TEAM;
  }
}
