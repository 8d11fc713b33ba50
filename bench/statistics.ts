/** What is said of many values: figures of one machine mean little beside those of another, so that ratios are what is told. */
export interface Spread {
  readonly count: number;
  readonly median: number;
  /** 10 and 90 % of them are below. */
  readonly low: number;
  readonly high: number;
}

/** @param values at least one */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  return { count: sorted.length, median: at(sorted, 0.5), low: at(sorted, 0.1), high: at(sorted, 0.9) };
}

/** Between the two values that lie around it. */
function at(sorted: readonly number[], part: number): number {
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * How many times as long one takes as the other: the median over the rounds, each of which had both on the same busy or idle machine.
 * @param pairs of one round each
 */
export function ratioOf(pairs: readonly (readonly [value: number, base: number])[]): Spread {
  return spreadOf(pairs.map(([value, base]) => value / base));
}
