/** What a call takes, as a table. */
import type { CallCost } from './call-cost.ts';
import { PRICES_NOTE, priceOf } from './prices.ts';

/** What a call that is made by hand should take at most. */
const WANTED = { writes: 12, reads: 16, deletes: 10, functionCalls: 0 } as const;
const CALLS = 1_000;

export function tellCost({
  minutes,
  coming,
  steady,
  leaving,
  peerConnections,
  left,
  wholeCall,
}: CallCost): string {
  const parts = [coming, steady, leaving];
  const row = (
    what: string,
    countIn: (part: CallCost['steady']) => number | string,
    whole: string | number,
    wanted = '',
  ) => `| ${[what, ...parts.map(countIn), whole, wanted].join(' | ')} |`;
  const invocations = wholeCall.followedWrites + wholeCall.functionsAsked;
  return [
    `| | coming together | ${minutes} min of talk | leaving | a call of 30 min, swept | wanted |`,
    '|---|---|---|---|---|---|',
    row('documents written', ({ writes }) => writes, wholeCall.writes, `≤ ${WANTED.writes}`),
    row('documents read', ({ reads }) => reads, wholeCall.reads, `≤ ${WANTED.reads}`),
    row('looked at by rules, at most', ({ lookUps }) => lookUps, 'among those read'),
    row('documents deleted', ({ deletes }) => deletes, wholeCall.deletes, `≤ ${WANTED.deletes}`),
    row(
      'functions asked by the pages (`issueRelays`)',
      ({ functionsAsked }) => functionsAsked,
      wholeCall.functionsAsked,
      `${WANTED.functionCalls}`,
    ),
    row(
      'functions started by writes (`followCall`)',
      ({ followedWrites }) => followedWrites,
      wholeCall.followedWrites,
      `${WANTED.functionCalls}`,
    ),
    row('bytes up', ({ upBytes }) => kB(upBytes), ''),
    row('bytes down', ({ downBytes }) => kB(downBytes), ''),
    '',
    `${peerConnections} peer connections for two people. Still stored when both had left: ${left.length} documents (${collections(left)}). One page of a call ` +
      `took ${((100 * steady.cpuSeconds) / 2 / (minutes * 60)).toFixed(0)} % of a core while they talked, with a camera of 1280×720 whose picture is encoded and decoded by the processor. ` +
      `The last column has ${minutes >= 30 ? 'the whole call as it was' : `what was counted, and in place of the ${minutes} minutes the renewals of half an hour, one for each of the two`}; and what the sweep does: one mark written and one day deleted, what is left deleted, the call read, and one read for each of the three collections that may lie beneath it, also where it is empty. The sweep's read of the count of who creates calls is not in it. ` +
      `Bytes are those to and from the database and sign-in, without TLS. ` +
      `A thousand such calls: **$${(CALLS * priceOf(wholeCall, 0)).toFixed(3)}**, and with ${invocations} invocations each $${(CALLS * priceOf(wholeCall, invocations)).toFixed(3)}. ${PRICES_NOTE}.`,
  ].join('\n');
}

function kB(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

/** `calls 1, offerCandidates 2` */
function collections(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const collection = name.split('/').at(-2) ?? '';
    counts.set(collection, (counts.get(collection) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}
