import type { RelayServer } from '@parley/protocol';

/** Who runs the relays of a site. Another kind of them is one file that has this, and a line in `relay-config.ts`. */
export interface RelayProvider {
  /**
   * Servers with credentials for somebody.
   * @param uid whose: a relay that counts by user should count them as one, and must not learn who they are
   * @param validForSeconds how long they take these at least
   * @throws {RelayError} when the provider does not answer, or not as it should
   */
  issue(uid: string, validForSeconds: number): Promise<readonly RelayServer[]>;
}

/** Relays could not be had. Its message names no credential, and may stand in a log. */
export class RelayError extends Error {
  override readonly name = 'RelayError';
}
