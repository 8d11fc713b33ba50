/**
 * Every transition by every person in every state: what the rules do is what protocol's table says. The states and the
 * writes are generated, so each refusal has many accepted twins that differ from it in one thing.
 */
import {
  applyTransition,
  type CallDoc,
  type CallTransition,
  expiryOfTombstone,
  expiryWhenEmpty,
  expiryWhileSeated,
  hasMet,
  lastGuest,
  lastRoundNumber,
  MAX_DISMISSED,
  MAX_DISMISSED_FROM_ROOM,
  MAX_ROUNDS,
  MAX_SCHEDULE_REVISION,
  MAX_SEALED_ROOM_NAME_BYTES,
  ROLES,
  type Role,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import {
  aCall,
  anAnsweredRound,
  aRound,
  aRunningCall,
  aSchedule,
  aWaitingCall,
  MINUTE_MS,
  SESSIONS,
  withDoor,
  withRoom,
} from '../../protocol/src/testing/call-docs.ts';
import {
  admit,
  answer,
  cancel,
  create,
  dismiss,
  end,
  free,
  leave,
  leaveLast,
  lock,
  offer,
  putOut,
  rename,
  renew,
  reschedule,
  unlock,
} from './moves.ts';
import {
  closedSchedule,
  ended,
  givenOften,
  guest,
  host,
  hostFirst,
  justLeft,
  justSat,
  left,
  looking,
  NEW_SESSION,
  startedSchedule,
  stranger,
  vanished,
  without,
  write,
} from './scene.ts';
import { acceptedOf, commits } from './tries.ts';

/** As many as a call remembers. */
const many = Array.from({ length: MAX_DISMISSED }, (_, index) => ({ uid: `someone-${index}` }));

const byGuest = () => aRound({ offerer: 'guest' });

const now: Record<string, () => CallDoc> = {
  'nobody came yet': () => aCall(),
  'the host waits': () => aWaitingCall(),
  'the guest waits': () => aWaitingCall({ host: null, guest: {}, round: byGuest() }),
  'both are there': () => aRunningCall(),
  'both are there, after the guest offered': () =>
    aRunningCall({ round: anAnsweredRound({ offerer: 'guest' }) }),
  'the host left': () => aRunningCall({ host: left() }),
  'the guest left': () => aRunningCall({ guest: left() }),
  'the guest offered and left': () => aWaitingCall({ guest: left(), round: byGuest() }),
  'the guest offered, and the host has left': () =>
    aWaitingCall({ host: left(), guest: {}, round: byGuest() }),
  'both left': () => aRunningCall({ host: left(), guest: left() }),
  'the guest left just now': () => aRunningCall({ guest: justLeft() }),
  'both left just now': () => aRunningCall({ host: justLeft(), guest: justLeft() }),
  'the guest has left a waiting host just now': () => aWaitingCall({ guest: justLeft() }),
  'the guest only looks': () => aRunningCall({ guest: looking }),
  'the guest only looks, and nobody has answered the host': () => aWaitingCall({ guest: looking }),
  'the guest only looked, and left just now': () => aRunningCall({ guest: { ...looking, ...justLeft() } }),
  'the guest only looked, and vanished': () => aRunningCall({ guest: { ...looking, ...vanished() } }),
  'the host only looks': () => aRunningCall({ host: looking }),
  'the guest has no key': () => aRunningCall({ guest: { key: null } }),
  'the round has just begun': () => aWaitingCall({ host: justSat() }),
  'the guest has just begun a round': () =>
    aRunningCall({ guest: justSat(), round: anAnsweredRound({ offerer: 'guest' }) }),
  'the guest has just begun a round, and left': () =>
    aRunningCall({ guest: { ...justSat(), ...left() }, round: anAnsweredRound({ offerer: 'guest' }) }),
  'the guest has just begun a round, and only looks': () =>
    aRunningCall({ guest: { ...justSat(), ...looking }, round: anAnsweredRound({ offerer: 'guest' }) }),
  'the guest has just begun a round, only looked, and left': () =>
    aRunningCall({
      guest: { ...justSat(), ...looking, ...left() },
      round: anAnsweredRound({ offerer: 'guest' }),
    }),
  // Sessions that come right before and after any other.
  'the host’s offer is open, and another page of theirs sits there': () =>
    aWaitingCall({ host: { session: '-'.repeat(16) } }),
  'the host’s offer is open, and yet another page of theirs sits there': () =>
    aWaitingCall({ host: { session: 'z'.repeat(16) } }),
  'the host’s offer is open, and nobody sits there': () => aWaitingCall({ host: null }),
  'both are there, on other pages than before': () =>
    aRunningCall({ host: { session: 'another-page-abc' }, guest: { session: 'another-page-def' } }),
  'the host offered and vanished': () => aWaitingCall({ host: vanished() }),
  'the host offered and left': () => aWaitingCall({ host: left() }),
  'the guest vanished': () => aRunningCall({ guest: vanished() }),
  'the guest heard the host, and was not heard of since': () =>
    aRunningCall({ guest: { linked: true, ...vanished() } }),
  'the guest heard the host on an earlier page of theirs, and was not heard of since': () =>
    aWaitingCall({ guest: { linked: true, ...vanished() } }),
  'the guest vanished while the host waits': () => aWaitingCall({ guest: vanished() }),
  'the host vanished': () => aRunningCall({ host: vanished() }),
  'one user holds both seats': () => aRunningCall({ guest: { uid: host.uid } }),
  'somebody was asked to leave, and nobody has come since': () =>
    aRunningCall({ ...without(stranger), guest: null }),
  'the guest was asked to leave': () => aRunningCall({ ...without(guest), guest: null }),
  'the guest was asked to leave, and the host waits': () => aWaitingCall(without(guest)),
  'the guest was asked to leave, and nobody has offered since': () => aCall(without(guest)),
  'the host was asked to leave, before they showed the host key': () =>
    aRunningCall({ ...without(host), guest: null }),
  'as many were asked to leave as can be': () => aRunningCall(without(...many)),
  'as many were asked to leave as can be, and somebody has answered in the guest’s place': () =>
    aRunningCall({ ...without(...many), guest: { uid: stranger.uid, session: 'another-page-abc' } }),
  'as many were asked to leave as can be, and the guest has gone': () =>
    aRunningCall({ ...without(...many), guest: left() }),
  'as many were asked to leave as can be, and the guest only looks': () =>
    aRunningCall({ ...without(...many), guest: { ...looking, ...vanished() } }),
  'as many were asked to leave as can be, and nobody is there': () =>
    aRunningCall({ ...without(...many), guest: null }),
  'as many were asked to leave as can be, and one user holds both seats': () =>
    aRunningCall({ ...without(...many), guest: { uid: host.uid } }),
  'as many were asked to leave as can be, and nobody has answered': () =>
    aWaitingCall({ ...without(...many), guest: {} }),
  'as many were asked to leave as can be, but one': () => aRunningCall(without(...many.slice(1))),
  'the last round': () => aRunningCall({ round: anAnsweredRound({ number: MAX_ROUNDS }) }),
  'the call has ended': () => aCall({ ended: ended(), expiresAt: expiryOfTombstone(Date.now()) }),
  // No transition leaves such documents.
  'the call has ended, with everything still in it': () => aRunningCall({ ended: ended() }),
  'both are there, and nobody has offered': () => aRunningCall({ round: null }),
  'the call has lapsed': () => aRunningCall({ expiresAt: Date.now() - 1_000 }),
  'somebody else holds the host’s seat': () => aRunningCall({ host: { uid: stranger.uid } }),
};

/** Nobody was let in yet, or the guest was, or somebody else. */
const behindDoor: Record<string, () => CallDoc> = {
  'nobody came yet': () => aCall(withDoor()),
  'the host waits': () => aCall({ ...withDoor(), host: {} }),
  'the host only looks': () => aCall({ ...withDoor(), host: looking }),
  'the host has left': () => aCall({ ...withDoor(), host: left() }),
  'the guest was let in': () => aWaitingCall(withDoor(guest.uid)),
  'the guest was let in just now': () => aWaitingCall({ ...withDoor(guest.uid), host: justSat() }),
  'the guest was let in, and the host has left': () => aWaitingCall({ ...withDoor(guest.uid), host: left() }),
  'somebody else was let in': () => aWaitingCall(withDoor(stranger.uid)),
  'somebody else was let in after the guest, who has left just now': () =>
    aWaitingCall({ ...withDoor(stranger.uid), guest: justLeft() }),
  'somebody of another name was let in after the guest, who has left just now': () =>
    aWaitingCall({ ...withDoor('a-user'), guest: justLeft() }),
  'somebody else was let in after the guest, who is not seen to have gone': () =>
    aWaitingCall({ ...withDoor(stranger.uid), guest: {} }),
  'both are there': () => aRunningCall(withDoor(guest.uid)),
  'both are there, and the guest only looks': () => aRunningCall({ ...withDoor(guest.uid), guest: looking }),
  'the guest has left just now': () => aRunningCall({ ...withDoor(guest.uid), guest: justLeft() }),
  'the guest has vanished': () => aRunningCall({ ...withDoor(guest.uid), guest: vanished() }),
  'both have left': () => aRunningCall({ ...withDoor(guest.uid), host: left(), guest: left() }),
  'the guest waits for the host': () =>
    aWaitingCall({ ...withDoor(guest.uid), host: left(), guest: {}, round: byGuest() }),
  'the last round': () =>
    aRunningCall({
      ...withDoor(guest.uid),
      guest: left(),
      round: anAnsweredRound({ number: MAX_ROUNDS }),
    }),
  'as many were asked to leave as can be': () =>
    aRunningCall({ ...withDoor(guest.uid), ...without(...many) }),
  'as many were asked to leave as can be, and somebody else was let in since': () =>
    aWaitingCall({ ...withDoor(stranger.uid), ...without(...many), guest: left() }),
  'as many were asked to leave as can be, and nobody is let in': () =>
    aWaitingCall({ ...withDoor(), ...without(...many), guest: left() }),
  'somebody else was asked to leave': () => aRunningCall({ ...withDoor(guest.uid), ...without(stranger) }),
  'the guest was asked to leave': () => aRunningCall({ ...withDoor(), ...without(guest), guest: null }),
  // No transition leaves such a document.
  'the guest was let in, and asked to leave': () =>
    aWaitingCall({ ...withDoor(guest.uid), ...without(guest) }),
  'the call has ended': () => aCall({ ...withDoor(guest.uid), ended: ended() }),
  'it was locked while somebody waited for the host': () => aWaitingCall({ ...withDoor(), host: left() }),
  'it was locked while somebody only looked': () => aRunningCall({ ...withDoor(), guest: null }),
  // No transition leaves such a document.
  'somebody has offered, though nobody was let in': () => aWaitingCall(withDoor()),
};

/** A lasting room, after some visits. */
const rooms: Record<string, () => CallDoc> = {
  'nobody has been there yet': () => aCall(withRoom()),
  'it rests': () => aCall(withRoom(12)),
  'as many were asked to leave it as can be': () =>
    aRunningCall({ ...withRoom(), ...without(...many.slice(0, MAX_DISMISSED_FROM_ROOM)) }),
  'as many were asked to leave it as can be, behind a door': () =>
    aRunningCall({
      ...withRoom(),
      ...door(guest.uid),
      ...without(...many.slice(0, MAX_DISMISSED_FROM_ROOM)),
    }),
  'as many were asked to leave it as can be, but one': () =>
    aRunningCall({ ...withRoom(), ...without(...many.slice(1, MAX_DISMISSED_FROM_ROOM)) }),
  'it rests after a visit of as many rounds as there may be': () => aCall(withRoom(MAX_ROUNDS)),
  'the last round of a visit': () =>
    aRunningCall({ ...withRoom(12), round: anAnsweredRound({ number: 12 + MAX_ROUNDS }) }),
  'it is to lapse in a moment': () => aCall({ ...withRoom(12), expiresAt: Date.now() + MINUTE_MS }),
  'nobody came for longer than it stays': () => aCall({ ...withRoom(12), expiresAt: Date.now() - 1_000 }),
  'the host waits': () => aWaitingCall({ ...withRoom(12), round: aRound({ number: 13 }) }),
  'both are there': () => aRunningCall({ ...withRoom(12), round: anAnsweredRound({ number: 13 }) }),
  'the guest left': () => aRunningCall({ ...withRoom(), guest: left() }),
  'the guest vanished': () => aRunningCall({ ...withRoom(), guest: vanished() }),
  'both left, and it does not rest yet': () => aRunningCall({ ...withRoom(), host: left(), guest: left() }),
  'it rests behind a door': () => aCall({ ...withRoom(12), ...door() }),
  'the host waits behind a door': () => aCall({ ...withRoom(12), ...door(), host: {} }),
  'the guest was let in': () => aWaitingCall({ ...withRoom(), ...door(guest.uid) }),
  'both are there behind a door': () => aRunningCall({ ...withRoom(), ...door(guest.uid) }),
  'somebody was asked to leave in a visit before': () => aCall({ ...withRoom(12), ...without(guest) }),
  'the host has ended it': () => aCall({ ...withRoom(12), ended: ended() }),
};
const door = (admitted: string | null = null) => ({ door: withDoor(admitted).door });

const asking = { admission: 'ask' } as const;
const behindDoorInTime: Record<string, () => CallDoc> = {
  'it is not open yet': () => aCall({ ...withDoor(), schedule: closedSchedule(asking) }),
  'it is open and the host waits': () =>
    aCall({ ...withDoor(), schedule: aSchedule(undefined, asking), host: {} }),
  'it has started and the host waits': () =>
    aCall({ ...withDoor(), schedule: startedSchedule(asking), host: {} }),
  'the guest was let in, and the host has left': () =>
    aWaitingCall({ ...withDoor(guest.uid), schedule: startedSchedule(asking), host: left() }),
  'both are there': () => aRunningCall({ ...withDoor(guest.uid), schedule: startedSchedule(asking) }),
  'another became the host while both were there': () =>
    aRunningCall({ ...withDoor(guest.uid), host: null, schedule: startedSchedule(asking) }),
  'the guest was asked to leave': () =>
    aRunningCall({ ...withDoor(), ...without(guest), guest: null, schedule: startedSchedule(asking) }),
  'it was locked': () => aRunningCall({ ...withDoor(guest.uid), schedule: startedSchedule() }),
  'it was locked while somebody only looked': () =>
    aRunningCall({ ...withDoor(), guest: null, schedule: startedSchedule() }),
  'its time is over': () =>
    aRunningCall({
      ...withDoor(guest.uid),
      schedule: startedSchedule({ ...asking, endsAt: Date.now() - 1_000 }),
    }),
};

const started = startedSchedule;
const endingSoon = () => started({ endsAt: Date.now() + 2 * MINUTE_MS });

const scheduled: Record<string, () => CallDoc> = {
  'it is not open yet': () => aCall({ schedule: closedSchedule() }),
  'it is not open yet, and the host is to come first': () => aCall({ schedule: closedSchedule(hostFirst) }),
  'it is open and nobody came yet': () => aCall({ schedule: aSchedule() }),
  'it is open and waits for the host': () => aCall({ schedule: aSchedule(undefined, hostFirst) }),
  'it has started and nobody came yet': () => aCall({ schedule: started() }),
  'the host waits': () => aWaitingCall({ schedule: aSchedule() }),
  'the host waits and had to come first': () => aWaitingCall({ schedule: started(hostFirst) }),
  'the host has vanished, who had to come first': () =>
    aWaitingCall({ schedule: started(hostFirst), host: vanished() }),
  'both are there before it starts': () => aRunningCall({ schedule: aSchedule() }),
  'both are there': () => aRunningCall({ schedule: started() }),
  'both are there and the host had to come first': () => aRunningCall({ schedule: started(hostFirst) }),
  'the host has left, who had to come first': () =>
    aRunningCall({ schedule: started(hostFirst), host: left() }),
  'both have left, and the host had to come first': () =>
    aRunningCall({ schedule: started(hostFirst), host: left(), guest: left() }),
  'the host has vanished, who had to come first, and the guest has left': () =>
    aRunningCall({ schedule: started(hostFirst), host: vanished(), guest: left() }),
  'the host has left, who had to come first, and the guest has vanished': () =>
    aRunningCall({ schedule: started(hostFirst), host: left(), guest: vanished() }),
  'both left before it starts': () => aRunningCall({ schedule: aSchedule(), host: left(), guest: left() }),
  'both left': () => aRunningCall({ schedule: started(), host: left(), guest: left() }),
  'the guest is alone, who only looks': () =>
    aCall({ schedule: started(), guest: looking, round: byGuest() }),
  'the guest only looks, and the host, who had to come first, has left': () =>
    aRunningCall({ schedule: started(hostFirst), host: left(), guest: looking }),
  'the guest has come and gone, and the host has not come': () =>
    aCall({ schedule: started(), guest: left(), round: byGuest() }),
  'the guest has come, and it was to lapse before its end': () =>
    aCall({ schedule: started(), guest: {}, round: byGuest(), expiresAt: Date.now() + 5 * MINUTE_MS }),
  'both are there, and one has begun a round': () => aRunningCall({ schedule: started(), round: aRound() }),
  'both are there, and nobody has offered': () => aRunningCall({ schedule: started(), round: null }),
  'the guest’s seat was freed': () => aRunningCall({ schedule: started(), guest: null }),
  'it was to have a door, and was unlocked': () => aRunningCall({ schedule: started(asking) }),
  'the guest was asked to leave': () =>
    aRunningCall({ ...without(guest), guest: null, schedule: started(hostFirst) }),
  'the guest was asked to leave before it is open': () =>
    aCall({ ...without(guest), schedule: closedSchedule() }),
  'it is about to end': () => aRunningCall({ schedule: endingSoon() }),
  'it is about to end, and nobody is there': () => aCall({ schedule: endingSoon() }),
  'it was moved away while both are there': () => aRunningCall({ schedule: closedSchedule() }),
  'it was moved away while the host waits for the guest': () =>
    aWaitingCall({ schedule: closedSchedule(hostFirst) }),
  'it has been moved as often as can be': () =>
    aCall({ schedule: aSchedule(undefined, { revision: MAX_SCHEDULE_REVISION }) }),
  'it was called off': () =>
    aCall({ schedule: closedSchedule(), ended: { reason: 'cancelled', at: Date.now() - MINUTE_MS } }),
  'the host has ended it': () =>
    aCall({ schedule: started(), ended: ended(), expiresAt: expiryOfTombstone(Date.now()) }),
  'its time is over': () => aRunningCall({ schedule: started({ endsAt: Date.now() - 1_000 }) }),
};

function transitionsIn(call: CallDoc): CallTransition[] {
  const moves = [...ROLES.flatMap((role) => movesOf(role, call)), ...doorMoves(call), free, create()];
  const named = [1, MAX_SEALED_ROOM_NAME_BYTES, MAX_SEALED_ROOM_NAME_BYTES + 1].map((size) =>
    rename(new Uint8Array(size).fill(size)),
  );
  // As if there were a door, and none, wherever there is one: where there is none, the one makes half of one.
  const endings = [false, true].flatMap((hasDoor) => [end(call, { hasDoor }), cancel(call, { hasDoor })]);
  return [...moves, ...named, ...endings, ...(call.schedule === null ? [reschedule(call)] : timesOf(call))];
}

/** Of both pages that somebody may have: the one that sits there, and another. */
function movesOf(role: Role, call: CallDoc): CallTransition[] {
  const number = lastRoundNumber(call);
  // Not quite what is expected, since to write what is there already is to change nothing; unless it has to be just that.
  const chosen = (expiry: typeof expiryWhileSeated, met: boolean) => {
    const expected = expiry(Date.now(), call, met);
    return { expiresAt: expected === call.schedule?.endsAt ? expected : expected - 1_000 };
  };
  const [offered, answered] = [chosen(expiryWhileSeated, false), chosen(expiryWhileSeated, true)];
  const [renewed, last] = [chosen(expiryWhileSeated, hasMet(call)), chosen(expiryWhenEmpty, hasMet(call))];
  const heard = chosen(
    (now, known, met) => expiryWhileSeated(now, known, met, { linked: true }),
    hasMet(call),
  );
  const session = SESSIONS[role];
  return [
    ...[number, number + 1].flatMap((round) => [
      offer(call, role, { ...offered, round }),
      answer(call, role, { ...answered, round }),
    ]),
    ...[true, false].flatMap((entered) => [
      offer(call, role, { ...offered, session, entered }),
      answer(call, role, { ...answered, session, entered }),
      renew(call, role, { ...renewed, entered }),
    ]),
    offer(call, role, { ...offered, entered: false }),
    answer(call, role, { ...answered, entered: false }),
    renew(call, role, { ...heard, linked: true }),
    offer(call, role, { ...offered, session, linked: true }),
    renew(call, role, { ...renewed, session: NEW_SESSION }),
    renew(call, role, { ...renewed, session: NEW_SESSION, entered: false }),
    leave(role),
    leave(role, NEW_SESSION),
    leaveLast(call, role, last),
    leaveLast(call, role, { ...last, session: NEW_SESSION }),
  ];
}

/** Where there is a door, and where there is none. */
function doorMoves(call: CallDoc): CallTransition[] {
  const number = lastRoundNumber(call);
  const expected = expiryWhileSeated(Date.now(), call, false);
  const offered = { expiresAt: expected === call.schedule?.endsAt ? expected : expected - 1_000 };
  const sat = (met: boolean) => ({ expiresAt: expiryWhileSeated(Date.now(), call, met) });
  const locked = (admitted: string | null) => sat(hasMet(call) && admitted !== null);
  const renewed = sat(hasMet(call));
  return [
    ...[guest.uid, stranger.uid, host.uid, ''].map((uid) => admit(call, { ...offered, uid })),
    admit(call, { ...offered, session: SESSIONS.host, entered: false }),
    admit(call, { ...offered, role: 'guest' }),
    admit(call, { ...offered, round: number }),
    ...[guest.uid, stranger.uid, host.uid, null].map((admitted) =>
      lock(call, { ...locked(admitted), admitted }),
    ),
    lock(call, { ...locked(lastGuest(call, Date.now())), session: NEW_SESSION, entered: false }),
    // Where nobody stays it empties their seat, and were it to change nothing else it would put somebody out.
    lock(call, {
      ...locked(lastGuest(call, Date.now())),
      ...(call.schedule === null && offered),
      role: 'guest',
    }),
    dismiss(call),
    ...[guest.uid, stranger.uid, host.uid].map((uid) => dismiss(call, { uid })),
    // Where there is no door these make one.
    ...(call.door === undefined
      ? []
      : [guest.uid, stranger.uid, null].map((admitted) => dismiss(call, { admitted }))),
    putOut(call),
    ...[guest.uid, stranger.uid, null].map((admitted) => putOut(call, { admitted })),
    // As if somebody had sat down since, by an offer or an answer.
    ...[number - 1, number + 1].map((other) => {
      const right = putOut(call);
      return { ...right, round: { ...right.round, number: other } };
    }),
    ...[SESSIONS.host, SESSIONS.guest, NEW_SESSION, null].map((answererSession) =>
      putOut(call, { round: { number, answererSession } }),
    ),
    asOfOtherFormat(putOut(call)),
    // Where there is no door it is a renewal.
    ...(call.door === undefined
      ? []
      : [
          unlock(call, renewed),
          unlock(call, { ...renewed, session: NEW_SESSION, entered: false }),
          unlock(call, { ...renewed, role: 'guest' }),
          // Whoever sits down in a seat that is empty may be whom the other has met in it.
          ...[true, false].flatMap((met) => [
            unlock(call, sat(met)),
            renew(call, 'host', { ...sat(met), session: NEW_SESSION }),
          ]),
        ]),
  ];
}

/** A room, or none. */
function asOfOtherFormat({ isRoom, ...putting }: ReturnType<typeof putOut>): CallTransition {
  return isRoom ? putting : { ...putting, isRoom: true };
}

/** Of a scheduled call: as if it were not, or had they met; moved, lengthened, cut short, and called off. */
function timesOf(call: CallDoc): CallTransition[] {
  const now = aCall();
  const { endsAt, revision } = call.schedule ?? aSchedule();
  const { opensAt, startsAt, endsAt: later } = closedSchedule();
  return [
    ...ROLES.flatMap((role) => {
      const { sitter } = renew(now, role);
      return [
        offer(call, role, sitter),
        renew(call, role, sitter),
        leaveLast(call, role, { expiresAt: expiryWhenEmpty(Date.now(), now, true) }),
      ];
    }),
    reschedule(call),
    reschedule(call, { revision }),
    reschedule(call, { revision: revision + 2 }),
    reschedule(call, { endsAt: endsAt + 30 * MINUTE_MS }),
    reschedule(call, { endsAt: Date.now() - MINUTE_MS }),
    reschedule(call, { opensAt, startsAt, endsAt: later }),
    reschedule(call, hostFirst),
    reschedule(call, { admission: 'ask' }),
    reschedule(call, { admission: 'anyone' }),
    reschedule(call, { hostKeyHash: new Uint8Array(32) }),
    cancel(call, { endsAt: endsAt - MINUTE_MS }),
  ];
}

const people = [host, guest, stranger];

describe.each(Object.entries(now))('when %s', (_, state) => {
  it.each(people)('$uid may do exactly what the table of transitions says', ({ uid }) => compare(uid, state));
});

describe.each(Object.entries(behindDoor))('behind a door, when %s', (_, state) => {
  it.each(people)('$uid may do exactly what the table of transitions says', ({ uid }) => compare(uid, state));
});

describe.each(Object.entries(behindDoorInTime))('of a scheduled call behind a door, when %s', (_, state) => {
  it.each(people)('$uid may do exactly what the table of transitions says', ({ uid }) => compare(uid, state));
});

describe.each(Object.entries(rooms))('of a lasting room, when %s', (_, state) => {
  it.each(people)('$uid may do exactly what the table of transitions says', ({ uid }) => compare(uid, state));
});

describe.each(Object.entries(scheduled))('of a scheduled call, when %s', (_, state) => {
  it.each(people)('$uid may do exactly what the table of transitions says', ({ uid }) => compare(uid, state));
});

/** Their IDs come right before or after the right one: the rules know people by their whole ID. */
const similar = [host, guest].flatMap(({ uid }) => ['!', uid.slice(0, -1), `${uid}0`, '~']);

describe.each([
  ['both are there', now],
  ['the guest vanished', now],
  ['the host vanished', now],
  ['the guest left just now', now],
  ['it is not open yet', scheduled],
] as const)('a user with a similar ID, when %s', (name, states) => {
  it.each(similar)('%s may do no more than a stranger', (uid) => compare(uid, states[name] ?? aCall));
});

async function compare(uid: string, state: () => CallDoc): Promise<void> {
  const before = state();
  const transitions = transitionsIn(before);
  const isRight = (transition: CallTransition) =>
    applyTransition(before, transition, { uid, now: Date.now() }) !== null;
  // What is refused changes nothing, so it may be tried on the same call; each of the others has its own.
  const [shared = '', ...own] = await givenOften(before, 1 + transitions.filter(isRight).length);
  const tries = transitions.map((transition, index) => {
    const docId = isRight(transition) ? (own.pop() ?? '') : shared;
    return commits(describeMove(transition, index), { uid }, write(docId, { uid }, transition));
  });
  const right = tries.map(([what]) => what).filter((_, index) => isRight(transitions[index] ?? free));
  expect((await acceptedOf(tries)).sort()).toEqual(right.sort());
}

/** What it is, for whoever reads of a difference. */
function describeMove(transition: CallTransition, index: number): string {
  return `${index}: ${JSON.stringify(transition, (_, value) => (value instanceof Uint8Array ? '…' : value))}`;
}
