import type { Account } from './account.ts';

/** Who this browser is to Firebase. */
export interface Identity {
  /**
   * Signs in anonymously, or returns who is signed in already. Safe to call early and often.
   * @returns the user's ID
   * @throws {CallError} `sign-in-refused`, `browser-not-verified`, `quota-exceeded`, `signed-out`, `signaling-unreachable`
   */
  signIn(signal: AbortSignal): Promise<string>;

  /** Signs in, and says how this user can outlive the browser. Absent: they cannot. @throws {CallError} as `signIn`, `page-incomplete` */
  account?(signal: AbortSignal): Promise<Account>;
}
