import type { IssuedRelays } from '@parley/protocol';

/** Where relays come from, for those who may sit in a call: a server, since whoever pays for them keeps their secret. */
export interface RelaySource {
  /**
   * Relays with credentials of this person's own, for some minutes.
   * @returns none where the site has none
   * @throws {CallError} `refused`: they may not sit there; `signaling-unreachable`, `signed-out`
   */
  issueRelays(docId: string, signal: AbortSignal): Promise<IssuedRelays>;
}
