/** Whether something grows, of which there are samples in order: by a slope that no single odd one can bend. */

/**
 * How much it has grown over all samples: their number times the median of the slopes between any two of them (Theil and Sen), so
 * that it takes more than a quarter of the samples to lie.
 */
export function growthOf(samples: readonly number[]): number {
  const slopes = samples.flatMap((later, to) =>
    samples.slice(0, to).map((earlier, from) => (later - earlier) / (to - from)),
  );
  const sorted = slopes.toSorted((a, b) => a - b);
  return (sorted[Math.floor(sorted.length / 2)] ?? 0) * Math.max(0, samples.length - 1);
}
