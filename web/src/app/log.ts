/**
 * What the console shows: one line for each transition of a call's life. Never an SDP, a candidate, a token, a call's
 * ID or a name.
 */
export function logTransition(from: string, to: string): void {
  // biome-ignore lint/suspicious/noConsole: the one place that logs
  console.info(`Parley: ${from} → ${to}`);
}

let ignoredCount = 0;

/**
 * Something that came from outside and was of no use. Its content stays out of the log, and so does most of a flood:
 * the 1st, 2nd, 4th, 8th … are told.
 */
export function logIgnored(cause: unknown): void {
  ignoredCount += 1;
  if (!Number.isInteger(Math.log2(ignoredCount))) return;
  const what = cause instanceof Error ? cause.name : typeof cause;
  // biome-ignore lint/suspicious/noConsole: the one place that logs
  console.info(`Parley: ignored something unusable (${what}, ${ignoredCount} so far)`);
}
