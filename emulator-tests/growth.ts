/**
 * `npm run growth`: what joining a call, sweeping and listing a team's bookings take where there are few calls, and where there are many, on an
 * emulator of its own; and where the writes of up to a million calls at once would fall in Firestore's indexes, simulated.
 * `--calls 100000 --repeats 40` is what is taken when nothing is said; `--writes 8`: of a call, as `npm run bench` counts them; `--write`: into docs/performance.md.
 */
import { type IndexLoad, mostCalls, simulateLoad, WRITES_PER_RANGE_AND_SECOND } from '../bench/index-load.ts';
import { describeRun, writePart } from '../bench/performance-page.ts';
import { ratioOf, type Spread, spreadOf } from '../bench/statistics.ts';
import { DEFAULT_EMPTY_TIMEOUT_SECONDS, SEAT_LEASE_MS } from '../protocol/src/reading/limits.ts';
import { showProgress } from '../scripts/lib/progress.ts';
import { readArguments } from '../scripts/lib/read-arguments.ts';
import { runScript } from '../scripts/lib/run-script.ts';
import { startFirestoreServer } from '../scripts/servers/firestore-server.ts';
import type { Grown } from './growth/crowd.ts';

const FEW_CALLS = 100;
const CALL_SECONDS = 30 * 60;
const SIMULATED_CALLS = [10_000, 100_000, 1_000_000] as const;

await runScript(async (signal) => {
  const { values } = readArguments(
    {
      calls: { type: 'string', default: '100000' },
      repeats: { type: 'string', default: '40' },
      writes: { type: 'string', default: '8' },
      write: { type: 'boolean', default: false },
    },
    'npm run growth -- [--calls N] [--repeats N] [--writes N] [--write]',
  );
  const [calls, repeats, writes] = [Number(values.calls), Number(values.repeats), Number(values.writes)];
  const run = describeRun(`npm run growth -- --calls ${calls} --repeats ${repeats} --writes ${writes}`);
  const server = await startFirestoreServer(signal);
  Object.assign(process.env, server.env);
  try {
    // What it is made of finds the emulator when it is loaded.
    const { Crowd } = await import('./growth/crowd.ts');
    const crowd = new Crowd();
    try {
      await crowd.grow(FEW_CALLS);
      const few = await crowd.measure(repeats);
      const progress = showProgress(`Writing ${calls} calls and as many bookings`);
      await crowd.grow(calls);
      progress.end('Written');
      const many = await crowd.measure(repeats);
      const content = [tellGrowth(few, many, calls), '', tellLoad(writes)].join('\n');
      console.log(content);
      if (values.write) writePart('growth', `${run}\n\n${content}`);
      return 0;
    } finally {
      await crowd.close();
    }
  } finally {
    await server.stop();
  }
});

function tellGrowth(few: readonly Grown[], many: readonly Grown[], calls: number): string {
  const lines = few.map(({ what, durationsMs, documents }) => {
    const later = many.find((other) => other.what === what);
    if (later === undefined) throw new Error(`${what} was measured once`);
    const [before, after] = [spreadOf(durationsMs), spreadOf(later.durationsMs)];
    const ratio = ratioOf([[after.median, before.median]]).median;
    return `| ${what} | ${documents} | ${later.documents} | ${tellMs(before)} | ${tellMs(after)} | ${ratio.toFixed(2)} |`;
  });
  return [
    `| | documents, of ${FEW_CALLS} calls | of ${calls.toLocaleString('en')} | time, of ${FEW_CALLS} | of ${calls.toLocaleString('en')} | × |`,
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

/** By the rates of a call that the bench has counted. */
function tellLoad(writes: number): string {
  const habits = {
    ...{ writes, lengthSeconds: CALL_SECONDS },
    holdsSeconds: SEAT_LEASE_MS / 1_000 + DEFAULT_EMPTY_TIMEOUT_SECONDS,
  };
  const loads = SIMULATED_CALLS.map((calls) => simulateLoad(calls, habits));
  return [
    `Simulated, with ${writes} writes of \`expiresAt\` in each half hour of a call, and indexes in 64 ranges of as many entries each. One range takes ${WRITES_PER_RANGE_AND_SECOND} writes a second: an index led by \`expiresAt\` is at its end with **${mostCalls(habits).toLocaleString('en')} calls at once**.`,
    '',
    '| calls at once | writes a second | busiest range of an index led by `expiresAt` | led by the host |',
    '|---|---|---|---|',
    ...loads.map(tellOneLoad),
  ].join('\n');
}

function tellOneLoad({ calls, writesPerSecond, busiestByTime, busiestByHost }: IndexLoad): string {
  const numbers = [calls, writesPerSecond, busiestByTime, busiestByHost];
  return `| ${numbers.map((number) => Math.round(number).toLocaleString('en')).join(' | ')} |`;
}

function tellMs({ median, low, high }: Spread): string {
  return `${median.toFixed(1)} ms (${low.toFixed(1)}–${high.toFixed(1)})`;
}
