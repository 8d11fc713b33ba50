import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockedAddressError } from '../addresses/blocked-address-error.ts';
import { lookUpPublic, type Resolve } from '../addresses/public-address.ts';
import { type AddressPolicy, parseWebhookAddress } from '../addresses/webhook-address.ts';
import { type Message, signatureHeaders } from './signature.ts';

/** From the look-up of the name to the head of the answer. Standard Webhooks: 15 to 30 s; our queue waits meanwhile. */
const TIMEOUT_MS = 15_000;

export interface SendOptions extends AddressPolicy {
  readonly secrets: readonly Uint8Array[];
  readonly sentAt: number;
  readonly timeoutMs?: number;
  /** Undefined: the system's resolver. */
  readonly resolve?: Resolve;
}

/** What became of an attempt. Of an answer only its status is read, and when it wants to be asked again. */
export type Attempt =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter?: string | undefined }
  | { readonly kind: 'blocked'; readonly code: BlockedAddressError['code'] }
  | { readonly kind: 'timed-out' }
  /** No connection, no TLS, or no HTTP. */
  | { readonly kind: 'unreachable' };

/**
 * Posts a signed message. The name is resolved once, by us, and the connection goes to the address that was checked: a
 * name that leads elsewhere a moment later leads nowhere. `node:https` follows no redirects and, without an agent, knows
 * no proxy and no connection of before.
 */
export async function sendMessage(address: string, message: Message, options: SendOptions): Promise<Attempt> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  try {
    const url = parseWebhookAddress(address, options);
    return { kind: 'answered', ...(await post(url, message, options, signal)) };
  } catch (error) {
    if (error instanceof BlockedAddressError) return { kind: 'blocked', code: error.code };
    return { kind: signal.aborted ? 'timed-out' : 'unreachable' };
  }
}

interface Head {
  readonly status: number;
  readonly retryAfter?: string;
}

function post(url: URL, message: Message, options: SendOptions, signal: AbortSignal): Promise<Head> {
  const { secrets, sentAt, isLocalAllowed, resolve } = options;
  const body = Buffer.from(message.body);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolveHead, reject) => {
    request(url, {
      method: 'POST',
      agent: false,
      signal,
      ...(isLocalAllowed ? {} : { lookup: lookUpPublic(resolve) }),
      headers: {
        'content-type': 'application/json',
        'content-length': body.length,
        'user-agent': 'Parley-Webhooks/1',
        ...signatureHeaders(message, sentAt, secrets),
      },
    })
      .on('response', (response) => {
        const { statusCode: status = 0, headers } = response;
        const retryAfter = headers['retry-after'];
        resolveHead(retryAfter === undefined ? { status } : { status, retryAfter });
        // Whatever it says is neither read nor kept.
        response.destroy();
      })
      .on('error', reject)
      .end(body);
  });
}
