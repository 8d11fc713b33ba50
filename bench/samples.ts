/** What a run has measured, and the table that is made of it. */
import { COLD, type Measured } from './contenders.ts';
import { ratioOf, type Spread, spreadOf } from './statistics.ts';

export interface Sample extends Measured {
  readonly contender: string;
  /** Each way: in front of the servers, or between the two. */
  readonly delayMs: number;
  readonly round: number;
}

/** What one contender took in one way at one distance. */
export interface Row {
  readonly contender: string;
  readonly way: string;
  readonly delayMs: number;
  readonly pressed: Spread;
  readonly both: Spread;
  /** Undefined: that was not measured beside it. */
  readonly toFloor: Spread | undefined;
  readonly toPeerJs: Spread | undefined;
}

const FLOOR = { contender: 'floor', way: 'new connection' };
const PEERJS = { contender: 'PeerJS', way: 'socket open' };
/** What begins with the address is held against what does. */
const COLD_PEERJS = { ...PEERJS, way: COLD };

export function rowsOf(samples: readonly Sample[]): readonly Row[] {
  const groups = Map.groupBy(samples, ({ contender, way, delayMs }) => `${contender}\0${way}\0${delayMs}`);
  return [...groups.values()].flatMap((group): Row[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { contender, way, delayMs } = first;
    return [
      {
        ...{ contender, way, delayMs },
        pressed: spreadOf(group.map(({ pressedMs }) => pressedMs)),
        both: spreadOf(group.map(({ bothMs }) => bothMs)),
        toFloor: ratioTo(group, samples, FLOOR),
        toPeerJs: ratioTo(group, samples, way === COLD ? COLD_PEERJS : PEERJS),
      },
    ];
  });
}

/** Of the same rounds at the same distance. */
function ratioTo(
  group: readonly Sample[],
  samples: readonly Sample[],
  { contender, way }: { contender: string; way: string },
): Spread | undefined {
  const pairs = group.flatMap(({ round, delayMs, pressedMs }): [number, number][] => {
    const base = samples.find(
      (other) =>
        other.contender === contender &&
        other.way === way &&
        other.round === round &&
        other.delayMs === delayMs,
    );
    return base === undefined ? [] : [[pressedMs, base.pressedMs]];
  });
  return pairs.length === 0 ? undefined : ratioOf(pairs);
}

/** In Markdown, which is read in a terminal too. @param where the delay is */
export function tellSamples(samples: readonly Sample[], where: string): string {
  const rows = rowsOf(samples);
  const distances = [...new Set(rows.map(({ delayMs }) => delayMs))];
  return distances
    .map((delayMs) => {
      const lines = rows
        .filter((row) => row.delayMs === delayMs)
        .map(
          ({ contender, way, pressed, both, toFloor, toPeerJs }) =>
            `| ${contender}, ${way} | ${pressed.count} | ${tellMs(pressed)} | ${tellMs(both)} | ${tellRatio(toFloor)} | ${tellRatio(toPeerJs)} |`,
        );
      return [
        `**${delayMs} ms each way ${where}**`,
        '',
        '| | rounds | sees the other | both see each other | × floor | × PeerJS |',
        '|---|---|---|---|---|---|',
        ...lines,
      ].join('\n');
    })
    .join('\n\n');
}

/**
 * How many trips there and back wait for one another: what each takes longer at the largest distance than at the smallest, in trips of
 * that length. Empty: there is one distance.
 */
export function tellTrips(samples: readonly Sample[]): string {
  const rows = rowsOf(samples);
  const delays = rows.map(({ delayMs }) => delayMs);
  const [nearMs, farMs] = [Math.min(...delays), Math.max(...delays)];
  if (nearMs === farMs) return '';
  const lines = rows.flatMap(({ contender, way, delayMs, pressed }) => {
    const far = rows.find((row) => row.contender === contender && row.way === way && row.delayMs === farMs);
    if (delayMs !== nearMs || far === undefined) return [];
    const trips = (far.pressed.median - pressed.median) / (2 * (farMs - nearMs));
    return [`| ${contender}, ${way} | ${trips.toFixed(1)} |`];
  });
  return [`| | trips of ${2 * farMs} ms that wait for one another |`, '|---|---|', ...lines].join('\n');
}

function tellMs({ median, low, high }: Spread): string {
  return `**${median.toFixed(0)} ms** (${low.toFixed(0)}–${high.toFixed(0)})`;
}

function tellRatio(ratio: Spread | undefined): string {
  if (ratio === undefined) return '–';
  return `${ratio.median.toFixed(2)} (${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)})`;
}
