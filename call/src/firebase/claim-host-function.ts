import type { HostKey } from '@parley/protocol';
import type { HostClaims } from '../ports/host-claims.ts';
import { callFunction } from './call-function.ts';
import type { SignedInUser } from './signed-in-user.ts';

/** Where Hosting passes it on to the function `claimHost`. */
const CLAIM_PATH = '/api/claim-host';

export class ClaimHostFunction implements HostClaims {
  readonly #user: Pick<SignedInUser, 'post'>;
  readonly #url: string;

  /** @param origin of the site */
  constructor(user: Pick<SignedInUser, 'post'>, origin: string) {
    this.#user = user;
    this.#url = origin + CLAIM_PATH;
  }

  async claimHost(docId: string, hostKey: HostKey, signal: AbortSignal): Promise<void> {
    const refusals = { NOT_FOUND: 'wrong-host-key' } as const;
    await callFunction(this.#user, { url: this.#url, data: { docId, hostKey }, refusals }, signal);
  }
}
