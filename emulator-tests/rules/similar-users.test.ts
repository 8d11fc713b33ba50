/** Users whose IDs come right before or after the right one: the rules know people by their whole ID. */
import type { CallDoc, CallTransition } from '@parley/protocol';
import { expiryOfTombstone, SEAT_LEASE_MS } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { encodeCandidates } from '../../web/src/firebase/encode-transition.ts';
import { commitAs, ROOT, seed } from './rest-firestore.ts';
import {
  aMinuteAgo,
  answeredRound,
  closedSchedule,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  MINUTE_MS,
  NEW_SESSION,
  NEWLY_SEALED,
  newDocId,
  nextSchedule,
  openRound,
  runningAtTime,
  runningCall,
  scheduledCall,
  seat,
  sitter,
  startedSchedule,
  storable,
  waitingCall,
  whenEmpty,
  whileSeated,
  write,
} from './scene.ts';

const similarTo = (uid: string) => ['!', uid.slice(0, -1), `${uid}0`, '~'];
const similar = [host, guest].flatMap(({ uid }) => similarTo(uid));

/** Held, but for so long without a sign of life that anybody may take it: though not by renewing it. */
const lapsed = () => ({ renewedAt: Date.now() - SEAT_LEASE_MS - 60_000 });

interface Right {
  readonly by: { readonly uid: string };
  readonly before: () => CallDoc;
  readonly transition: () => CallTransition;
}

const tomorrow = closedSchedule({ endsAt: Date.now() + 20 * 60 * MINUTE_MS });

const started = startedSchedule();
const sealed = { offer: NEWLY_SEALED, answer: NEWLY_SEALED };
const rights: Record<string, Right> = {
  'the host’s seat': {
    by: host,
    before: () => runningCall({ seats: { host: seat(host.uid, HOST_SESSION, lapsed()), guest: null } }),
    transition: () => ({
      ...{ type: 'offer', round: 2, offer: sealed.offer },
      sitter: sitter('host', NEW_SESSION),
    }),
  },
  'the guest’s seat': {
    by: guest,
    before: () => waitingCall({ seats: runningCall().seats }),
    transition: () => ({
      ...{ type: 'answer', round: 1, answer: sealed.answer },
      sitter: sitter('guest', NEW_SESSION),
    }),
  },
  'the renewal of a seat that has lapsed': {
    by: guest,
    before: () =>
      runningCall({
        seats: { host: seat(host.uid, HOST_SESSION), guest: seat(guest.uid, GUEST_SESSION, lapsed()) },
      }),
    transition: () => ({ type: 'renew', sitter: sitter('guest', GUEST_SESSION) }),
  },
  'leaving the host’s seat': {
    by: host,
    before: () => runningCall(),
    transition: () => ({ type: 'leave', role: 'host', session: HOST_SESSION }),
  },
  'leaving the guest’s seat': {
    by: guest,
    before: () => runningCall(),
    transition: () => ({ type: 'leave', role: 'guest', session: GUEST_SESSION }),
  },
  'freeing the guest’s seat': {
    by: host,
    before: () => runningCall({ seats: { host: null, guest: seat(guest.uid, GUEST_SESSION) } }),
    transition: () => ({ type: 'leave', role: 'guest', session: GUEST_SESSION, expiresAt: whenEmpty() }),
  },
  'the host’s seat in a scheduled call': {
    by: host,
    before: () => scheduledCall(started),
    transition: () => ({
      ...{ type: 'offer', round: 1, offer: sealed.offer },
      sitter: sitter('host', NEW_SESSION, { expiresAt: started.endsAt }),
    }),
  },
  'moving a call': {
    by: host,
    before: () => scheduledCall(closedSchedule()),
    transition: () => ({ type: 'reschedule', schedule: nextSchedule(scheduledCall(closedSchedule())) }),
  },
  'lengthening a call': {
    by: host,
    before: () => runningAtTime(startedSchedule()),
    transition: () => ({ type: 'reschedule', schedule: nextSchedule(runningAtTime(startedSchedule())) }),
  },
  'calling off': {
    by: host,
    before: () => scheduledCall(tomorrow),
    transition: () => ({ type: 'cancel', endsAt: tomorrow.endsAt }),
  },
  'the end': {
    by: host,
    before: () => runningCall(),
    transition: () => ({ type: 'end', expiresAt: expiryOfTombstone(Date.now()) }),
  },
};

describe.each(Object.entries(rights))('%s', (_, { by, before, transition }) => {
  it('is for nobody with a similar ID', async () => {
    const docId = await given(before());
    for (const uid of similar)
      expect([uid, await commitAs({ uid }, write(docId, uid, transition()))]).toEqual([uid, 'refused']);
    expect(await commitAs(by, write(docId, by.uid, transition()))).toBe('accepted');
  });
});

describe.each([
  ['offer', host],
  ['answer', guest],
] as const)('candidates of the %s', (side, by) => {
  const batch = (docId: string) =>
    encodeCandidates(ROOT, { docId, side, round: 1, index: 0 }, NEWLY_SEALED, whileSeated());

  it('are for nobody with a similar ID to leave', async () => {
    const docId = await given(runningCall());
    for (const uid of similar) expect([uid, await commitAs({ uid }, batch(docId))]).toEqual([uid, 'refused']);
    expect(await commitAs(by, batch(docId))).toBe('accepted');
  });

  it.each(['-', 'z'])('are refused once a session of %s sits there', async (character) => {
    const taken = seat(by.uid, character.repeat(16));
    const role = side === 'offer' ? 'host' : 'guest';
    const running = runningCall();
    const docId = await given({ ...running, seats: { ...running.seats, [role]: taken } });
    expect(await commitAs(by, batch(docId))).toBe('refused');
    expect(await commitAs(by, batch(await given(running)))).toBe('accepted');
  });
});

describe('a role that there is not', () => {
  const third = 'more';
  const offerAs = (docId: string, role: string) =>
    write(docId, host.uid, {
      ...{ type: 'offer', round: 2, offer: NEWLY_SEALED },
      sitter: sitter(role as 'host', NEW_SESSION),
    });

  it('has no seat to take', async () => {
    const docId = await given(runningCall());
    expect(await commitAs(host, offerAs(docId, third))).toBe('refused');
    expect(await commitAs(host, offerAs(docId, 'host'))).toBe('accepted');
  });

  it('has none to take, not even where there is one', async () => {
    // No transition leaves such a document.
    const { seats, ...running } = storable(runningCall()) as { seats: object };
    const docId = newDocId();
    await seed(`calls/${docId}`, { ...running, seats: { ...seats, [third]: null } });
    expect(await commitAs(host, offerAs(docId, third))).toBe('refused');
    expect(await commitAs(guest, offerAs(docId, third))).toBe('refused');
    expect(await commitAs(host, offerAs(docId, 'host'))).toBe('accepted');
  });

  it('has none to answer from either', async () => {
    const before = waitingCall({
      seats: {
        host: seat(host.uid, HOST_SESSION),
        guest: seat(guest.uid, GUEST_SESSION, { leftAt: aMinuteAgo() }),
      },
      round: openRound(),
    });
    const docId = await given(before);
    const answerAs = (role: string) =>
      write(docId, guest.uid, {
        ...{ type: 'answer', round: 1, answer: NEWLY_SEALED },
        sitter: sitter(role as 'guest', NEW_SESSION),
      });
    expect(await commitAs(guest, answerAs(third))).toBe('refused');
    expect(await commitAs(guest, answerAs('guest'))).toBe('accepted');
  });

  it('has none to leave candidates from', async () => {
    const batch = (docId: string) =>
      encodeCandidates(ROOT, { docId, side: 'answer', round: 1, index: 0 }, NEWLY_SEALED, whileSeated());
    const odd = answeredRound({ offerer: third as 'host' });
    expect(await commitAs(guest, batch(await given(runningCall({ round: odd }))))).toBe('refused');
    expect(await commitAs(guest, batch(await given(runningCall())))).toBe('accepted');
  });
});
