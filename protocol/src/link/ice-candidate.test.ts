import { expect, test } from 'vitest';
import { LEFT_OUT } from '../testing/hostile-sdps.ts';
import { isUsableCandidate } from './ice-candidate.ts';

test.each([
  [
    'on the local network',
    'candidate:1 1 udp 2122194687 192.168.1.7 33760 typ host generation 0 network-id 1',
  ],
  ['on a network of examples', 'candidate:2490832529 1 udp 2122194687 192.0.2.2 33760 typ host'],
  ['behind a carrier’s NAT', 'candidate:1 1 udp 1 100.64.0.9 33760 typ host'],
  ['of IPv6', 'candidate:1 1 udp 2122265343 fd00::2 41678 typ host generation 0'],
  ['of IPv6 in full', 'candidate:1 1 udp 1 2001:db8:1:2:3:4:5:6 41678 typ host'],
  ['of IPv6 with a tail of IPv4', 'candidate:1 1 udp 1 2001:db8::203.0.113.9 41678 typ host'],
  ['of Firefox', 'candidate:0 1 UDP 2122187007 66bd1c9f-bbb7-49bf-a992-d975228c0868.local 44625 typ host'],
  [
    'of a second component',
    'candidate:0 2 UDP 2122187006 66bd1c9f-bbb7-49bf-a992-d975228c0868.local 35278 typ host',
  ],
  [
    'as a STUN server sees it',
    'candidate:1 1 udp 1 203.0.113.5 50000 typ srflx raddr 0.0.0.0 rport 0 ufrag cY5B',
  ],
  [
    'of a TURN server',
    'candidate:1 1 udp 1 203.0.113.5 443 typ relay raddr 0.0.0.0 rport 0 network-cost 999',
  ],
])('A candidate %s is used', (_, line) => {
  expect(isUsableCandidate(line)).toBe(true);
});

test.each(LEFT_OUT.filter(({ line }) => line.startsWith('a=candidate:')))('$line is not', ({ line }) => {
  expect(isUsableCandidate(line.slice('a='.length))).toBe(false);
});

test.each(['', 'candidate', 'a=candidate:1 1 udp 1 192.168.1.7 33760 typ host', '<script>'])(
  '%j is not',
  (line) => {
    expect(isUsableCandidate(line)).toBe(false);
  },
);
