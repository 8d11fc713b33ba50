/** How many of the other's candidates are taken after a description, and which. */
import { expect, it } from 'vitest';
import { LateCandidates, MAX_LATE_CANDIDATES } from './late-candidates.ts';

const USABLE = 'candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host';

function aDescription(generation: string): string {
  return `v=0\r\na=ice-ufrag:${generation}\r\n`;
}

/** @returns how many of two hundred were taken */
function flood(late: LateCandidates): number {
  let taken = 0;
  for (let count = 0; count < 200; count += 1) {
    try {
      late.take({ candidate: USABLE, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null });
      taken += 1;
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid' });
    }
  }
  return taken;
}

it('are taken up to a number, and as many of each generation', () => {
  const late = new LateCandidates();
  late.expect(aDescription('abcd'));
  expect(flood(late)).toBe(MAX_LATE_CANDIDATES);
  late.expect(aDescription('abcd'));
  expect(flood(late)).toBe(0);
  late.expect(aDescription('efgh'));
  expect(flood(late)).toBe(MAX_LATE_CANDIDATES);
});

it.for([
  ['one that browsers make', USABLE, true],
  ['the word that there are no more', '', true],
  ['one with a name of a server', 'candidate:1 1 udp 2122260223 example.com 50000 typ host', false],
  ['anything else', 'hello', false],
] as const)('%s is taken: %s, %s', ([, candidate, isTaken]) => {
  const late = new LateCandidates();
  const take = () => late.take({ candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null });
  if (isTaken) expect(take).not.toThrow();
  else expect(take).toThrow(/browsers make/);
});
