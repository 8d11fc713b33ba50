import type { Role } from '@parley/protocol';

/** Tells the tabs of one browser apart, which to Firebase are one user. */
export interface SeatLocks {
  /**
   * Claims the first of these seats that no other tab of this browser has, and holds it until `signal` aborts.
   * @param roles the seats this person may have, the preferred one first
   * @returns the seat, or undefined when other tabs have them all
   */
  claim(docId: string, roles: readonly Role[], signal: AbortSignal): Promise<Role | undefined>;
}
