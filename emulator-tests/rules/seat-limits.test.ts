/** Every limit on a seat, and on when a round may follow: each at the limit and one past it. */
import {
  MIN_ROUND_INTERVAL_MS,
  ROLES,
  type Role,
  SEAT_KEPT_MS,
  SEAT_LEASE_MS,
  SESSION_KEY_BYTES,
  type Seat,
  type Sitter,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { answer, batchFor, blindly, offer, sitting } from './attacks/moves.ts';
import { MARGIN_MS, promptly } from './promptly.ts';
import { commitAs, type Outcome } from './rest-firestore.ts';
import {
  aMinuteAgo,
  answeredRound,
  call,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  runningCall,
  seat,
  stranger,
  waitingCall,
} from './scene.ts';

const bytes = (length: number) => new Uint8Array(length).fill(7);

async function offering(changes: Partial<Sitter>, before = call()): Promise<Outcome> {
  const move = sitting(offer('host', (before.round?.number ?? 0) + 1, HOST_SESSION), changes);
  return commitAs(host, blindly(await given(before), host.uid, move));
}

async function answering(changes: Partial<Sitter>, by = guest, before = waitingCall()): Promise<Outcome> {
  return commitAs(by, blindly(await given(before), by.uid, sitting(answer('guest', 1), changes)));
}

async function leaving(before = waitingCall()): Promise<Outcome> {
  return commitAs(host, batchFor(await given(before), 'offer'));
}

describe('the lease of a seat', () => {
  const vanished = (ago: number) =>
    waitingCall({
      seats: {
        host: seat(host.uid, HOST_SESSION),
        guest: seat(guest.uid, GUEST_SESSION, { renewedAt: Date.now() - ago }),
      },
    });

  it('keeps others out of the guest’s seat until it runs out', async () => {
    const almost = () => vanished(SEAT_LEASE_MS - MARGIN_MS);
    expect(await promptly(() => answering({}, stranger, almost()))).toBe('refused');
    expect(await promptly(() => answering({}, guest, almost()))).toBe('accepted');
  });

  it('lets others in once it has run out', async () => {
    expect(await answering({}, stranger, vanished(SEAT_LEASE_MS + 1))).toBe('accepted');
  });
});

describe('the seat of somebody who has left', () => {
  const left = (ago: number, changes: Partial<Seat> = {}) =>
    waitingCall({
      seats: {
        host: seat(host.uid, HOST_SESSION),
        guest: seat(guest.uid, GUEST_SESSION, { leftAt: Date.now() - ago, ...changes }),
      },
    });

  it('is kept for them, and for nobody else, for a while', async () => {
    const almost = () => left(SEAT_KEPT_MS - MARGIN_MS);
    expect(await promptly(() => answering({}, stranger, almost()))).toBe('refused');
    expect(await promptly(() => answering({}, host, almost()))).toBe('refused');
    expect(await promptly(() => answering({}, guest, almost()))).toBe('accepted');
  });

  it('is free for others afterwards, and at once when they had only looked', async () => {
    expect(await answering({}, stranger, left(SEAT_KEPT_MS + 1))).toBe('accepted');
    expect(await answering({ entered: false }, stranger, left(SEAT_KEPT_MS + 1))).toBe('accepted');
    expect(await answering({ entered: false }, stranger, left(0, { entered: false }))).toBe('accepted');
    expect(await answering({ entered: false }, stranger, left(0))).toBe('refused');
  });

  it('that has lost its lease without a word is not kept', async () => {
    const renewedAt = Date.now() - SEAT_LEASE_MS - 1;
    expect(await answering({}, stranger, left(0, { renewedAt, leftAt: null }))).toBe('accepted');
  });
});

describe('a session’s public key', () => {
  it('has its very length', async () => {
    for (const length of [0, 1, SESSION_KEY_BYTES - 1, SESSION_KEY_BYTES + 1, 2 * SESSION_KEY_BYTES]) {
      expect(await offering({ key: bytes(length) })).toBe('refused');
      expect(await answering({ key: bytes(length) })).toBe('refused');
    }
    expect(await offering({ key: bytes(SESSION_KEY_BYTES) })).toBe('accepted');
    expect(await answering({ key: bytes(SESSION_KEY_BYTES) })).toBe('accepted');
  });

  it('may be missing', async () => {
    expect(await offering({ key: null })).toBe('accepted');
    expect(await answering({ key: null })).toBe('accepted');
  });
});

describe('the next round', () => {
  const begun = (ago: number, offerer: Role = 'host') => {
    const [satDown, before] = [{ renewedAt: Date.now() - ago }, { renewedAt: aMinuteAgo() }];
    return runningCall({
      seats: {
        host: seat(host.uid, HOST_SESSION, offerer === 'host' ? satDown : before),
        guest: seat(guest.uid, GUEST_SESSION, offerer === 'host' ? before : satDown),
      },
      round: answeredRound({ offerer, offererSession: offerer === 'host' ? HOST_SESSION : GUEST_SESSION }),
    });
  };

  it.each(ROLES)('begins a least time after the %s, whose round it was, sat down', async (role) => {
    const after = (ms: number) => offering({}, begun(ms, role));
    expect(await promptly(() => after(MIN_ROUND_INTERVAL_MS - MARGIN_MS))).toBe('refused');
    expect(await after(MIN_ROUND_INTERVAL_MS + 1)).toBe('accepted');
  });

  it('may begin at once when that seat is empty', async () => {
    const before = begun(0, 'guest');
    const seats = { ...before.seats, guest: null };
    expect(await promptly(() => offering({}, begun(0, 'guest')))).toBe('refused');
    expect(await offering({}, { ...before, seats })).toBe('accepted');
  });

  it('is not put off by the other, nor is an answer', async () => {
    const fresh = seat(guest.uid, GUEST_SESSION, { renewedAt: Date.now() });
    const seats = { host: seat(host.uid, HOST_SESSION), guest: fresh };
    expect(await offering({}, runningCall({ seats }))).toBe('accepted');
    const renewed = seat(host.uid, HOST_SESSION, { renewedAt: Date.now() });
    expect(await answering({}, guest, waitingCall({ seats: { host: renewed, guest: null } }))).toBe(
      'accepted',
    );
  });
});

describe('the lease of whoever leaves candidates', () => {
  const renewed = (ago: number) =>
    waitingCall({
      seats: { host: seat(host.uid, HOST_SESSION, { renewedAt: Date.now() - ago }), guest: null },
    });

  it('has not run out', async () => {
    expect(await promptly(() => leaving(renewed(SEAT_LEASE_MS - MARGIN_MS)))).toBe('accepted');
    expect(await leaving(renewed(SEAT_LEASE_MS + 1))).toBe('refused');
  });
});
