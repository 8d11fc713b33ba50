/** Who this browser is to Firebase. */
export interface Identity {
  /**
   * Signs in anonymously, or returns who is signed in already. Safe to call early and often.
   * @returns the user's ID
   * @throws {CallError} `sign-in-refused`, `browser-not-verified`, `quota-exceeded`, `signed-out`, `signaling-unreachable`
   */
  signIn(signal: AbortSignal): Promise<string>;
}
