import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

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
