/** Which relays a site has, from functions/.env. docs/relay.md */
import { isRelayUrl } from '@parley/protocol';
import { Cloudflare } from './cloudflare.ts';
import { Coturn } from './coturn.ts';
import type { RelayProvider } from './relay-provider.ts';

export interface RelayEnvironment {
  /** Where one's own relay listens: `turn:` and `turns:` URLs with commas between them. */
  readonly RELAY_URLS?: string | undefined;
  readonly CLOUDFLARE_TURN_KEY_ID?: string | undefined;
}

/** Whether a secret is needed at all: one that is declared has to be set before anything is deployed. */
export function hasRelays({ RELAY_URLS, CLOUDFLARE_TURN_KEY_ID }: RelayEnvironment): boolean {
  return Boolean(RELAY_URLS) || Boolean(CLOUDFLARE_TURN_KEY_ID);
}

/**
 * @param secret coturn's `static-auth-secret`, or Cloudflare's API token
 * @returns undefined: this site has no relays
 * @throws {Error} when functions/.env names something that is no relay
 */
export function relayProvider(
  { RELAY_URLS, CLOUDFLARE_TURN_KEY_ID }: RelayEnvironment,
  secret: string,
  clock: () => number,
): RelayProvider | undefined {
  if (RELAY_URLS && CLOUDFLARE_TURN_KEY_ID)
    throw new Error('RELAY_URLS and CLOUDFLARE_TURN_KEY_ID are both set: take one of them.');
  if (CLOUDFLARE_TURN_KEY_ID) return new Cloudflare(CLOUDFLARE_TURN_KEY_ID, secret);
  if (!RELAY_URLS) return undefined;
  const urls = RELAY_URLS.split(',').map((url) => url.trim());
  const wrong = urls.find((url) => !isRelayUrl(url));
  if (wrong !== undefined)
    throw new Error(`RELAY_URLS has ${JSON.stringify(wrong)}, which is no turn: or turns: URL.`);
  return new Coturn(urls, secret, clock);
}
