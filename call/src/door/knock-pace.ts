/** How soon whoever stands at a door asks and says things again. */
import type { KnockDoc } from '@parley/protocol';

/**
 * A listener may be dead without a word, and says nothing of a call that ends: so the server is asked, after a quarter of
 * the time that one stands there, within these bounds.
 */
const MIN_QUIET_MS = 20_000;
const MAX_QUIET_MS = 120_000;

const MAX_RETRY_MS = 15_000;
/** What is refused may be so for days, as before a call that was moved. */
const MAX_REFUSED_RETRY_MS = 60_000;

/** The sweep, which comes every five minutes, has deleted by then what has lapsed. */
const SWEPT_WITHIN_MS = 6 * 60_000;

/** When it is forgotten how often they have rung, at the latest, unless they give a sign of life before. By the server's clock. */
export function forgottenAt({ expiresAt }: Pick<KnockDoc, 'expiresAt'>): number {
  return expiresAt + SWEPT_WITHIN_MS;
}

export function quietMs(standsMs: number): number {
  return Math.min(Math.max(standsMs / 4, MIN_QUIET_MS), MAX_QUIET_MS);
}

/** After which what did not get through is said again. @param tries how often it was said in vain, at least once */
export function retryMs(tries: number, isRefused: boolean): number {
  return Math.min(1_000 * 2 ** (tries - 1), isRefused ? MAX_REFUSED_RETRY_MS : MAX_RETRY_MS);
}

/** The first refusal may be of a clock that was set, and has taught the time. */
export function isRefusalTold(tries: number): boolean {
  return tries > 1;
}
