/**
 * Where the writes of many calls at once fall in an index. Firestore keeps an index in ranges of its order, each in one place, and splits
 * those that are busy; but what is always written at the end of an index is always in one range.
 * https://firebase.google.com/docs/firestore/best-practices#hotspots
 */
import { randomFillSync } from 'node:crypto';

/** In how many ranges of as many entries each an index is. */
const RANGES = 64;
/** What one range takes, by Firestore's documentation. https://firebase.google.com/docs/firestore/solutions/shard-timestamp */
export const WRITES_PER_RANGE_AND_SECOND = 500;
const SIMULATED_SECONDS = 10;

export interface CallHabits {
  /** That move `expiresAt`, in a whole call. */
  readonly writes: number;
  readonly lengthSeconds: number;
  /** How long a call outlives the last write to it. */
  readonly holdsSeconds: number;
}

export interface IndexLoad {
  readonly calls: number;
  readonly writesPerSecond: number;
  /** Of an index led by `expiresAt`: what its busiest range is written in a second. */
  readonly busiestByTime: number;
  /** Of one led by the host. */
  readonly busiestByHost: number;
}

export function simulateLoad(calls: number, { writes, lengthSeconds, holdsSeconds }: CallHabits): IndexLoad {
  const random = createRandom();
  const writesPerSecond = (calls * writes) / lengthSeconds;
  const betweenSeconds = lengthSeconds / writes;
  // As they stand now: each was written at some time since the last write but one.
  const hosts = Float64Array.from({ length: calls }, random);
  const times = Float64Array.from({ length: calls }, () => holdsSeconds - random() * betweenSeconds);
  const [byHost, byTime] = [rangesOf(hosts), rangesOf(times)];
  const count = Math.round(writesPerSecond * SIMULATED_SECONDS);
  for (let written = 0; written < count; written++) {
    byHost.add(hosts[Math.floor(random() * calls)] ?? 0);
    byTime.add((written / count) * SIMULATED_SECONDS + holdsSeconds);
  }
  return {
    ...{ calls, writesPerSecond },
    busiestByTime: byTime.busiest() / SIMULATED_SECONDS,
    busiestByHost: byHost.busiest() / SIMULATED_SECONDS,
  };
}

/** How many calls at once an index takes that is written at its end alone. */
export function mostCalls({ writes, lengthSeconds }: CallHabits): number {
  return Math.floor((WRITES_PER_RANGE_AND_SECOND * lengthSeconds) / writes);
}

/** Ranges with as many of these in each, and how often each is written. */
function rangesOf(entries: Float64Array) {
  const sorted = entries.toSorted();
  const bounds = Array.from(
    { length: RANGES - 1 },
    (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / RANGES)] ?? 0,
  );
  const counts = new Array<number>(RANGES).fill(0);
  return {
    add(entry: number) {
      let [low, high] = [0, bounds.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((bounds[middle] ?? 0) <= entry) low = middle + 1;
        else high = middle;
      }
      counts[low] = (counts[low] ?? 0) + 1;
    },
    busiest: () => Math.max(...counts),
  };
}

/** Between 0 and 1. */
function createRandom(): () => number {
  const pool = new Uint32Array(16_384);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const value = pool[used] ?? 0;
    used += 1;
    return value / 2 ** 32;
  };
}
