import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { BlockedAddressError } from './blocked-address-error.ts';

/** What the internet hands out of IPv6 so far. All else, whatever it may become, is not where receivers are. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/** Public by number, and yet a cloud's own service (Azure's). */
const SERVICES = ['168.63.129.16'];

/**
 * Whether an address, as a resolver or `URL` writes it, is one on the public internet. `ipaddr.js` has IANA's registries
 * of special addresses; "unicast" is what they leave over. So IPv4 within IPv6 (mapped, NAT64, 6to4, Teredo) is refused
 * whatever it holds: receivers that only such an address leads to there are none.
 */
export function isPublicAddress(text: string): boolean {
  // Node's own reading: `ipaddr.js` would take `1.2.3` for an address too.
  if (isIP(text) === 0) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast' || SERVICES.includes(address.toString())) return false;
  // A zone (`fe80::1%eth0`) means something on one machine only.
  return address.kind() === 'ipv4' || (address.match(GLOBAL_IPV6) && !text.includes('%'));
}

/** All the addresses of a name, as `dns.lookup` gives them. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const resolveBySystem: Resolve = (host) => lookup(host, { all: true });

/**
 * Where a name leads now. One address that is not public spoils them all: nobody has one by chance beside public ones.
 * @throws {BlockedAddressError} `not-public`, `not-found`
 */
export async function resolvePublic(
  host: string,
  resolve: Resolve = resolveBySystem,
): Promise<readonly LookupAddress[]> {
  const addresses = await resolve(host).catch((cause: unknown) => {
    throw new BlockedAddressError('not-found', { cause });
  });
  if (addresses.length === 0) throw new BlockedAddressError('not-found');
  if (!addresses.every(({ address }) => isPublicAddress(address)))
    throw new BlockedAddressError('not-public');
  return addresses;
}

/**
 * What a connection asks for where a name leads: it gets the addresses that were checked, and asks nobody else. It does
 * not ask when the host is an address already, which `parseWebhookAddress` has checked.
 * @param resolve undefined: the system's resolver
 */
export function lookUpPublic(resolve: Resolve | undefined): LookupFunction {
  return (host, { all }, callback) => {
    resolvePublic(host, resolve).then(
      (addresses) => {
        const [first] = addresses;
        if (all === true) callback(null, [...addresses]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: Error) => callback(error, ''),
    );
  };
}
