import { type IssuedRelays, parseIssuedRelays, RELAYS_PATH } from '@parley/protocol';
import type { RelaySource } from '../ports/relay-source.ts';
import { callFunction } from './call-function.ts';
import type { SignedInUser } from './signed-in-user.ts';

export class IssueRelaysFunction implements RelaySource {
  readonly #user: Pick<SignedInUser, 'post'>;
  readonly #url: string;

  /** @param origin of the site */
  constructor(user: Pick<SignedInUser, 'post'>, origin: string) {
    this.#user = user;
    this.#url = origin + RELAYS_PATH;
  }

  async issueRelays(docId: string, signal: AbortSignal): Promise<IssuedRelays> {
    const refusals = { PERMISSION_DENIED: 'refused' } as const;
    return parseIssuedRelays(
      await callFunction(this.#user, { url: this.#url, data: { docId }, refusals }, signal),
    );
  }
}
