/**
 * When to worry about a link, and what to do. Pure: facts in, one step out. Browsers' own behaviour, measured with a
 * network that swallows packets: Chromium says `disconnected` after 5.6–7.5 s and `failed` after 15.6–17.5 s, Firefox after
 * 8–9 s and 29 s; outages of 3 s pass without any event, and so does the change of an address.
 */

/**
 * Silence after which a link that is said to stand is restarted, in case one of the two has another address. A restart for
 * nothing costs a round and no more: the old path goes on until there is a new one.
 */
export const SILENT_RESTART_AFTER_MS = 2_500;
/** The same where the other is heard twice a second. A hidden tab is heard once, and so was every page of the last release. */
export const SWIFT_RESTART_AFTER_MS = 1_500;
/** Silence after which the person is told. Their own ears have noticed by then. */
export const STALLED_AFTER_MS = 3_000;
/** `disconnected` often heals by itself within this time. */
export const RESTART_AFTER_MS = 2_000;
/**
 * Restarting again sooner would only throw away the checks in flight: Chromium leaves a way that it takes for alive only after 2.5 s of
 * silence, for one that was heard for a second.
 */
export const MIN_RESTART_INTERVAL_MS = 3_500;
/** Restarts for silence come ever later: where they help nothing, or the other is only slow, they should cost little. */
const MAX_SILENT_RESTART_INTERVAL_MS = 60_000;
/** A way that is there is found within this time, if it is a direct one; then relays are tried that came too late for it. */
export const RELAYS_AFTER_MS = 1_000;
/** Chromium has not even begun to connect: neither side has told a way that the other could take. What is late comes by then. */
export const RELAYS_AFTER_NO_WAY_MS = 500;
/** A restart that has not helped by now will not: new peer connection. */
export const REPLACE_AFTER_MS = 15_000;
/** No link has come about with the other, though both are there: Chromium has given up, too. */
export const NO_ROUTE_AFTER_MS = 15_000;
/** By now the other is gone, for people's purposes. They can still come back. */
export const GONE_AFTER_MS = 60_000;
/** A link that does not come about may be the network's fault, which is looked at on the side; a usual one takes a tenth of this. */
export const PROBE_AFTER_MS = 5_000;
const PROBE_INTERVAL_MS = 5_000;
/** A page that is left open for a night should leave the device asleep. */
const EAGER_FOR_MS = 300_000;
const LATE_PROBE_INTERVAL_MS = 30_000;
/**
 * Who takes part in no round for so long is gone, though there was no way to them before. Each side begins one a minute at the
 * least.
 */
export const GONE_WITHOUT_ROUTE_MS = 2 * GONE_AFTER_MS;
const FIRST_RETRIES = 5;
const FIRST_RETRY_INTERVAL_MS = 6_000;
const MAX_RETRY_INTERVAL_MS = 60_000;

export interface LinkFacts {
  readonly state: RTCPeerConnectionState;
  /** How long it has been in that state. */
  readonly inStateMs: number;
  /** How long ago anything was heard of the other; only meaningful once connected. */
  readonly silentMs: number;
  /** Until lately the other was heard twice a second. */
  readonly isHeardOften: boolean;
  /** The person was told that it is silent. */
  readonly isStallTold: boolean;
  /** How long the call has been without a working link, across replacements; 0 while it works. */
  readonly lostMs: number;
  /** How long ago this link's last restart was asked for here, or made by the other; Infinity: never. */
  readonly sinceRestartMs: number;
  /** How many restarts silence has led to lately. */
  readonly silentRestartCount: number;
  /** How long this link has existed. */
  readonly ageMs: number;
  /** There are relays that its descriptions do not name. */
  readonly hasUntriedRelays: boolean;
  /** There has been a link with the one who is here now. */
  readonly wasLinked: boolean;
  /** Both have come in, so each tells every way. Two of whom one only looks may have to wait for that. */
  readonly isEveryWayTold: boolean;
  /** They have taken part in a round since the link was lost, so they are there. */
  readonly isPeerThere: boolean;
  /** How long ago they took part in a round, or since when the link is missed if that is later. */
  readonly sinceNegotiatedMs: number;
  /** The browser says that it has no network at all. */
  readonly isOffline: boolean;
  /** That there is no way has been told; undefined: it has not. */
  readonly noRoute: NoRouteFacts | undefined;
}

interface NoRouteFacts {
  /** How often a way was looked for since. */
  readonly tryCount: number;
  /** How long ago the last time, by either side. */
  readonly sinceTryMs: number;
}

export type RecoveryStep =
  | 'none'
  | 'tell-stalled'
  /** It is silent no more. */
  | 'tell-heard'
  | 'restart'
  | 'replace'
  /** Both are there, and there is no way between them. It is looked for on. */
  | 'tell-no-route'
  /** The other has vanished. */
  | 'give-up';

export function recoveryStep(facts: LinkFacts): RecoveryStep {
  if (facts.state === 'connected') return stepOnSilence(facts);
  // Whatever is done now comes to nothing, and what this side cannot hear says nothing of the other.
  if (facts.isOffline) return 'none';
  const mayRestart = facts.sinceRestartMs >= MIN_RESTART_INTERVAL_MS;
  const isStuck = isStuckWithoutRelays(facts) && mayRestart;
  if (!facts.wasLinked && !facts.isEveryWayTold) return isStuck ? 'restart' : stepWhileLooking(facts);
  if (facts.noRoute !== undefined) return stepWithoutRoute(facts.noRoute, facts);
  if (!facts.wasLinked && facts.lostMs >= NO_ROUTE_AFTER_MS) return 'tell-no-route';
  if (facts.lostMs >= GONE_AFTER_MS) return facts.isPeerThere ? 'tell-no-route' : 'give-up';
  if (facts.state === 'closed') return 'replace';
  if (Math.min(facts.lostMs, facts.ageMs) >= REPLACE_AFTER_MS) return 'replace';
  const isBroken =
    facts.state === 'failed' || (facts.state === 'disconnected' && facts.inStateMs >= RESTART_AFTER_MS);
  return (isBroken && mayRestart) || isStuck ? 'restart' : 'none';
}

/** Some tries, and then it is waited for whoever only looks: with their Join they tell every way. */
function stepWhileLooking({ state, lostMs, ageMs }: LinkFacts): RecoveryStep {
  if (state === 'closed') return 'replace';
  return lostMs < GONE_AFTER_MS && Math.min(lostMs, ageMs) >= REPLACE_AFTER_MS ? 'replace' : 'none';
}

function stepOnSilence(facts: LinkFacts): RecoveryStep {
  const { silentMs, isHeardOften, isStallTold, sinceRestartMs, silentRestartCount, isOffline } = facts;
  const restartAfterMs = isHeardOften ? SWIFT_RESTART_AFTER_MS : SILENT_RESTART_AFTER_MS;
  const mayRestart = !isOffline && sinceRestartMs >= silentRestartIntervalMs(silentRestartCount);
  if (silentMs >= restartAfterMs && mayRestart) return 'restart';
  if (silentMs >= STALLED_AFTER_MS) return 'tell-stalled';
  return isStallTold && silentMs < restartAfterMs ? 'tell-heard' : 'none';
}

/** How long after a restart silence leads to another. */
function silentRestartIntervalMs(count: number): number {
  const intervalMs = MIN_RESTART_INTERVAL_MS * 2 ** Math.max(0, count - 1);
  return Math.min(intervalMs, MAX_SILENT_RESTART_INTERVAL_MS);
}

function isStuckWithoutRelays({ state, hasUntriedRelays, lostMs }: LinkFacts): boolean {
  if (!hasUntriedRelays) return false;
  return (
    (state === 'new' && lostMs >= RELAYS_AFTER_NO_WAY_MS) ||
    (state === 'connecting' && lostMs >= RELAYS_AFTER_MS)
  );
}

function stepWithoutRoute({ tryCount, sinceTryMs }: NoRouteFacts, facts: LinkFacts): RecoveryStep {
  const { hasUntriedRelays, sinceNegotiatedMs } = facts;
  if (sinceNegotiatedMs >= GONE_WITHOUT_ROUTE_MS) return 'give-up';
  const waitMs = hasUntriedRelays ? MIN_RESTART_INTERVAL_MS : retryIntervalMs(tryCount);
  return sinceTryMs >= waitMs ? 'replace' : 'none';
}

/** How long after an attempt at a way there is another: each costs both sides a write. */
function retryIntervalMs(tryCount: number): number {
  const lateCount = Math.max(0, tryCount - FIRST_RETRIES + 1);
  return Math.min(FIRST_RETRY_INTERVAL_MS * 2 ** lateCount, MAX_RETRY_INTERVAL_MS);
}

/**
 * Whether to find out now what this side's network lets through.
 * @param sinceProbeMs how long ago that was done last; Infinity: never since the loss
 */
export function isProbeDue(facts: LinkFacts, sinceProbeMs: number): boolean {
  const { lostMs, isOffline, wasLinked, isEveryWayTold } = facts;
  const intervalMs = lostMs < EAGER_FOR_MS ? PROBE_INTERVAL_MS : LATE_PROBE_INTERVAL_MS;
  const isMissed = wasLinked || isEveryWayTold;
  return isMissed && !isOffline && lostMs >= PROBE_AFTER_MS && sinceProbeMs >= intervalMs;
}
