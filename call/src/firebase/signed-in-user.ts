import { CallError } from '../ports/call-error.ts';
import type { Attestation } from './app-check.ts';
import type { FirebaseIdentity } from './firebase-identity.ts';

export interface PostOptions {
  readonly signal: AbortSignal;
  /** A request that takes longer has failed, as far as a waiting person is concerned. */
  readonly timeoutMs: number;
  /** Sent as the page goes away, when nobody will be there to hear the answer. */
  readonly isLastWord?: boolean;
}

/** Requests with what shows who asks, and from what: the user's token, and where the site uses it that of App Check. */
export class SignedInUser {
  readonly #identity: Pick<FirebaseIdentity, 'token' | 'currentToken' | 'uid'>;
  readonly #attestation: Attestation | undefined;

  /** @param attestation undefined: this site does not use App Check */
  constructor(
    identity: Pick<FirebaseIdentity, 'token' | 'currentToken' | 'uid'>,
    attestation: Attestation | undefined,
  ) {
    this.#identity = identity;
    this.#attestation = attestation;
  }

  /** Undefined when signed out. */
  get uid(): string | undefined {
    return this.#identity.uid;
  }

  /** @throws {CallError} `signed-out`; `signaling-unreachable` when there was no answer */
  async post(
    url: string,
    body: unknown,
    { signal, timeoutMs, isLastWord = false }: PostOptions,
  ): Promise<Response> {
    const headers = await this.#headers(isLastWord);
    try {
      return await fetch(url, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
        keepalive: isLastWord,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
    } catch (cause) {
      signal.throwIfAborted();
      throw new CallError('signaling-unreachable', { cause });
    }
  }

  async #headers(isLastWord: boolean): Promise<Record<string, string>> {
    // A last word is said while the page is being torn down: there is no later in which to fetch newer tokens.
    const current = isLastWord ? this.#identity.currentToken : undefined;
    const [token, attested] = await Promise.all([
      current ?? this.#identity.token(),
      isLastWord ? this.#attestation?.currentToken : this.#attestation?.token(),
    ]);
    return {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      ...(attested !== undefined && { 'X-Firebase-AppCheck': attested }),
    };
  }
}
