import { expect, it } from 'vitest';
import { MAX_DISMISSED, MAX_DISMISSED_FROM_ROOM, SEAT_LEASE_MS } from '../reading/limits.ts';
import { aCall, aRunningCall, UIDS, withRoom } from '../testing/call-docs.ts';
import { parseCallDoc } from './call-doc.ts';
import { dismissalMark, dismissibleGuest, mayDismiss, parseDismissed } from './dismissal.ts';
import { mayRead } from './door.ts';
import { entryFor } from './entry.ts';

const { host, guest } = UIDS;
const mark = dismissalMark(guest);
const dismissed = { [mark]: 1_000 };
const people = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [dismissalMark(`someone-${i}`), 1_000]));

it('a mark is a name of a field, and does not say whose it is', () => {
  expect(mark).toMatch(/^u[0-9a-f]{64}$/);
  expect(mark).not.toContain(guest);
  expect(dismissalMark(`${guest}0`)).not.toBe(mark);
});

it('who was asked to leave is refused the seat and the call, and nobody else is', () => {
  const call = aRunningCall({ dismissed, guest: null });
  const reads = (uid: string, of = call) => mayRead(of, { uid, now: Date.now() });
  const enters = (uid: string) => entryFor(call, 'guest', { uid, now: Date.now(), entered: true });
  expect([enters(guest), reads(guest)]).toEqual(['dismissed', false]);
  expect([enters('stranger-user'), reads('stranger-user')]).toEqual(['free', true]);
  expect(reads(host, { ...call, dismissed: { [dismissalMark(host)]: 1_000 } })).toBe(true);
});

it('the guest can be asked to leave, and neither the host in the guest’s seat, nor whoever sits nowhere, nor too many', () => {
  expect(mayDismiss(aRunningCall(), guest)).toBe(true);
  expect(mayDismiss(aRunningCall(), 'stranger-user')).toBe(false);
  expect(mayDismiss(aCall(), guest)).toBe(false);
  expect(mayDismiss(aRunningCall({ guest: { uid: host } }), host)).toBe(false);
  expect(mayDismiss(aRunningCall({ dismissed: people(MAX_DISMISSED - 1) }), guest)).toBe(true);
  expect(mayDismiss(aRunningCall({ dismissed: people(MAX_DISMISSED) }), guest)).toBe(false);
});

it('fewer can be asked to leave a lasting room, which keeps it for months', () => {
  const asking = (before: number) =>
    mayDismiss(aRunningCall({ ...withRoom(), dismissed: people(before) }), guest);
  expect(asking(MAX_DISMISSED_FROM_ROOM - 1)).toBe(true);
  expect(asking(MAX_DISMISSED_FROM_ROOM)).toBe(false);
});

it('a host may want to be rid of whoever has come in, or was met, until they have been gone for long', () => {
  const now = Date.now();
  expect(dismissibleGuest(aRunningCall(), now)).toBe(guest);
  expect(dismissibleGuest(aRunningCall({ guest: { entered: false } }), now)).toBeUndefined();
  expect(dismissibleGuest(aRunningCall({ guest: { uid: host } }), now)).toBeUndefined();
  expect(dismissibleGuest(aCall(), now)).toBeUndefined();
  expect(dismissibleGuest(aRunningCall({ guest: { leftAt: now - SEAT_LEASE_MS } }), now)).toBe(guest);
  const gone = aRunningCall({ guest: { leftAt: now - SEAT_LEASE_MS - 1 } });
  expect([dismissibleGuest(gone, now), dismissibleGuest(gone, now, guest)]).toEqual([undefined, undefined]);
  // Their seat is theirs to keep silent about.
  const silent = aRunningCall({ guest: { renewedAt: now - 10 * SEAT_LEASE_MS } });
  expect(dismissibleGuest(silent, now)).toBe(guest);
  const looking = aRunningCall({ guest: { entered: false, renewedAt: now - 10 * SEAT_LEASE_MS } });
  expect(dismissibleGuest(looking, now, guest)).toBe(guest);
  expect(dismissibleGuest(looking, now, 'stranger-user')).toBeUndefined();
  expect(dismissibleGuest(aRunningCall({ guest: { uid: host } }), now, host)).toBeUndefined();
});

it('is read from a document, where it need not stand, and is a time of each', () => {
  const call = aCall({ dismissed });
  expect(parseCallDoc(call)).toEqual(call);
  expect(parseDismissed({})).toEqual({});
  for (const wrong of [{ [mark]: 'today' }, 'all', null])
    expect(() => parseDismissed({ dismissed: wrong })).toThrow('dismissed');
});
