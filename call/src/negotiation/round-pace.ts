/**
 * How fast rounds may follow each other. Each costs this page a write and a peer connection, whoever began it: one that
 * leads to a connection is worth it, and a peer who begins them for nothing must not set the pace.
 */

/** So many may follow at once: a reload, a collision, a restart on top of it. */
const FREE_ROUNDS = 6;
/** After them each waits twice as long as the one before. */
const FIRST_PAUSE_MS = 1_000;
/** Over UNHURRIED_MS by the time that an answer takes: two who press "Try again" for nothing end nothing by it. */
const MAX_PAUSE_MS = 25_000;
/** About five minutes of rounds for nothing: whatever is behind it, this page does not mend it. */
export const MAX_BARREN_ROUNDS = 22;
/** After so long without a round what was before is forgotten: sooner when there was a connection meanwhile. */
const CALM_MS = 120_000;
const CONNECTED_CALM_MS = 10_000;
/**
 * Rounds that come so long after one another are no hurry of anybody's, and each makes up for a hurried one: two who have no
 * way to each other try again at such a pace for as long as their pages are open.
 */
const UNHURRIED_MS = 20_000;
/** While rounds do lead to connections, as those of somebody do who keeps reloading, nobody waits longer than this. */
const MAX_CONNECTED_PAUSE_MS = 4_000;

/**
 * How long the next round has to wait after the one before; undefined: there should be none. Pure.
 * @param barrenCount rounds since the last connection or calm
 */
export function pauseBeforeRound(barrenCount: number): number | undefined {
  if (barrenCount >= MAX_BARREN_ROUNDS) return undefined;
  if (barrenCount < FREE_ROUNDS) return 0;
  return Math.min(FIRST_PAUSE_MS * 2 ** (barrenCount - FREE_ROUNDS), MAX_PAUSE_MS);
}

/** Counts the rounds that a page takes part in. */
export class RoundPace {
  #roundAt = Number.NEGATIVE_INFINITY;
  #barrenCount = 0;
  /** When the round that comes next was offered by the other; undefined: it was not. */
  #offeredAt: number | undefined;
  #hasConnected = false;

  /** The other offers a round. However long it is kept waiting here, it came when it came. */
  roundOffered(): void {
    this.#offeredAt ??= performance.now();
  }

  /** A round begins, by either side. Whether it leads to a connection shows later. */
  roundBegan(): void {
    const now = performance.now();
    const isFirst = !Number.isFinite(this.#roundAt);
    const isHurried = isFirst || (this.#offeredAt ?? now) - this.#roundAt < UNHURRIED_MS;
    this.#barrenCount = Math.max(0, this.#barrenCount + (isHurried ? 1 : -1));
    this.#roundAt = now;
    this.#offeredAt = undefined;
    this.#hasConnected = false;
  }

  /** The last round has led to a connection, which need not last until the next. */
  connected(): void {
    this.#hasConnected = true;
  }

  /** How long to wait before another, in milliseconds; undefined: there should be none. */
  waitMs(isConnected: boolean): number | undefined {
    const sinceMs = performance.now() - this.#roundAt;
    // Not at once: a peer could begin rounds for ever that connect, or restarts that never do on a link that stands.
    const isWorthIt = isConnected || this.#hasConnected;
    if (sinceMs > (isWorthIt ? CONNECTED_CALM_MS : CALM_MS)) this.#barrenCount = 0;
    const pauseMs = pauseBeforeRound(this.#barrenCount);
    if (isWorthIt) return Math.max(0, Math.min(pauseMs ?? MAX_PAUSE_MS, MAX_CONNECTED_PAUSE_MS) - sinceMs);
    return pauseMs === undefined ? undefined : Math.max(0, pauseMs - sinceMs);
  }
}
