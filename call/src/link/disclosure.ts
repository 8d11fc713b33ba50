/** What a description and its candidates tell of where somebody is, and how much of that is told. */
import { isPrivateAddress } from '@parley/protocol';
import type { Disclosure } from './link.ts';
import { type OfferedCandidate, takeCandidates } from './offered-candidates.ts';

/** How browsers hide a host's address: by a name that means something in its own network only. */
const HIDDEN_NAME = /\.local$/i;

/**
 * Whether one of our candidates may be told. In public goes what every page learns that one opens, the address by which
 * the internet sees this browser; an address of the machine itself may be one within somebody's home, or the one that a
 * VPN is there to hide.
 */
export function mayBeTold(candidate: string, disclosure: Disclosure): boolean {
  if (disclosure === 'nothing' || disclosure === 'all') return disclosure === 'all';
  const [, , , , address = '', , , type] = candidate.split(' ');
  if (disclosure === 'relayed') return type === 'relay';
  return HIDDEN_NAME.test(address) || (type !== 'host' && !isPrivateAddress(address));
}

/** A candidate without the address that it was found from, which nobody needs. */
export function withoutOrigin(candidate: string): string {
  return candidate.replace(/ raddr \S+ rport \d+/, ' raddr 0.0.0.0 rport 0');
}

/** What may be told of a description, and the candidates that are held back. */
export function disclose(
  sdp: string,
  disclosure: Disclosure,
): { readonly told: string; readonly held: readonly OfferedCandidate[] } {
  const lines = sdp
    .split(/(?<=\r\n)/)
    // Where media would go without ICE, and its reports.
    .filter((line) => !line.startsWith('a=rtcp:'))
    .map((line) => (line.startsWith('c=') ? 'c=IN IP4 0.0.0.0\r\n' : withoutOrigin(line)));
  const { candidates } = takeCandidates(lines.join(''));
  const held = candidates.filter(({ candidate }) => !mayBeTold(candidate, disclosure));
  const isTold = (line: string) =>
    line.startsWith('a=candidate:')
      ? mayBeTold(line.slice('a='.length), disclosure)
      : held.length === 0 || !line.startsWith('a=end-of-candidates');
  return { told: lines.filter(isTold).join(''), held };
}
