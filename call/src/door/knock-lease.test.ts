/** When somebody at the door is to say that they are there, and when the host sees them no more. */
import { SEAT_LEASE_MS, SEAT_RENEWAL_MS } from '@parley/protocol';
import { expect, it } from 'vitest';
import { KnockLease } from './knock-lease.ts';
import { retryMs } from './knock-pace.ts';

/** From when on it is due, if nothing happens. */
function dueAt(lease: KnockLease): number {
  let at = 0;
  while (!lease.isDue(at)) at += 1;
  return at;
}

it('is renewed in time, and over when it was not', () => {
  const lease = new KnockLease();
  lease.begin(100);
  expect(dueAt(lease)).toBe(100 + SEAT_RENEWAL_MS);
  expect([lease.isOver(99 + SEAT_LEASE_MS), lease.isOver(100 + SEAT_LEASE_MS)]).toEqual([false, true]);
});

it('is not renewed twice while that is on its way, and counts from when it was sent', () => {
  const lease = new KnockLease();
  lease.begin(0);
  lease.sent(SEAT_RENEWAL_MS);
  expect(dueAt(lease)).toBe(2 * SEAT_RENEWAL_MS);
  lease.heard(SEAT_RENEWAL_MS);
  expect(lease.isOver(SEAT_RENEWAL_MS + SEAT_LEASE_MS - 1)).toBe(false);
});

it.for([true, false])('is tried again ever later while it is lost, refused: %s', (isRefused) => {
  const lease = new KnockLease();
  lease.begin(0);
  const at = SEAT_RENEWAL_MS;
  for (const count of [1, 2, 3]) {
    lease.sent(at);
    expect(lease.lost(at, isRefused)).toBe(count);
    expect(dueAt(lease)).toBe(at + retryMs(count, isRefused));
  }
  lease.heard(at);
  expect(lease.lost(at, isRefused)).toBe(1);
});

it('is as long as the server says, which has heard what seemed lost', () => {
  const lease = new KnockLease();
  lease.begin(0);
  lease.lost(SEAT_RENEWAL_MS, false);
  lease.lived(SEAT_RENEWAL_MS);
  expect(dueAt(lease)).toBe(2 * SEAT_RENEWAL_MS);
});

it('begins anew with a ring', () => {
  const lease = new KnockLease();
  lease.begin(0);
  lease.lost(10 * SEAT_RENEWAL_MS, false);
  lease.begin(100);
  expect(dueAt(lease)).toBe(100 + SEAT_RENEWAL_MS);
  expect(lease.lost(0, false)).toBe(1);
});
