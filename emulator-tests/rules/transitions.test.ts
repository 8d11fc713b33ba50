/**
 * Every transition by every person in every state: what the rules do is what protocol's table says. The states and the
 * writes are generated, so each refusal has many accepted twins that differ from it in one thing.
 */
import {
  applyTransition,
  type CallDoc,
  type CallTransition,
  expiryOfTombstone,
  hasMet,
  MAX_SCHEDULE_REVISION,
  type Schedule,
  SEAT_LEASE_MS,
  type Seat,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { commitAs } from './rest-firestore.ts';
import {
  aMinuteAgo,
  answeredRound,
  call,
  closedSchedule,
  EMPTY_TIMEOUT_SECONDS,
  GUEST_SESSION,
  givenOften,
  guest,
  HOST_SESSION,
  host,
  justNow,
  MINUTE_MS,
  NEW_SESSION,
  NEWLY_SEALED,
  nextSchedule,
  openRound,
  openSchedule,
  runningAtTime,
  runningCall,
  scheduledCall,
  seat,
  sitter,
  startedSchedule,
  stranger,
  waitingCall,
  whenEmpty,
  whileSeated,
  write,
} from './scene.ts';

const LAPSED = Date.now() - SEAT_LEASE_MS - 60_000;

const states: Record<string, () => CallDoc> = {
  'nobody came yet': () => call(),
  'the host waits': () => waitingCall(),
  'the guest waits': () =>
    waitingCall({
      seats: { host: null, guest: seat(guest.uid, GUEST_SESSION) },
      round: openRound({ offerer: 'guest', offererSession: GUEST_SESSION }),
    }),
  'both are there': () => runningCall(),
  'both are there, after the guest offered': () =>
    runningCall({
      round: answeredRound({
        offerer: 'guest',
        offererSession: GUEST_SESSION,
        answererSession: HOST_SESSION,
      }),
    }),
  'the host left': () =>
    runningCall({
      seats: {
        host: seat(host.uid, HOST_SESSION, { leftAt: aMinuteAgo() }),
        guest: seat(guest.uid, GUEST_SESSION),
      },
    }),
  'the guest left': () =>
    runningCall({
      seats: {
        host: seat(host.uid, HOST_SESSION),
        guest: seat(guest.uid, GUEST_SESSION, { leftAt: aMinuteAgo() }),
      },
    }),
  'the guest offered and left': () =>
    waitingCall({
      seats: {
        host: seat(host.uid, HOST_SESSION),
        guest: seat(guest.uid, GUEST_SESSION, { leftAt: aMinuteAgo() }),
      },
      round: openRound({ offerer: 'guest', offererSession: GUEST_SESSION }),
    }),
  'both left': () => runningCall({ seats: bothLeft() }),
  'the guest left just now': () => runningCall({ seats: withGuest({ leftAt: justNow() }) }),
  'both left just now': () => runningCall({ seats: bothLeft(justNow()) }),
  'the guest only looks': () => runningCall({ seats: withGuest({ entered: false }) }),
  'the guest only looks, and nobody has answered the host': () =>
    waitingCall({ seats: withGuest({ entered: false }) }),
  'the guest only looked, and left just now': () =>
    runningCall({ seats: withGuest({ entered: false, leftAt: justNow() }) }),
  'the guest only looked, and vanished': () =>
    runningCall({ seats: withGuest({ entered: false, renewedAt: LAPSED }) }),
  'the host only looks': () => {
    const held = seat(host.uid, HOST_SESSION, { entered: false });
    return runningCall({ seats: { host: held, guest: seat(guest.uid, GUEST_SESSION) } });
  },
  'the guest has no key': () => runningCall({ seats: withGuest({ key: null }) }),
  // As if they had just sat down, for longer than a test takes.
  'the round has just begun': () =>
    waitingCall({
      seats: { host: seat(host.uid, HOST_SESSION, { renewedAt: Date.now() + 30_000 }), guest: null },
    }),
  'the host’s offer is open, and another page of theirs sits there': () =>
    waitingCall({ seats: { host: seat(host.uid, 'another-page-abc'), guest: null } }),
  'the host offered and vanished': () =>
    waitingCall({ seats: { host: seat(host.uid, HOST_SESSION, { renewedAt: LAPSED }), guest: null } }),
  'the host offered and left': () =>
    waitingCall({ seats: { host: seat(host.uid, HOST_SESSION, { leftAt: aMinuteAgo() }), guest: null } }),
  'the guest vanished': () =>
    runningCall({
      seats: {
        host: seat(host.uid, HOST_SESSION),
        guest: seat(guest.uid, GUEST_SESSION, { renewedAt: LAPSED }),
      },
    }),
  'the host vanished': () =>
    runningCall({
      seats: {
        host: seat(host.uid, HOST_SESSION, { renewedAt: LAPSED }),
        guest: seat(guest.uid, GUEST_SESSION),
      },
    }),
  'one user holds both seats': () =>
    runningCall({ seats: { host: seat(host.uid, HOST_SESSION), guest: seat(host.uid, GUEST_SESSION) } }),
  'the last round': () => runningCall({ round: answeredRound({ number: 9_999 }) }),
  'the call has ended': () =>
    call({ ended: { reason: 'host-ended', at: aMinuteAgo() }, expiresAt: expiryOfTombstone(Date.now()) }),
  'the call has lapsed': () => runningCall({ expiresAt: Date.now() - 1_000 }),
  'somebody else holds the host’s seat': () =>
    runningCall({ seats: { host: seat(stranger.uid, HOST_SESSION), guest: seat(guest.uid, GUEST_SESSION) } }),
};

const hostFirst = { admission: 'after-host' } as const;

const scheduled: Record<string, () => CallDoc> = {
  'it is not open yet': () => scheduledCall(closedSchedule()),
  'it is not open yet, and the host is to come first': () => scheduledCall(closedSchedule(hostFirst)),
  'it is open and nobody came yet': () => scheduledCall(),
  'it is open and waits for the host': () => scheduledCall(openSchedule(hostFirst)),
  'it has started and nobody came yet': () => scheduledCall(startedSchedule()),
  'the host waits': () => waitingAtTime(openSchedule()),
  'the host waits and had to come first': () => waitingAtTime(startedSchedule(hostFirst)),
  'both are there before it starts': () => runningAtTime(),
  'both are there': () => runningAtTime(startedSchedule()),
  'both are there and the host had to come first': () => runningAtTime(startedSchedule(hostFirst)),
  'the host has left, who had to come first': () =>
    runningAtTime(startedSchedule(hostFirst), {
      seats: {
        host: seat(host.uid, HOST_SESSION, { leftAt: aMinuteAgo() }),
        guest: seat(guest.uid, GUEST_SESSION),
      },
    }),
  'the host has vanished, who had to come first, and the guest has left': () =>
    runningAtTime(startedSchedule(hostFirst), {
      seats: {
        host: seat(host.uid, HOST_SESSION, { renewedAt: LAPSED }),
        guest: seat(guest.uid, GUEST_SESSION, { leftAt: aMinuteAgo() }),
      },
    }),
  'both left before it starts': () => runningAtTime(openSchedule(), { seats: bothLeft() }),
  'both left': () => runningAtTime(startedSchedule(), { seats: bothLeft() }),
  'the guest is alone, who only looks': () =>
    scheduledCall(startedSchedule(), {
      seats: { host: null, guest: seat(guest.uid, GUEST_SESSION, { entered: false }) },
      round: openRound({ offerer: 'guest', offererSession: GUEST_SESSION }),
    }),
  'the guest only looks, and the host, who had to come first, has left': () =>
    runningAtTime(startedSchedule(hostFirst), {
      seats: {
        host: seat(host.uid, HOST_SESSION, { leftAt: aMinuteAgo() }),
        guest: seat(guest.uid, GUEST_SESSION, { entered: false }),
      },
    }),
  'the guest has come and gone, and the host has not come': () =>
    scheduledCall(startedSchedule(), {
      seats: { host: null, guest: seat(guest.uid, GUEST_SESSION, { leftAt: aMinuteAgo() }) },
      round: openRound({ offerer: 'guest', offererSession: GUEST_SESSION }),
    }),
  'both are there, and one has begun a round': () => runningAtTime(startedSchedule(), { round: openRound() }),
  'the guest’s seat was freed': () =>
    runningAtTime(startedSchedule(), { seats: { host: seat(host.uid, HOST_SESSION), guest: null } }),
  'it is about to end': () => runningAtTime(startedSchedule({ endsAt: Date.now() + 2 * MINUTE_MS })),
  'it is about to end, and nobody is there': () =>
    scheduledCall(startedSchedule({ endsAt: Date.now() + 2 * MINUTE_MS })),
  'it was moved away while both are there': () => runningAtTime(closedSchedule()),
  'it was moved away while the host waits for the guest': () => waitingAtTime(closedSchedule(hostFirst)),
  'it has been moved as often as can be': () =>
    scheduledCall(openSchedule({ revision: MAX_SCHEDULE_REVISION })),
  'it was called off': () =>
    scheduledCall(closedSchedule(), { ended: { reason: 'cancelled', at: aMinuteAgo() } }),
  'the host has ended it': () => {
    const expiresAt = expiryOfTombstone(Date.now());
    return scheduledCall(startedSchedule(), { ended: { reason: 'host-ended', at: aMinuteAgo() }, expiresAt });
  },
  'its time is over': () => runningAtTime(startedSchedule({ endsAt: Date.now() - 1_000 })),
};

function waitingAtTime(schedule: Schedule): CallDoc {
  return waitingCall({ schedule, expiresAt: schedule.endsAt });
}

function withGuest(changes: Partial<Seat>) {
  return { host: seat(host.uid, HOST_SESSION), guest: seat(guest.uid, GUEST_SESSION, changes) };
}

function bothLeft(leftAt = aMinuteAgo()) {
  return {
    host: seat(host.uid, HOST_SESSION, { leftAt }),
    guest: seat(guest.uid, GUEST_SESSION, { leftAt }),
  };
}

function transitionsIn(state: CallDoc): CallTransition[] {
  const number = state.round?.number ?? 0;
  const [sealed, now] = [NEWLY_SEALED, Date.now()];
  // Not quite what is expected, since to write what is there already is to change nothing; unless it has to be just that.
  const chosen = (expiry: typeof whileSeated, met: boolean) => {
    const expected = expiry(now, state, met);
    return expected === state.schedule?.endsAt ? expected : expected - 1_000;
  };
  const [offers, answers] = [chosen(whileSeated, false), chosen(whileSeated, true)];
  const [renews, empty] = [chosen(whileSeated, hasMet(state)), chosen(whenEmpty, hasMet(state))];
  return (['host', 'guest'] as const)
    .flatMap((role): CallTransition[] => {
      const own = role === 'host' ? HOST_SESSION : GUEST_SESSION;
      const as = (session: string, expiresAt: number, entered = true) =>
        sitter(role, session, { expiresAt, entered });
      return [
        ...[number, number + 1, number + 2].flatMap((round): CallTransition[] => [
          { type: 'offer', sitter: as(NEW_SESSION, offers), round, offer: sealed },
          { type: 'answer', sitter: as(NEW_SESSION, answers), round, answer: sealed },
        ]),
        ...[true, false].flatMap((entered): CallTransition[] => [
          { type: 'offer', sitter: as(own, offers, entered), round: number + 1, offer: sealed },
          { type: 'answer', sitter: as(own, answers, entered), round: number, answer: sealed },
          { type: 'renew', sitter: as(own, renews, entered) },
        ]),
        { type: 'offer', sitter: as(NEW_SESSION, offers, false), round: number + 1, offer: sealed },
        { type: 'answer', sitter: as(NEW_SESSION, answers, false), round: number, answer: sealed },
        { type: 'renew', sitter: as(NEW_SESSION, renews) },
        { type: 'leave', role, session: own },
        { type: 'leave', role, session: own, expiresAt: empty },
        { type: 'leave', role, session: NEW_SESSION },
        { type: 'leave', role, session: NEW_SESSION, expiresAt: empty },
        // As it would be without a schedule, or had they met.
        { type: 'offer', sitter: as(own, whileSeated()), round: number + 1, offer: sealed },
        { type: 'renew', sitter: as(own, whileSeated()) },
        { type: 'leave', role, session: own, expiresAt: whenEmpty() },
      ];
    })
    .concat(
      { type: 'free' },
      { type: 'end', expiresAt: expiryOfTombstone(now) },
      { type: 'create', emptyTimeoutSeconds: EMPTY_TIMEOUT_SECONDS, schedule: null, expiresAt: whenEmpty() },
      changesOf(state),
    );
}

/** Moved, lengthened, cut short, and called off. */
function changesOf(state: CallDoc): CallTransition[] {
  const { endsAt, revision } = state.schedule ?? openSchedule();
  const schedules = [
    nextSchedule(state),
    nextSchedule(state, { revision }),
    nextSchedule(state, { revision: revision + 2 }),
    nextSchedule(state, { endsAt: endsAt + 30 * MINUTE_MS }),
    nextSchedule(state, { endsAt: Date.now() - MINUTE_MS }),
    nextSchedule(state, closedTimes()),
    nextSchedule(state, { admission: 'after-host' }),
  ];
  return [
    ...schedules.map((schedule): CallTransition => ({ type: 'reschedule', schedule })),
    { type: 'cancel', endsAt },
    { type: 'cancel', endsAt: endsAt - MINUTE_MS },
  ];
}

function closedTimes() {
  const { opensAt, startsAt, endsAt } = closedSchedule();
  return { opensAt, startsAt, endsAt };
}

const people = [host, guest, stranger];

describe.each(Object.entries(states))('when %s', (_, state) => {
  it.each(people)('$uid may do exactly what the table of transitions says', ({ uid }) => compare(uid, state));
});

describe.each(Object.entries(scheduled))('of a scheduled call, when %s', (_, state) => {
  it.each(people)('$uid may do exactly what the table of transitions says', ({ uid }) => compare(uid, state));
});

async function compare(uid: string, state: () => CallDoc): Promise<void> {
  const before = state();
  const transitions = transitionsIn(before);
  const docIds = await givenOften(before, transitions.length);
  for (const [index, transition] of transitions.entries()) {
    const docId = docIds[index] ?? '';
    const expected = applyTransition(before, transition, { uid, now: Date.now() });
    // The precondition would answer before the rules do.
    const { currentDocument: _unchecked, ...unconditional } = write(docId, uid, transition);
    const outcome = await commitAs({ uid }, unconditional as ReturnType<typeof write>);
    expect([transition, outcome]).toEqual([transition, expected === null ? 'refused' : 'accepted']);
  }
}
