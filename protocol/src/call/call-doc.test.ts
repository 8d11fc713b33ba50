import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_EARLY_ENTRY_MS,
  MAX_EMPTY_TIMEOUT_SECONDS,
  MAX_ROUND_NUMBER,
  MAX_SCHEDULE_REVISION,
  MAX_SCHEDULED_LENGTH_MS,
  MAX_SEALED_DESCRIPTION_BYTES,
  MAX_SEALED_DETAILS_BYTES,
  MAX_SEALED_ROOM_NAME_BYTES,
  MIN_EMPTY_TIMEOUT_SECONDS,
  SESSION_KEY_BYTES,
} from '../reading/limits.ts';
import { ProtocolError } from '../reading/protocol-error.ts';
import { anyCharacter } from '../testing/any-text.ts';
import { anAnsweredRound, aRunningCall, aSchedule, aSeat } from '../testing/call-docs.ts';
import { type CallDoc, isOlder, parseCallDoc } from './call-doc.ts';
import type { Round } from './round.ts';
import type { Schedule } from './schedule.ts';
import type { Seat } from './seat.ts';

const times = fc.oneof(fc.nat(), fc.double({ min: 0, max: 253_402_300_799_999, noNaN: true }));
const ids = fc.stringMatching(/^[A-Za-z0-9_-]{16}$/);
const uids = fc.string({ unit: anyCharacter, minLength: 1, maxLength: 128 });
const sealed = fc.uint8Array({ minLength: 1, maxLength: 100 });

const seats: fc.Arbitrary<Seat> = fc.record({
  uid: uids,
  session: ids,
  entered: fc.boolean(),
  key: fc.option(fc.uint8Array({ minLength: SESSION_KEY_BYTES, maxLength: SESSION_KEY_BYTES })),
  renewedAt: times,
  leftAt: fc.option(times),
});

const rounds: fc.Arbitrary<Round> = fc
  .record({
    number: fc.integer({ min: 1, max: MAX_ROUND_NUMBER }),
    offerer: fc.constantFrom('host' as const, 'guest' as const),
    offererSession: ids,
    offer: sealed,
    answered: fc.option(fc.record({ answererSession: ids, answer: sealed })),
  })
  .map(({ answered, ...round }) => ({ ...round, ...(answered ?? { answererSession: null, answer: null }) }));

const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    revision: fc.integer({ min: 0, max: MAX_SCHEDULE_REVISION }),
    opensAt: times,
    earlyMs: fc.integer({ min: 0, max: MAX_EARLY_ENTRY_MS - 1 }),
    lengthMs: fc.integer({ min: 1, max: MAX_SCHEDULED_LENGTH_MS - 1 }),
    admission: fc.constantFrom('anyone' as const, 'after-host' as const, 'ask' as const),
    details: sealed,
    hostKeyHash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    changedAt: times,
  })
  .map(({ earlyMs, lengthMs, ...rest }) => {
    const startsAt = Math.ceil(rest.opensAt) + earlyMs;
    return { ...rest, startsAt, endsAt: startsAt + lengthMs };
  });

const doors = fc.record({ admitted: fc.option(uids), changedAt: times });

const rooms = fc.record({
  name: fc.uint8Array({ minLength: 1, maxLength: MAX_SEALED_ROOM_NAME_BYTES }),
  rounds: fc.integer({ min: 0, max: MAX_ROUND_NUMBER }),
  changedAt: times,
});

const withoutDoor = fc.record({
  hostUid: uids,
  createdAt: times,
  emptyTimeoutSeconds: fc.integer({ min: MIN_EMPTY_TIMEOUT_SECONDS, max: MAX_EMPTY_TIMEOUT_SECONDS }),
  expiresAt: times,
  schedule: fc.option(schedules),
  seats: fc.record({ host: fc.option(seats), guest: fc.option(seats) }),
  round: fc.option(rounds),
  ended: fc.option(
    fc.record({ reason: fc.constantFrom('host-ended' as const, 'cancelled' as const), at: times }),
  ),
});

const calls: fc.Arbitrary<CallDoc> = fc
  .tuple(withoutDoor, fc.option(doors), fc.option(rooms))
  .map(([call, door, room]) => {
    const withDoor = door === null ? {} : { door };
    if (room !== null) return { version: 3, room, ...withDoor, ...call };
    return { version: door === null ? 1 : 2, ...withDoor, ...call };
  });

/** Written into titles, and so the same in every run. */
const session = 'aaaaaaaaaaaaaaaa';
const seat = aSeat('host', { session, key: null, renewedAt: 1 });
const round = anAnsweredRound({ offererSession: session, answererSession: session });
const schedule = aSchedule(0, {
  ...{ opensAt: 1_000_000, startsAt: 1_600_000, endsAt: 3_600_000 },
  changedAt: 1,
});
const call = aRunningCall({
  ...{ host: seat, guest: seat, round, schedule },
  ended: { reason: 'host-ended', at: 1 },
});

const withSchedule = (changes: object) => ({ schedule: { ...schedule, ...changes } });
const withSeat = (changes: object) => ({ seats: { host: seat, guest: { ...seat, ...changes } } });
const withRound = (changes: object) => ({ round: { ...round, ...changes } });
const withEnding = (changes: object) => ({ ended: { reason: 'host-ended', at: 1, ...changes } });
const bytes = (length: number) => new Uint8Array(length);

describe('a call document', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(calls, (value) => {
        expect(parseCallDoc(value)).toEqual(value);
      }),
    );
  });

  it.each<object>([
    { emptyTimeoutSeconds: MIN_EMPTY_TIMEOUT_SECONDS },
    { emptyTimeoutSeconds: MAX_EMPTY_TIMEOUT_SECONDS },
    { hostUid: 'u'.repeat(128) },
    { createdAt: 0.5, expiresAt: 0 },
    { seats: { host: null, guest: null }, round: null, ended: null },
    { schedule: null },
    withSchedule({ opensAt: schedule.startsAt }),
    withSchedule({
      startsAt: schedule.opensAt + MAX_EARLY_ENTRY_MS,
      endsAt: schedule.opensAt + MAX_EARLY_ENTRY_MS + 1,
    }),
    withSchedule({ endsAt: schedule.startsAt + MAX_SCHEDULED_LENGTH_MS }),
    withSchedule({ admission: 'after-host' }),
    withSchedule({ details: bytes(MAX_SEALED_DETAILS_BYTES) }),
    { ended: { reason: 'cancelled', at: 2 } },
    withRound({ number: MAX_ROUND_NUMBER }),
    withRound({ offer: bytes(MAX_SEALED_DESCRIPTION_BYTES), answer: bytes(MAX_SEALED_DESCRIPTION_BYTES) }),
    withRound({ answererSession: null, answer: null }),
    withSeat({ uid: 'u'.repeat(128), leftAt: 0 }),
    withSeat({ entered: false, key: bytes(SESSION_KEY_BYTES) }),
  ])('is read with %o', (changes) => {
    expect(parseCallDoc({ ...call, ...changes })).toEqual({ ...call, ...changes });
  });

  it.each<object>([
    { version: 0 },
    { version: 1.5 },
    { version: '1' },
    { hostUid: '' },
    { hostUid: 'u'.repeat(129) },
    { createdAt: -1 },
    { createdAt: Number.NaN },
    { createdAt: new Date(0) },
    { expiresAt: Number.POSITIVE_INFINITY },
    { expiresAt: null },
    { emptyTimeoutSeconds: MIN_EMPTY_TIMEOUT_SECONDS - 1 },
    { emptyTimeoutSeconds: MAX_EMPTY_TIMEOUT_SECONDS + 1 },
    { emptyTimeoutSeconds: 60.5 },
    { seats: { host: null } },
    { seats: [] },
    { seats: null },
    { schedule: undefined },
    withSchedule({ revision: -1 }),
    withSchedule({ revision: MAX_SCHEDULE_REVISION + 1 }),
    withSchedule({ opensAt: schedule.startsAt + 1 }),
    withSchedule({
      startsAt: schedule.opensAt + MAX_EARLY_ENTRY_MS + 1,
      endsAt: schedule.opensAt + MAX_EARLY_ENTRY_MS + 2,
    }),
    withSchedule({ opensAt: null }),
    withSchedule({ endsAt: schedule.startsAt }),
    withSchedule({ endsAt: schedule.startsAt + MAX_SCHEDULED_LENGTH_MS + 1 }),
    withSchedule({ admission: 'nobody' }),
    withSchedule({ details: bytes(0) }),
    withSchedule({ details: bytes(MAX_SEALED_DETAILS_BYTES + 1) }),
    withSchedule({ hostKeyHash: bytes(31) }),
    withSchedule({ hostKeyHash: bytes(33) }),
    withSchedule({ changedAt: -1 }),
    withSeat({ uid: '' }),
    withSeat({ session: 'a' }),
    withSeat({ renewedAt: null }),
    withSeat({ leftAt: -1 }),
    withSeat({ leftAt: undefined }),
    withSeat({ entered: null }),
    withSeat({ entered: undefined }),
    withSeat({ key: undefined }),
    withSeat({ key: bytes(SESSION_KEY_BYTES - 1) }),
    withSeat({ key: bytes(SESSION_KEY_BYTES + 1) }),
    withSeat({ key: 'a'.repeat(SESSION_KEY_BYTES) }),
    withRound({ number: 0 }),
    withRound({ number: MAX_ROUND_NUMBER + 1 }),
    withRound({ number: 1.5 }),
    withRound({ offerer: 'x' }),
    withRound({ offerer: 'toString' }),
    withRound({ offererSession: null }),
    withRound({ offer: null }),
    withRound({ offer: bytes(0) }),
    withRound({ offer: bytes(MAX_SEALED_DESCRIPTION_BYTES + 1) }),
    withRound({ offer: [1] }),
    withRound({ answer: bytes(0) }),
    withRound({ answer: bytes(MAX_SEALED_DESCRIPTION_BYTES + 1) }),
    withRound({ answer: null }),
    withRound({ answererSession: null }),
    withEnding({ reason: 'expired' }),
    withEnding({ at: null }),
    { ended: false },
  ])('is refused with %o', (changes) => {
    expect(() => parseCallDoc({ ...call, ...changes })).toThrow(ProtocolError);
  });

  it.each(Object.keys(call))('is refused without %s', (key) => {
    const { [key]: _absent, ...rest } = call as unknown as Record<string, unknown>;
    expect(() => parseCallDoc(rest)).toThrow(ProtocolError);
    expect(() => parseCallDoc(Object.assign(Object.create(call), rest))).toThrow(ProtocolError);
  });

  it('of a later version is that, whatever else is in it', () => {
    for (const later of [{ ...call, version: 4 }, { version: 4 }, { ...call, version: 4, seats: 'many' }]) {
      const parse = () => parseCallDoc(later);
      expect(parse).toThrow(expect.objectContaining({ name: 'ProtocolError', code: 'newer' }));
    }
  });

  it('has a door if and only if its version says so', () => {
    const door = { admitted: null, changedAt: 1 };
    expect(parseCallDoc({ ...call, version: 2, door })).toEqual({ ...call, version: 2, door });
    const wrongs = [
      { version: 1, door },
      { version: 2 },
      ...[null, {}, { admitted: '', changedAt: 1 }, { admitted: 'u'.repeat(129), changedAt: 1 }].map(
        (wrong) => ({
          version: 2,
          door: wrong,
        }),
      ),
    ];
    for (const changes of wrongs) expect(() => parseCallDoc({ ...call, ...changes })).toThrow(ProtocolError);
  });

  it('of a page that wrote neither whether it entered nor a key is read as one that entered and has none', () => {
    const { entered: _entered, key: _key, ...held } = seat;
    const read = parseCallDoc({ ...call, seats: { host: held, guest: { ...held, entered: false } } });
    expect(read.seats).toEqual({ host: seat, guest: { ...seat, entered: false } });
    const heard = { host: { ...held, linked: true }, guest: { ...held, linked: false } };
    expect(parseCallDoc({ ...call, seats: heard }).seats).toEqual({
      host: { ...seat, linked: true },
      guest: seat,
    });
  });

  it('names the field that is wrong, and nothing of what is in it', () => {
    expect(() => parseCallDoc({ ...call, hostUid: 'secret'.repeat(100) })).toThrow(
      'hostUid must be text of 1 to 128 characters',
    );
    expect(() => parseCallDoc({ ...call, ...withRound({ offerer: 'secret' }) })).toThrow(
      'round.offerer must be one of host, guest',
    );
  });
});

describe('an earlier version of the document', () => {
  const at = (time: number, changes: Partial<Seat> = {}): Seat => ({ ...seat, renewedAt: time, ...changes });
  const offered: Round = { ...round, answererSession: null, answer: null };
  const living: CallDoc = { ...call, createdAt: 100, ended: null, schedule: null };
  const host = at(200);
  /** Each follows from the one before it. */
  const course: readonly [what: string, call: CallDoc][] = [
    ['nobody came yet', { ...living, seats: { host: null, guest: null }, round: null }],
    ['the host has offered', { ...living, seats: { host, guest: null }, round: offered }],
    ['the guest has answered', { ...living, seats: { host, guest: at(300) }, round }],
    ['the guest has renewed', { ...living, seats: { host, guest: at(400) }, round }],
    ['the guest has left', { ...living, seats: { host, guest: at(400, { leftAt: 500 }) }, round }],
    ['the host has freed the seat', { ...living, seats: { host, guest: null }, round }],
    ['the host has renewed', { ...living, seats: { host: at(450), guest: null }, round }],
    [
      'another has offered',
      { ...living, seats: { host: at(450), guest: at(600) }, round: { ...offered, number: 2 } },
    ],
    [
      'it has ended',
      {
        ...living,
        seats: { host: null, guest: null },
        round: null,
        ended: { reason: 'host-ended', at: 700 },
      },
    ],
    ['another has the ID', { ...living, createdAt: 800, seats: { host: null, guest: null }, round: null }],
  ];

  it.each(course.map(([what, version], i) => [what, version, i] as const))(
    'is known when %s',
    (_, version, i) => {
      for (const [j, [, known]] of course.entries()) expect([j, isOlder(version, known)]).toEqual([j, i < j]);
    },
  );
});
