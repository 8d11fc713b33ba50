import type { Role } from '@parley/protocol';

/** Tells the tabs of one browser apart, which to Firebase are one user. */
export interface SeatLocks {
  /**
   * Claims this tab's seat, and holds it until `signal` aborts: the one that it had before, or else the first.
   * @param roles the seats this person may have, the preferred one first
   * @returns the seat, or undefined when another tab of this browser has it
   */
  claim(docId: string, roles: readonly Role[], signal: AbortSignal): Promise<Role | undefined>;

  /** Whether no tab has the one that it would claim. */
  isFree(docId: string, roles: readonly Role[]): Promise<boolean>;

  /** The same, from whichever tab has it. */
  takeOver(docId: string, roles: readonly Role[], signal: AbortSignal): Promise<Role | undefined>;
}
