import { describe, expect, it } from 'vitest';
import { type CallDoc, parseCallDoc } from './call-doc.ts';
import { applyTransition, mayClaimHost, type ServerTransition } from './call-transitions.ts';
import { callAfter, serverWrite } from './call-write.ts';
import { cancelOf, endOf } from './ending.ts';
import type { ChosenSchedule } from './schedule.ts';

const NOW = Date.UTC(2030, 0, 1);
const MINUTE_MS = 60_000;
const schedule: ChosenSchedule = {
  revision: 0,
  opensAt: NOW + 10 * MINUTE_MS,
  startsAt: NOW + 20 * MINUTE_MS,
  endsAt: NOW + 80 * MINUTE_MS,
  admission: 'after-host',
  details: Uint8Array.of(1),
  hostKeyHash: new Uint8Array(32).fill(7),
};
const later: ChosenSchedule = { ...schedule, revision: 1, endsAt: NOW + 90 * MINUTE_MS };
const lasting = { emptyTimeoutSeconds: 600, schedule };
const after = (call: CallDoc | null, transition: ServerTransition, now = NOW) =>
  callAfter(call, serverWrite(transition), now);
const links = Uint8Array.of(3);
const booked = after(null, { type: 'book', createdAt: NOW - 5, ...lasting, links });
const sitter = {
  role: 'host',
  session: 'session-16-chars',
  entered: true,
  key: null,
  expiresAt: schedule.endsAt,
} as const;

/** Once the host has shown the key and sat down. */
function hosted(): CallDoc {
  const call = after(booked, { type: 'claim-host', uid: 'ada' });
  const offer = { type: 'offer', sitter, round: 1, offer: Uint8Array.of(1) } as const;
  const seated = applyTransition(call, offer, { uid: 'ada', now: schedule.opensAt });
  if (seated === null) throw new Error('The host was refused');
  return seated;
}

describe('what only the server writes', () => {
  it('books the call that a browser would create, with nobody as its host', () => {
    const create = { type: 'create', ...lasting, expiresAt: schedule.endsAt } as const;
    const created = applyTransition(null, create, { uid: 'ada', now: NOW });
    expect(booked).toEqual({ ...created, hostUid: 'api', createdAt: NOW - 5, links });
  });

  it('makes whoever has shown the host key the host, and frees the seat of the host before them', () => {
    const before = hosted();
    const claimed = after(before, { type: 'claim-host', uid: 'bob' }, NOW + 1);
    const seats = { host: null, guest: null };
    const changed = { ...before.schedule, changedAt: NOW + 1 };
    expect(claimed).toEqual({ ...before, hostUid: 'bob', seats, schedule: changed });
  });

  it('says anew what a call is about and changes nothing else of it, be it over or not', () => {
    const before = hosted();
    const ended = after(before, { type: 'end', expiresAt: NOW + 10 * MINUTE_MS, hasDoor: false }, NOW + 1);
    for (const call of [before, ended]) {
      const reworded = { ...schedule, revision: 1, details: Uint8Array.of(9) };
      const changed = after(call, { type: 'reword', schedule: reworded, links: null }, NOW + 2);
      expect(changed).toEqual({ ...call, schedule: { ...reworded, changedAt: NOW + 2 }, links: null });
    }
  });

  it('ends a call as its host does', () => {
    const before = hosted();
    const end = { type: 'end', expiresAt: NOW + 10 * MINUTE_MS, hasDoor: false } as const;
    expect(after(before, end, NOW + 1)).toEqual(applyTransition(before, end, { uid: 'ada', now: NOW + 1 }));
  });

  it('ends a call behind a door without leaving there who was let in', () => {
    const door = { admitted: 'bob', changedAt: NOW } as const;
    const before: CallDoc = { ...hosted(), version: 2, door };
    for (const over of [endOf(before, NOW + 1), cancelOf(before, schedule.endsAt)])
      expect(after(before, over, NOW + 1).door).toEqual({ admitted: null, changedAt: NOW + 1 });
    expect(after(hosted(), endOf(hosted(), NOW + 1), NOW + 1)).not.toHaveProperty('door');
  });

  it('moves a booked call, whoever sits there', () => {
    const before = hosted();
    const others = Uint8Array.of(4);
    const rebook = { type: 'rebook', emptyTimeoutSeconds: 60, schedule: later, links: others } as const;
    const moved = after(before, rebook, NOW + 2);
    expect(moved).toEqual({
      ...before,
      emptyTimeoutSeconds: 60,
      links: others,
      schedule: { ...later, changedAt: NOW + 2 },
      expiresAt: later.endsAt,
    });
  });

  it('removes the host together with the key that made them one', () => {
    const before = hosted();
    const removed = after(before, { type: 'remove-host', ...lasting, schedule: later, links });
    const seats = { host: null, guest: null };
    expect(removed).toMatchObject({ hostUid: 'api', seats, round: before.round, expiresAt: later.endsAt });
  });

  it('is a call that reads like any other', () => {
    const calls = [booked, hosted(), after(hosted(), { type: 'claim-host', uid: 'bob' })];
    for (const call of calls) expect(parseCallDoc(call)).toEqual(call);
  });
});

describe('the host key of a call', () => {
  const claims = (call: CallDoc, hash: Uint8Array, now = NOW) => mayClaimHost(call, hash, now);

  it('makes a host until the call is over', () => {
    expect(claims(booked, schedule.hostKeyHash)).toBe(true);
    expect(claims(booked, schedule.hostKeyHash, schedule.endsAt)).toBe(false);
    const ended = { reason: 'cancelled', at: NOW } as const;
    expect(claims({ ...booked, ended }, schedule.hostKeyHash)).toBe(false);
  });

  it.each([
    ['differs in its first byte', schedule.hostKeyHash.with(0, 8)],
    ['differs in its last byte', schedule.hostKeyHash.with(31, 8)],
    ['is shorter', schedule.hostKeyHash.slice(1)],
    ['is longer', new Uint8Array(33).fill(7)],
    ['is empty', new Uint8Array()],
  ])('is another when its hash %s', (_, hash) => {
    expect(claims(booked, hash)).toBe(false);
  });

  it('makes nobody the host of a call without a schedule', () => {
    expect(claims({ ...booked, schedule: null }, new Uint8Array(32))).toBe(false);
  });
});

it('a call that is called off by a program is the same tombstone that its host would leave', () => {
  const call = after(booked, { type: 'claim-host', uid: 'ada' });
  const cancel = { type: 'cancel', endsAt: schedule.endsAt, hasDoor: false } as const;
  expect(after(call, cancel)).toEqual(applyTransition(call, cancel, { uid: 'ada', now: NOW }));
});
