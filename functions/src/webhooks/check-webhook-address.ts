import { isIP } from 'node:net';
import { type Resolve, resolvePublic } from './resolve-public.ts';
import { type AddressPolicy, hostOf, parseWebhookAddress } from './webhook-address.ts';

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
