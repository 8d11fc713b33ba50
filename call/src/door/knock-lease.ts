/** For how long the host sees somebody at the door: from their last sign of life on. Knows no clock. */
import { SEAT_LEASE_MS, SEAT_RENEWAL_MS } from '@parley/protocol';
import { retryMs } from './knock-pace.ts';

/** Times are in milliseconds, of a clock that only goes on. */
export class KnockLease {
  /** The last sign of life that the server has. */
  #livedAt = 0;
  /** What was lost, or is on its way, is not said again before. */
  #againAt = 0;
  #lostCount = 0;

  /** @param livedAt by a ring: what became of the one before says nothing more */
  begin(livedAt: number): void {
    this.#livedAt = livedAt;
    this.#againAt = 0;
    this.#lostCount = 0;
  }

  /** The server has a sign of life of then. */
  lived(at: number): void {
    this.#livedAt = at;
  }

  /** One is on its way: not twice. */
  sent(at: number): void {
    this.#againAt = at + SEAT_RENEWAL_MS;
  }

  /** @param sentAt when it was sent */
  heard(sentAt: number): void {
    this.#livedAt = sentAt;
    this.#lostCount = 0;
  }

  /** @returns how many were, in a row */
  lost(at: number, isRefused: boolean): number {
    this.#lostCount += 1;
    this.#againAt = at + retryMs(this.#lostCount, isRefused);
    return this.#lostCount;
  }

  /** The host sees nobody there any more. */
  isOver(now: number): boolean {
    return now - this.#livedAt >= SEAT_LEASE_MS;
  }

  /** A sign of life is to be given. */
  isDue(now: number): boolean {
    return now >= Math.max(this.#livedAt + SEAT_RENEWAL_MS, this.#againAt);
  }
}
