/**
 * What the console shows: one line for each transition of a call's life. Never an SDP, a candidate, a token, a call's
 * ID or a name.
 */
export function logTransition(from: string, to: string): void {
  // biome-ignore lint/suspicious/noConsole: the one place that logs
  console.info(`Parley: ${from} → ${to}`);
}

/** Something that came from outside and was of no use. Its content stays out of the log. */
export function logIgnored(cause: unknown): void {
  const what = cause instanceof Error ? cause.name : typeof cause;
  // biome-ignore lint/suspicious/noConsole: the one place that logs
  console.info(`Parley: ignored something unusable (${what})`);
}
