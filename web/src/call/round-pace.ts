/**
 * How fast rounds may follow each other. Each costs this page a write and a peer connection, whoever began it: one that
 * leads to a connection is worth it, and a peer who begins them for nothing must not set the pace.
 */

/** So many may follow at once: a reload, a collision, a restart on top of it. */
const FREE_ROUNDS = 6;
/** After them each waits twice as long as the one before. */
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 15_000;
/** About four minutes of rounds for nothing: whatever is behind it, this page does not mend it. */
export const MAX_BARREN_ROUNDS = 22;
/** After so long without a round what was before is forgotten: sooner when there was a connection meanwhile. */
const CALM_MS = 120_000;
const CONNECTED_CALM_MS = 10_000;
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
  #hasConnected = false;

  /** A round begins, by either side. Whether it leads to a connection shows later. */
  roundBegan(): void {
    this.#roundAt = performance.now();
    this.#barrenCount += 1;
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
