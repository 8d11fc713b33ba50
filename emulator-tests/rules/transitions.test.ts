/**
 * Every transition by every person in every state: what the rules do is what protocol's table says. The states and the
 * writes are generated, so each refusal has many accepted twins that differ from it in one thing.
 */
import {
  applyTransition,
  type CallDoc,
  type CallTransition,
  expiryOfTombstone,
  SEAT_LEASE_MS,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { commitAs } from './rest-firestore.ts';
import {
  aMinuteAgo,
  answeredRound,
  call,
  EMPTY_TIMEOUT_SECONDS,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  NEW_SESSION,
  NEWLY_SEALED,
  openRound,
  runningCall,
  seat,
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
  'both left': () =>
    runningCall({
      seats: {
        host: seat(host.uid, HOST_SESSION, { leftAt: aMinuteAgo() }),
        guest: seat(guest.uid, GUEST_SESSION, { leftAt: aMinuteAgo() }),
      },
    }),
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
};

function transitionsIn(state: CallDoc): CallTransition[] {
  const number = state.round?.number ?? 0;
  return (['host', 'guest'] as const)
    .flatMap((role) => {
      const own = role === 'host' ? HOST_SESSION : GUEST_SESSION;
      return [
        ...[number, number + 1, number + 2].flatMap((round): CallTransition[] => [
          { type: 'offer', role, session: NEW_SESSION, round, offer: NEWLY_SEALED, expiresAt: whileSeated() },
          {
            type: 'answer',
            role,
            session: NEW_SESSION,
            round,
            answer: NEWLY_SEALED,
            expiresAt: whileSeated(),
          },
        ]),
        {
          type: 'offer',
          role,
          session: own,
          round: number + 1,
          offer: NEWLY_SEALED,
          expiresAt: whileSeated(),
        },
        { type: 'answer', role, session: own, round: number, answer: NEWLY_SEALED, expiresAt: whileSeated() },
        { type: 'renew', role, session: own, expiresAt: whileSeated() },
        { type: 'renew', role, session: NEW_SESSION, expiresAt: whileSeated() },
        { type: 'leave', role, session: own },
        { type: 'leave', role, session: own, expiresAt: whenEmpty() },
        { type: 'leave', role, session: NEW_SESSION },
        { type: 'leave', role, session: NEW_SESSION, expiresAt: whenEmpty() },
      ] satisfies CallTransition[];
    })
    .concat([
      { type: 'end', expiresAt: expiryOfTombstone(Date.now()) },
      { type: 'create', emptyTimeoutSeconds: EMPTY_TIMEOUT_SECONDS, schedule: null, expiresAt: whenEmpty() },
    ]);
}

describe.each(Object.entries(states))('when %s', (_, state) => {
  it.each([host, guest, stranger])(
    '$uid may do exactly what the table of transitions says',
    async (person) => {
      for (const transition of transitionsIn(state())) {
        const before = state();
        const expected = applyTransition(before, transition, { uid: person.uid, now: Date.now() });
        const docId = await given(before);
        // The precondition would answer before the rules do.
        const { currentDocument: _unchecked, ...unconditional } = write(docId, person.uid, transition);
        const outcome = await commitAs(person, unconditional as ReturnType<typeof write>);
        expect([transition, outcome]).toEqual([transition, expected === null ? 'refused' : 'accepted']);
      }
    },
  );
});
