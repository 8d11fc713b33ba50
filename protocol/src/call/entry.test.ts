import { describe, expect, it } from 'vitest';
import { SEAT_KEPT_MS, SEAT_LEASE_MS } from '../reading/limits.ts';
import { aCall, aSchedule, aSeat } from '../testing/call-docs.ts';
import type { CallDoc } from './call-doc.ts';
import { type Entry, entryFor, maySit } from './entry.ts';
import type { Schedule } from './schedule.ts';
import type { Role, Seat } from './seat.ts';

const NOW = 1_900_000_000_000;
const LEFT = NOW - 1_000;

function seat(uid: string, changes: Partial<Seat> = {}): Seat {
  return aSeat('guest', { uid, session: uid.padEnd(16, '-'), renewedAt: NOW - 5_000, ...changes });
}

const afterHost = aSchedule(0, {
  ...{ opensAt: NOW, startsAt: NOW, endsAt: NOW + 3_600_000 },
  ...{ admission: 'after-host', changedAt: NOW - 10_000 },
});
const closed: Schedule = { ...afterHost, opensAt: NOW + 1, startsAt: NOW + 1 };

function call(guest: Seat | null, host: Seat | null = null, schedule: Schedule | null = null): CallDoc {
  const times = { createdAt: NOW - 60_000, expiresAt: NOW + 600_000 };
  return aCall({ hostUid: 'host', ...times, schedule, host, guest });
}

const looking = { entered: false };
const left = { leftAt: LEFT };
const lapsed = { renewedAt: NOW - SEAT_LEASE_MS - 1 };
const hostSits = seat('host');

type Case = readonly [what: string, call: CallDoc, role: Role, uid: string, enters: Entry, looks: Entry];

describe('whether somebody who enters, and who only looks, may sit down', () => {
  it.each<Case>([
    ['the host’s, by the host', call(null), 'host', 'host', 'free', 'free'],
    ['the host’s, by another', call(null), 'host', 'guest', 'taken', 'taken'],
    ['the host’s, which the host holds elsewhere', call(null, hostSits), 'host', 'host', 'free', 'free'],
    ['the guest’s, where nobody sits', call(null), 'guest', 'guest', 'free', 'free'],
    ['one’s own', call(seat('guest')), 'guest', 'guest', 'free', 'free'],
    ['another’s', call(seat('other')), 'guest', 'guest', 'taken', 'taken'],
    ['another’s, as the host', call(seat('other')), 'guest', 'host', 'taken', 'taken'],
    [
      'another’s in the last moment of its lease',
      call(seat('other', { renewedAt: NOW - SEAT_LEASE_MS })),
      'guest',
      'guest',
      'taken',
      'taken',
    ],
    ['another’s whose lease has run out', call(seat('other', lapsed)), 'guest', 'guest', 'free', 'free'],
    ['looked from by another', call(seat('other', looking)), 'guest', 'guest', 'free', 'looked-at'],
    [
      'looked from by another, as the host',
      call(seat('other', looking)),
      'guest',
      'host',
      'free',
      'looked-at',
    ],
    ['looked from by oneself', call(seat('guest', looking)), 'guest', 'guest', 'free', 'free'],
    [
      'looked from by another whose lease has run out',
      call(seat('other', { ...looking, ...lapsed })),
      'guest',
      'guest',
      'free',
      'free',
    ],
    ['left by another just now', call(seat('other', left)), 'guest', 'guest', 'kept', 'kept'],
    ['left by another just now, as the host', call(seat('other', left)), 'guest', 'host', 'kept', 'kept'],
    ['left by oneself just now', call(seat('guest', left)), 'guest', 'guest', 'free', 'free'],
    [
      'left by another in the last moment that it is kept',
      call(seat('other', { leftAt: NOW - SEAT_KEPT_MS })),
      'guest',
      'guest',
      'kept',
      'kept',
    ],
    [
      'left by another a while ago',
      call(seat('other', { leftAt: NOW - SEAT_KEPT_MS - 1 })),
      'guest',
      'guest',
      'free',
      'free',
    ],
    [
      'left by another who only looked',
      call(seat('other', { ...looking, ...left })),
      'guest',
      'guest',
      'free',
      'free',
    ],
    ['before it opens', call(null, null, closed), 'guest', 'guest', 'too-early', 'too-early'],
    ['before it opens, as the host', call(null, null, closed), 'host', 'host', 'too-early', 'too-early'],
    [
      'one’s own, before it opens',
      call(seat('guest'), null, closed),
      'guest',
      'guest',
      'too-early',
      'too-early',
    ],
    [
      'where the host goes first',
      call(null, null, afterHost),
      'guest',
      'guest',
      'host-absent',
      'host-absent',
    ],
    ['where the host has gone first', call(null, hostSits, afterHost), 'guest', 'guest', 'free', 'free'],
    [
      'where the host has left',
      call(null, seat('host', left), afterHost),
      'guest',
      'guest',
      'host-absent',
      'host-absent',
    ],
    [
      'one’s own, where the host has left',
      call(seat('guest'), seat('host', left), afterHost),
      'guest',
      'guest',
      'free',
      'free',
    ],
    [
      'left by oneself, where the host has left',
      call(seat('guest', left), seat('host', left), afterHost),
      'guest',
      'guest',
      'host-absent',
      'host-absent',
    ],
    [
      'looked from by another, where the host has left',
      call(seat('other', looking), seat('host', left), afterHost),
      'guest',
      'guest',
      'host-absent',
      'host-absent',
    ],
    [
      'looked from by another, where the host has gone first',
      call(seat('other', looking), hostSits, afterHost),
      'guest',
      'guest',
      'free',
      'looked-at',
    ],
    [
      'another’s, where the host has left',
      call(seat('other'), seat('host', left), afterHost),
      'guest',
      'guest',
      'taken',
      'taken',
    ],
  ])('%s', (_, state, role, uid, enters, looks) => {
    const visitor = { uid, now: NOW };
    expect(entryFor(state, role, { ...visitor, entered: true })).toBe(enters);
    expect(entryFor(state, role, { ...visitor, entered: false })).toBe(looks);
    expect(maySit(state, role, { ...visitor, entered: true })).toBe(enters === 'free');
    expect(maySit(state, role, { ...visitor, entered: false })).toBe(looks === 'free');
  });
});
