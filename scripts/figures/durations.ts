/** How long something took, each time: the median, the 95th percentile and the slowest. */
export function describeDurations(durationsMs: readonly number[]): string {
  const sorted = [...durationsMs].sort((a, b) => a - b);
  const at = (part: number) => `${sorted[Math.floor(part * sorted.length)]?.toFixed(1) ?? '–'} ms`;
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, slowest ${at(1 - 1 / sorted.length)}`;
}
