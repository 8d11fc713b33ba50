import type { HostKey } from '@parley/protocol';
import { CallError } from '../call/call-error.ts';
import type { HostDesk } from '../call/host-desk.ts';
import type { Attestation } from './app-check.ts';
import type { FirebaseIdentity } from './firebase-identity.ts';

/** Under this site's own address, where Hosting passes it on to the function `claimHost`. */
const CLAIM_PATH = '/api/claim-host';

/** A function that has to start first takes some seconds. */
const CLAIM_TIMEOUT_MS = 20_000;

/**
 * Asks the function `claimHost`, by the protocol of callable functions, which is one POST: no need for Firebase's SDK.
 * https://firebase.google.com/docs/functions/callable-reference
 */
export class HostedDesk implements HostDesk {
  readonly #identity: Pick<FirebaseIdentity, 'token'>;
  readonly #attestation: Attestation | undefined;

  constructor(identity: Pick<FirebaseIdentity, 'token'>, attestation: Attestation | undefined) {
    this.#identity = identity;
    this.#attestation = attestation;
  }

  async claimHost(docId: string, hostKey: HostKey, signal: AbortSignal): Promise<void> {
    const [token, attested] = await Promise.all([this.#identity.token(), this.#attestation?.token()]);
    let response: Response;
    try {
      response = await fetch(CLAIM_PATH, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          ...(attested !== undefined && { 'X-Firebase-AppCheck': attested }),
        },
        body: JSON.stringify({ data: { docId, hostKey } }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(CLAIM_TIMEOUT_MS)]),
      });
    } catch (cause) {
      signal.throwIfAborted();
      throw new CallError('signaling-unreachable', { cause });
    }
    if (response.ok) return;
    throw new CallError(await codeOf(response));
  }
}

async function codeOf(
  response: Response,
): Promise<'wrong-host-key' | 'signed-out' | 'signaling-unreachable'> {
  if (response.status === 401) return 'signed-out';
  // Where no functions are deployed, Hosting itself says that it has found nothing, and not in this form.
  const body: unknown = await response.json().catch(() => undefined);
  const { error } = (body ?? {}) as { error?: { status?: unknown } };
  return error?.status === 'NOT_FOUND' ? 'wrong-host-key' : 'signaling-unreachable';
}
