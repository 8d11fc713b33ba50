/**
 * IP addresses as browsers write them, and which of them no honest peer asks another to knock at. The functions read
 * addresses with ipaddr.js: they ask for what is on the public internet, by IANA's registries of all that is not, while
 * two people may well be on one private network; and the registries are more than a page should have to load.
 */

/**
 * Whether a peer may send this browser there. Private addresses are where people on one network meet; but a machine's
 * own services, the metadata services of clouds, and whole networks at once are nobody's other browser.
 */
export function isReachableAddress(text: string): boolean {
  const ipv4 = parseIpv4(text);
  if (ipv4 !== undefined) return isReachableIpv4(ipv4);
  const groups = parseIpv6(text);
  return groups !== undefined && isReachableIpv6(groups);
}

/** https://www.rfc-editor.org/rfc/rfc1918#section-3 and https://www.rfc-editor.org/rfc/rfc4193 */
export function isPrivateAddress(text: string): boolean {
  const [a = 0, b = 0] = parseIpv4(text) ?? [];
  if (a === 10 || (a === 172 && b >> 4 === 1) || (a === 192 && b === 168)) return true;
  const [first = 0] = parseIpv6(text) ?? [];
  return first >> 9 === 0xfc >> 1;
}

/** Of clouds that keep them outside of the link-local block: Azure, Alibaba, Oracle. */
const METADATA_SERVICES = ['168.63.129.16', '100.100.100.200', '192.0.0.192'];

function isReachableIpv4(bytes: readonly number[]): boolean {
  const [a = 0, b = 0] = bytes;
  const isLinkLocal = a === 169 && b === 254;
  // 224 and above: multicast, reserved, broadcast.
  if (a === 0 || a === 127 || a >= 224 || isLinkLocal) return false;
  return !METADATA_SERVICES.includes(bytes.join('.'));
}

function isReachableIpv6(groups: readonly number[]): boolean {
  const [first = 0, second = 0, third = 0] = groups;
  const isWithin = (prefix: readonly number[]) => prefix.every((group, index) => groups[index] === group);
  // Unspecified, loopback and IPv4-compatible ones; IPv4-mapped ones; NAT64.
  const carriesIpv4 =
    isWithin([0, 0, 0, 0, 0, 0]) || isWithin([0, 0, 0, 0, 0, 0xffff]) || isWithin([0x64, 0xff9b, 0, 0, 0, 0]);
  if (carriesIpv4) return isReachableIpv4(groups.slice(6).flatMap(toBytes));
  // 6to4, which has the IPv4 address in front.
  if (first === 0x2002) return isReachableIpv4([second, third].flatMap(toBytes));
  const isMulticast = first >> 8 === 0xff;
  const isLinkOrSiteLocal = first >> 6 === 0xfe80 >> 6 || first >> 6 === 0xfec0 >> 6;
  const isMetadataOfAmazon = first === 0xfd00 && second === 0xec2;
  return !isMulticast && !isLinkOrSiteLocal && !isMetadataOfAmazon;
}

/** Four decimal numbers and nothing else: `127.1`, `0x7f.0.0.1` and `0177.0.0.1` are ways around a check. */
function parseIpv4(text: string): number[] | undefined {
  if (!/^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

/** Eight numbers of 16 bits. Without a zone, which means something on one machine only. */
function parseIpv6(text: string): number[] | undefined {
  const embedded = text.slice(text.lastIndexOf(':') + 1);
  const tail = embedded.includes('.') ? parseIpv4(embedded) : [];
  if (tail === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = tail;
  const asGroups = [(a << 8) | b, (c << 8) | d].map((group) => group.toString(16)).join(':');
  const plain = tail.length > 0 ? text.slice(0, -embedded.length) + asGroups : text;
  const [head, rest, ...more] = plain.split('::').map((part) => (part === '' ? [] : part.split(':')));
  if (head === undefined || more.length > 0) return undefined;
  const missing = 8 - head.length - (rest?.length ?? 0);
  if (rest === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = rest === undefined ? head : [...head, ...Array<string>(missing).fill('0'), ...rest];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.map((group) => Number.parseInt(group, 16));
}

function toBytes(group: number): number[] {
  return [group >> 8, group & 255];
}
