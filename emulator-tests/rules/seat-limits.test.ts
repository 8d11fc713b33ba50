/** Every limit on a seat, and on when a round may follow: each at the limit and one past it. */
import {
  type CallDoc,
  LINKED_SEAT_LEASE_MS,
  MIN_ROUND_INTERVAL_MS,
  ROLES,
  SEAT_KEPT_MS,
  SEAT_LEASE_MS,
  SESSION_KEY_BYTES,
  type Seat,
  type Sitter,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import {
  aCall,
  anAnsweredRound,
  aRound,
  aRunningCall,
  aWaitingCall,
  MINUTE_MS,
  withDoor,
} from '../../protocol/src/testing/call-docs.ts';
import { admit, answer, free, lock, offer, renew } from './moves.ts';
import { MARGIN_MS, promptly } from './promptly.ts';
import { commitAs, type Outcome } from './rest-firestore.ts';
import {
  batch,
  given,
  guest,
  host,
  hostFirst,
  looking,
  startedSchedule,
  stranger,
  writing,
} from './scene.ts';

const bytes = (length: number) => new Uint8Array(length).fill(7);
const ago = (ms: number) => Date.now() - ms;

const offering = (changes: Partial<Sitter> = {}, before = aCall()): Promise<Outcome> =>
  writing(host, before, (call) => offer(call, 'host', changes));
const answering = (changes: Partial<Sitter> = {}, by = guest, before = aWaitingCall()): Promise<Outcome> =>
  writing(by, before, (call) => answer(call, 'guest', changes));

const locking = (changes: Partial<Seat>, admitted: string | null): Promise<Outcome> => {
  // The two have not met: when it lapses is the same, whoever stays.
  const round = aRound({ offerer: 'guest' });
  return writing(host, aRunningCall({ guest: changes, round }), (call) => lock(call, { admitted }));
};

/** What may be written just before a seat's lease, or the time that it is kept, runs out, and not after; or the other way round. */
type Deadline = [
  what: string,
  lasts: number,
  before: Outcome,
  after: Outcome,
  write: (ms: number) => Promise<Outcome>,
];
const guestVanished = (ms: number) => aWaitingCall({ guest: { renewedAt: ago(ms) } });
const guestLeft = (ms: number, changes: Partial<Seat> = {}) =>
  aWaitingCall({ guest: { leftAt: ago(ms), ...changes } });
const hostCameFirst = (ms: number) =>
  aWaitingCall({ schedule: startedSchedule(hostFirst), host: { renewedAt: ago(ms) }, round: null });
const deadlines: Deadline[] = [
  [
    'the lease of the guest’s seat, for others',
    ...([SEAT_LEASE_MS, 'refused', 'accepted'] as const),
    (ms) => answering({}, stranger, guestVanished(ms)),
  ],
  [
    'the lease of the guest’s seat, for themselves',
    ...([SEAT_LEASE_MS, 'accepted', 'accepted'] as const),
    (ms) => answering({}, guest, guestVanished(ms)),
  ],
  [
    'the lease of the guest’s seat, for the host to free it',
    ...([SEAT_LEASE_MS, 'refused', 'accepted'] as const),
    (ms) => writing(host, guestVanished(ms), () => free),
  ],
  [
    'the lease of the guest who heard the host, for others',
    ...([LINKED_SEAT_LEASE_MS, 'refused', 'accepted'] as const),
    (ms) => answering({}, stranger, aWaitingCall({ guest: { linked: true, renewedAt: ago(ms) } })),
  ],
  [
    'the lease of the guest who heard the host, for the host to free the seat',
    ...([LINKED_SEAT_LEASE_MS, 'refused', 'accepted'] as const),
    (ms) => writing(host, aWaitingCall({ guest: { linked: true, renewedAt: ago(ms) } }), () => free),
  ],
  [
    'the lease of whoever is to hear an answer',
    ...([SEAT_LEASE_MS, 'accepted', 'refused'] as const),
    (ms) => answering({}, guest, aWaitingCall({ host: { renewedAt: ago(ms) } })),
  ],
  [
    'the lease of whoever leaves candidates',
    ...([SEAT_LEASE_MS, 'accepted', 'refused'] as const),
    async (ms) => commitAs(host, batch(await given(aWaitingCall({ host: { renewedAt: ago(ms) } })), 'offer')),
  ],
  [
    'the lease of a host who has to come first',
    ...([SEAT_LEASE_MS, 'accepted', 'refused'] as const),
    (ms) => writing(guest, hostCameFirst(ms), (call) => offer(call, 'guest')),
  ],
  [
    'the seat of somebody who has left, for others',
    ...([SEAT_KEPT_MS, 'refused', 'accepted'] as const),
    (ms) => answering({}, stranger, guestLeft(ms)),
  ],
  [
    'the seat of somebody who has left, for the host',
    ...([SEAT_KEPT_MS, 'refused', 'accepted'] as const),
    (ms) => answering({}, host, guestLeft(ms)),
  ],
  [
    'the seat of somebody who has left, for another who only looks',
    ...([SEAT_KEPT_MS, 'refused', 'accepted'] as const),
    (ms) => answering(looking, stranger, guestLeft(ms)),
  ],
  [
    'the seat of somebody who has left, for themselves',
    ...([SEAT_KEPT_MS, 'accepted', 'accepted'] as const),
    (ms) => answering({}, guest, guestLeft(ms)),
  ],
  [
    'the time for which somebody who has left stays let in by a lock',
    ...([SEAT_KEPT_MS, 'accepted', 'refused'] as const),
    (ms) => locking({ leftAt: ago(ms) }, guest.uid),
  ],
  [
    'the time for which a lock may not pass over somebody who has left',
    ...([SEAT_KEPT_MS, 'refused', 'accepted'] as const),
    (ms) => locking({ leftAt: ago(ms) }, null),
  ],
  [
    'the lease of whoever is in the call, to stay let in by a lock',
    ...([SEAT_LEASE_MS, 'accepted', 'accepted'] as const),
    (ms) => locking({ renewedAt: ago(ms) }, guest.uid),
  ],
  ...ROLES.map(
    (role): Deadline => [
      `the least time after the ${role}, whose round it was, sat down`,
      ...([MIN_ROUND_INTERVAL_MS, 'refused', 'accepted'] as const),
      (ms) =>
        offering(
          {},
          aRunningCall({ round: anAnsweredRound({ offerer: role }), [role]: { renewedAt: ago(ms) } }),
        ),
    ],
  ),
];

it.each(deadlines)('%s: after almost %i ms %s, and one later %s', async (_, lasts, before, after, write) => {
  expect(await promptly(() => write(lasts - MARGIN_MS))).toBe(before);
  expect(await write(lasts + 1)).toBe(after);
});

describe('the seat of somebody who has left', () => {
  it('is free at once when they had only looked', async () => {
    expect(await answering(looking, stranger, guestLeft(0, looking))).toBe('accepted');
    expect(await answering(looking, stranger, guestLeft(0))).toBe('refused');
  });

  it('is nobody’s to come first by', async () => {
    const arriving = (changes: Partial<Seat>) =>
      writing(
        guest,
        aWaitingCall({ schedule: startedSchedule(hostFirst), host: changes, round: null }),
        (call) => offer(call, 'guest'),
      );
    expect(await arriving({ leftAt: Date.now() })).toBe('refused');
    expect(await arriving({ renewedAt: ago(MINUTE_MS) })).toBe('accepted');
  });
});

describe('that one hears the other', () => {
  const renewing = (before: CallDoc, changes: Partial<Sitter> = { linked: true }) =>
    writing(guest, before, (call) => renew(call, 'guest', changes));

  it('is said by who has met them, be it in a renewal or an answer', async () => {
    expect(await renewing(aRunningCall())).toBe('accepted');
    expect(await renewing(aRunningCall({ round: aRound({ offerer: 'guest' }) }))).toBe('refused');
    expect(await renewing(aRunningCall({ host: null }))).toBe('refused');
    expect(await answering({ linked: true })).toBe('accepted');
  });

  it('is said by nobody who offers, or lets somebody in: with that it begins anew', async () => {
    const admitting = (changes: Partial<Sitter>) =>
      writing(host, aCall({ ...withDoor(), host: {} }), (call) => admit(call, changes));
    for (const write of [(changes: Partial<Sitter>) => offering(changes, aRunningCall()), admitting]) {
      expect(await write({ linked: true })).toBe('refused');
      expect(await write({})).toBe('accepted');
    }
  });

  it('is a yes, or is not said', async () => {
    // What else it is not is tried with every field of every write.
    for (const linked of [1, 'yes'] as unknown as true[])
      expect(await renewing(aRunningCall(), { linked })).toBe('refused');
  });
});

describe('a session’s public key', () => {
  const length = SESSION_KEY_BYTES;
  const sitting = [
    ['offer', offering],
    ['answer', answering],
    [
      'renewal',
      (changes: Partial<Sitter>) => writing(guest, aRunningCall(), (call) => renew(call, 'guest', changes)),
    ],
  ] as const;

  it.each(sitting)('is bytes and has its very length in an %s, or is missing', async (_, sit) => {
    for (const wrong of [0, 1, length - 1, length + 1, 2 * length])
      expect(await sit({ key: bytes(wrong) })).toBe('refused');
    // A text has a size, too.
    expect(await sit({ key: 'a'.repeat(length) as unknown as Uint8Array })).toBe('refused');
    for (const key of [bytes(length), null]) expect(await sit({ key })).toBe('accepted');
  });
});

describe('the next round', () => {
  it('may begin at once when the seat whose round it was is empty', async () => {
    const begun = (changes: Partial<Seat> | null) =>
      aRunningCall({ guest: changes, round: anAnsweredRound({ offerer: 'guest' }) });
    expect(await promptly(() => offering({}, begun({ renewedAt: Date.now() })))).toBe('refused');
    expect(await offering({}, begun(null))).toBe('accepted');
  });

  it('is not put off by the other, nor is an answer', async () => {
    expect(await offering({}, aRunningCall({ guest: { renewedAt: Date.now() } }))).toBe('accepted');
    expect(await answering({}, guest, aWaitingCall({ host: { renewedAt: Date.now() } }))).toBe('accepted');
  });
});
