import type { HostKey } from '@parley/protocol';

/** Where a host key makes its holder the host of a scheduled call: a server, since no rule can check it in secret. */
export interface HostClaims {
  /**
   * Resolves when this user is the call's host; the document will show it. The host before them loses the seat.
   * @throws {CallError} `wrong-host-key`, `signaling-unreachable`, `signed-out`
   */
  claimHost(docId: string, hostKey: HostKey, signal: AbortSignal): Promise<void>;
}
