/**
 * When to worry about a link, and what to do. Pure: facts in, one step out. Browsers' own behaviour, measured with a
 * network that swallows packets: Chromium says `disconnected` after 7.5 s and `failed` after 17.5 s, Firefox after
 * 8–9 s and 29 s; outages of 3 s pass without any event.
 */

/** Silence after which the person is told. Their own ears have noticed by then. */
export const STALLED_AFTER_MS = 3_000;
/** `disconnected` often heals by itself within this time. */
export const RESTART_AFTER_MS = 2_000;
/** Restarting again sooner would only throw away the checks in flight. */
export const MIN_RESTART_INTERVAL_MS = 3_500;
/** A restart that has not helped by now will not: new peer connection. */
export const REPLACE_AFTER_MS = 15_000;
/** By now the other is gone, for people's purposes. They can still come back. */
export const GONE_AFTER_MS = 60_000;

export interface LinkFacts {
  readonly state: RTCPeerConnectionState;
  /** How long it has been in that state. */
  readonly inStateMs: number;
  /** How long ago anything was heard of the other; only meaningful once connected. */
  readonly silentMs: number;
  /** How long the call has been without a working link, across replacements; 0 while it works. */
  readonly lostMs: number;
  /** How long ago this link's last restart was asked for; Infinity: never. */
  readonly sinceRestartMs: number;
  /** How long this link has existed. */
  readonly ageMs: number;
}

export type RecoveryStep = 'none' | 'tell-stalled' | 'restart' | 'replace' | 'give-up';

export function recoveryStep(facts: LinkFacts): RecoveryStep {
  if (facts.state === 'connected') return facts.silentMs >= STALLED_AFTER_MS ? 'tell-stalled' : 'none';
  if (facts.lostMs >= GONE_AFTER_MS) return 'give-up';
  if (facts.state === 'closed') return 'replace';
  if (Math.min(facts.lostMs, facts.ageMs) >= REPLACE_AFTER_MS) return 'replace';
  const isBroken =
    facts.state === 'failed' || (facts.state === 'disconnected' && facts.inStateMs >= RESTART_AFTER_MS);
  return isBroken && facts.sinceRestartMs >= MIN_RESTART_INTERVAL_MS ? 'restart' : 'none';
}
