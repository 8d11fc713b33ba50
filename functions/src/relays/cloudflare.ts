import { isRelayUrl, type RelayServer } from '@parley/protocol';
import { RelayError, type RelayProvider } from './relay-provider.ts';

const TIMEOUT_MS = 5_000;

/**
 * Cloudflare's relays. The key's ID is public, its API token is the secret.
 * https://developers.cloudflare.com/realtime/turn/generate-credentials/
 */
export class Cloudflare implements RelayProvider {
  readonly #url: string;
  readonly #token: string;
  readonly #fetch: typeof fetch;

  constructor(keyId: string, token: string, fetchIt: typeof fetch = fetch) {
    this.#url = `https://rtc.live.cloudflare.com/v1/turn/keys/${encodeURIComponent(keyId)}/credentials/generate-ice-servers`;
    this.#token = token;
    this.#fetch = fetchIt;
  }

  async issue(_uid: string, validForSeconds: number): Promise<readonly RelayServer[]> {
    const answer = await this.#ask(validForSeconds);
    const servers = (answer as { iceServers?: unknown } | null)?.iceServers;
    const relays = (Array.isArray(servers) ? servers : [servers]).flatMap(readServer);
    if (relays.length === 0) throw new RelayError('Cloudflare answered without a relay');
    return relays;
  }

  async #ask(ttl: number): Promise<unknown> {
    let response: Response;
    try {
      response = await this.#fetch(this.#url, {
        method: 'POST',
        headers: { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ ttl }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw new RelayError('Cloudflare did not answer');
    }
    if (!response.ok) throw new RelayError(`Cloudflare answered ${response.status}`);
    return response.json().catch(() => {
      throw new RelayError('Cloudflare answered with something else than JSON');
    });
  }
}

/** Those with credentials; what the same answer says of STUN servers, and of port 53, which browsers refuse, is left out. */
function readServer(value: unknown): RelayServer[] {
  if (typeof value !== 'object' || value === null) return [];
  const { urls, username, credential } = value as Record<string, unknown>;
  if (typeof username !== 'string' || typeof credential !== 'string') return [];
  const usable = (Array.isArray(urls) ? urls : [urls])
    .filter(isRelayUrl)
    .filter((url) => !/:53(\?|$)/.test(url));
  return usable.length === 0 ? [] : [{ urls: usable, username, credential }];
}
