import { isIP } from 'node:net';
import { BlockedAddressError } from './blocked-address-error.ts';
import { isPublicAddress, type Resolve, resolvePublic } from './public-address.ts';

/** How strict an address is looked at. */
export interface AddressPolicy {
  /** Only ever true on the emulator, where receivers run on this machine: plain http and any address are allowed. */
  readonly isLocalAllowed: boolean;
}

/** In UTF-16 code units; longer than any that a person could want, shorter than servers refuse. */
export const MAX_ADDRESS_LENGTH = 2_048;

/**
 * Where a webhook is to be sent, as `URL` reads it: `0x7f.1`, `2130706433` and `0177.0.0.1` have become `127.0.0.1` by
 * then, so there is one spelling to look at. A name says nothing of where it leads: that is checked when it is resolved
 * (`resolvePublic`), each time.
 *
 * @throws {BlockedAddressError}
 */
export function parseWebhookAddress(text: string, { isLocalAllowed }: AddressPolicy): URL {
  if (text.length > MAX_ADDRESS_LENGTH) throw new BlockedAddressError('not-an-address');
  const url = URL.parse(text);
  if (url === null) throw new BlockedAddressError('not-an-address');
  if (url.protocol !== 'https:' && !(isLocalAllowed && url.protocol === 'http:')) {
    throw new BlockedAddressError('not-https');
  }
  // They would be stored in plain text, and a signature is there to tell who sends.
  if (url.username !== '' || url.password !== '') throw new BlockedAddressError('has-credentials');
  const host = hostOf(url);
  if (!isLocalAllowed && (isLocalName(host) || (isIP(host) !== 0 && !isPublicAddress(host)))) {
    throw new BlockedAddressError('not-public');
  }
  // Never sent, so it would only make two of one address.
  url.hash = '';
  return url;
}

/**
 * Whether messages can be sent there now, for whoever registers it. It is asked again at each delivery, since a name may
 * lead elsewhere by then.
 * @returns the address as it is to be stored
 * @throws {BlockedAddressError}
 */
export async function checkWebhookAddress(
  text: string,
  { isLocalAllowed }: AddressPolicy,
  resolve?: Resolve,
): Promise<string> {
  const url = parseWebhookAddress(text, { isLocalAllowed });
  const host = hostOf(url);
  if (!isLocalAllowed && isIP(host) === 0) await resolvePublic(host, resolve);
  return url.href;
}

/** The name or the address, an IPv6 one without its brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/** Names that lead nowhere beyond one network, or that a cloud answers itself: https://www.rfc-editor.org/rfc/rfc6761 */
function isLocalName(host: string): boolean {
  const name = host.replace(/\.$/, '');
  return (
    isIP(name) === 0 && (!name.includes('.') || /\.(?:localhost|local|internal|home\.arpa|onion)$/.test(name))
  );
}
