import type { CallState } from '@parley/call';

/** How a call may turn out, by name. */
export const SCENES: Readonly<Record<string, CallState>> = {
  'a call that was left': { phase: 'ended', reason: 'left' },
  'a call that failed': { phase: 'failed', error: 'no-such-call' },
};
