/** Who stays let in by a lock, and who sees that there was one. What both mean for a call is in call-transitions. */
import { expect, it } from 'vitest';
import { LOCK_SEEN_MS, SEAT_KEPT_MS, SEAT_LEASE_MS } from '../reading/limits.ts';
import { aCall, aRunningCall, UIDS } from '../testing/call-docs.ts';
import { lastGuest, mayRead } from './door.ts';

const now = Date.now();

it('whoever is in the call stays let in by a lock, also without a sign of life, until a minute after they left', () => {
  const stays = (guest: Parameters<typeof aRunningCall>[0]) => lastGuest(aRunningCall(guest), now);
  expect(stays({})).toBe(UIDS.guest);
  expect(stays({ guest: { renewedAt: now - 10 * SEAT_LEASE_MS } })).toBe(UIDS.guest);
  expect(stays({ guest: { leftAt: now - SEAT_KEPT_MS } })).toBe(UIDS.guest);
  expect(stays({ guest: { leftAt: now - SEAT_KEPT_MS - 1 } })).toBeNull();
  expect(stays({ guest: { entered: false } })).toBeNull();
  expect(lastGuest(aCall(), now)).toBeNull();
});

it('a lock is seen for a minute at most, until the host gives a sign of life, leaves or lets somebody in', () => {
  const locked = ({ at = now - LOCK_SEEN_MS + 1, admitted = null as string | null, host = {} } = {}) =>
    mayRead(
      aRunningCall({
        ...{ version: 2, door: { admitted, changedAt: at }, guest: null },
        host: { renewedAt: at, ...host },
      }),
      { uid: 'stranger-user', now },
    );
  expect(locked()).toBe(true);
  expect(locked({ at: now - LOCK_SEEN_MS })).toBe(false);
  expect(locked({ host: { renewedAt: now } })).toBe(false);
  expect(locked({ host: { leftAt: now } })).toBe(false);
  expect(locked({ admitted: UIDS.guest })).toBe(false);
});
