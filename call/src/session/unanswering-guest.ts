/**
 * A guest whose page heard the host's, and so gives signs of life seldom, may have vanished just before the host's page was loaded anew: that one
 * has never heard them, and nobody else can tell. Their seat would be held for most of an hour.
 */
import { type CallDoc, SEAT_LEASE_MS } from '@parley/protocol';
import { GONE_AFTER_MS } from './recovery-policy.ts';

export class UnansweringGuest {
  #since: number | undefined;

  /**
   * @param session the host's
   * @param now by the server's clock
   * @returns whether the guest's seat should be left for them now: what this page offers was not answered for as long as others are looked for, and
   *   they gave no sign of life for as long as holds a seat by itself
   */
  isGone({ round, seats: { guest } }: CallDoc, session: string, isLinked: boolean, now: number): boolean {
    const isOpen = round?.offererSession === session && round.answer === null;
    const isSilent = guest !== null && guest.leftAt === null && guest.renewedAt + SEAT_LEASE_MS < now;
    if (!isOpen || !isSilent || isLinked) {
      this.#since = undefined;
      return false;
    }
    this.#since ??= performance.now();
    if (performance.now() - this.#since < GONE_AFTER_MS) return false;
    // It is said again if it was not heard.
    this.#since = performance.now();
    return true;
  }
}
