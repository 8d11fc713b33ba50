import type { CallState } from '@parley/call';

/** How a call may turn out, by name. */
export const SCENES: Readonly<Record<string, CallState>> = {
  'a call that was left': { phase: 'ended', reason: 'left' },
  'a call that the host has ended': { phase: 'ended', reason: 'host-ended' },
  'a call whose time is over': { phase: 'ended', reason: 'time-over' },
  'a call that goes on elsewhere': { phase: 'ended', reason: 'taken-over' },
  'a call that failed': { phase: 'failed', error: 'no-such-call' },
};
