import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockedAddressError } from './blocked-address-error.ts';
import { isPublicAddress } from './public-address.ts';

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
