import {
  type CallDoc,
  type Role,
  type Round,
  SEAT_KEPT_MS,
  SEAT_LEASE_MS,
  type Seat,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aCall, aRound, aSeat, withDoor } from '../../../protocol/src/testing/call-docs.ts';
import { type LinkStanding, nextStep, type Standing, type Step } from './next-step.ts';

const NOW = 1_900_000_000_000;
/** This page's session, another page's of the same person, and those of the other person. */
const MINE = 'my-session------';
const EARLIER = 'my-earlier-page-';
const THEIRS = 'their-session---';
const REPLACED = 'their-old-page--';
const ANSWER_BYTES = new Uint8Array([2]);

const NOTHING: Step = { do: 'nothing' };
const NEW_LINK: Step = { do: 'offer', on: 'new-link' };
const SAME_LINK: Step = { do: 'offer', on: 'same-link' };

function seat(session: string, changes: Partial<Seat> = {}): Seat {
  return aSeat('guest', { session, renewedAt: NOW, ...changes });
}

/** The host's side of a call: this page is seated as the host, and the guest is there. */
function callWith(round: Round | null, seats: Partial<CallDoc['seats']> = {}): CallDoc {
  const times = { createdAt: NOW - 3_600_000, expiresAt: NOW + 600_000 };
  const both = { host: seat(MINE, { uid: 'host-user' }), guest: seat(THEIRS) };
  return aCall({ ...times, round, ...both, ...seats });
}

/** The same, with the guest's seat as given. */
const callAs = (current: Round | null, guest: Seat | null) => callWith(current, { guest });

function round(
  offerer: Role,
  offererSession: string,
  answererSession: string | null = null,
  number = 5,
): Round {
  const answer = answererSession === null ? null : ANSWER_BYTES;
  return aRound({ number, offerer, offererSession, answererSession, answer });
}

const host: Standing = {
  uid: 'host-user',
  role: 'host',
  session: MINE,
  hasEntered: true,
  isSeatShown: true,
  link: undefined,
  wants: 'nothing',
  unreadable: { round: 0, count: 0 },
};

function linked(link: Partial<LinkStanding> = {}, more: Partial<Standing> = {}): Standing {
  return { ...host, link: { round: 5, stage: 'complete', isConnected: true, ...link }, ...more };
}

const LEFT = seat(THEIRS, { leftAt: NOW - 1 });
const LAPSED = seat(THEIRS, { renewedAt: NOW - SEAT_LEASE_MS - 1 });
const LAST_MOMENT = seat(THEIRS, { renewedAt: NOW - SEAT_LEASE_MS });
const OPEN = linked({ stage: 'offered', isConnected: false });
const FRESH = linked({ isConnected: false });

const OWN_OPEN = round('host', MINE);
const OWN_ANSWERED = round('host', MINE, THEIRS);
const OWN_ANSWERED_BY_GONE = round('host', MINE, REPLACED);
const THEIR_OFFER = round('guest', THEIRS);
const THEIR_DEAD_OFFER = round('guest', REPLACED);
const THEIRS_ANSWERED = round('guest', THEIRS, MINE);

const accept: Step = { do: 'accept-answer', round: OWN_ANSWERED, answer: ANSWER_BYTES };

type Situation = readonly [what: string, call: CallDoc, me: Standing, step: Step];

function expectStep(...[_, call, me, step]: Situation): void {
  expect(nextStep(call, me, NOW)).toEqual(step);
}

describe('arriving', () => {
  it.each<Situation>([
    ['nobody was ever here: offer', callAs(null, null), host, NEW_LINK],
    ['my first offer was accepted, but is not shown yet: wait', callAs(null, null), OPEN, NOTHING],
    ['my first offer was not accepted yet: offer', callAs(null, null), linked({ round: 0 }), NEW_LINK],
    ['somebody sat here, but never offered: offer', callWith(null), host, NEW_LINK],
    ['they wait with an offer: answer it', callWith(THEIR_OFFER), host, { do: 'answer', round: THEIR_OFFER }],
    ['a page that they have replaced offered: offer', callWith(THEIR_DEAD_OFFER), host, NEW_LINK],
    ['they offered and left: offer', callAs(THEIR_OFFER, LEFT), host, NEW_LINK],
    ['they offered and their lease ran out: offer', callAs(THEIR_OFFER, LAPSED), host, NEW_LINK],
    [
      'they offered, and are in their last millisecond',
      callAs(THEIR_OFFER, LAST_MOMENT),
      host,
      { do: 'answer', round: THEIR_OFFER },
    ],
    ['they offered and their seat is gone: offer', callAs(THEIR_OFFER, null), host, NEW_LINK],
    [
      'an earlier page of mine answered them: offer',
      callWith(round('guest', THEIRS, EARLIER)),
      host,
      NEW_LINK,
    ],
    ['an earlier page of mine waits with an offer: offer', callWith(round('host', EARLIER)), host, NEW_LINK],
    ['an earlier page of mine was answered: offer', callWith(round('host', EARLIER, THEIRS)), host, NEW_LINK],
  ])('%s', expectStep);
});

describe('in a round of my own', () => {
  it.each<Situation>([
    ['open: wait', callWith(OWN_OPEN), OPEN, NOTHING],
    ['open, and nobody else has ever come: wait', callAs(OWN_OPEN, null), OPEN, NOTHING],
    ['open, and they left before it: wait', callAs(OWN_OPEN, LEFT), OPEN, NOTHING],
    ['answered: take the answer', callWith(OWN_ANSWERED), OPEN, accept],
    ['answered by a page that they have replaced: offer', callWith(OWN_ANSWERED_BY_GONE), OPEN, NEW_LINK],
    ['answered by somebody who has left since: offer', callAs(OWN_ANSWERED, LEFT), OPEN, NEW_LINK],
    ['answered by somebody who lapsed since: offer', callAs(OWN_ANSWERED, LAPSED), OPEN, NEW_LINK],
    ['answered in the last millisecond: take the answer', callAs(OWN_ANSWERED, LAST_MOMENT), OPEN, accept],
    ['complete: nothing', callWith(OWN_ANSWERED), FRESH, NOTHING],
    ['complete, and they left: offer', callAs(OWN_ANSWERED, LEFT), linked(), NEW_LINK],
    ['complete, and their seat is gone: offer', callAs(OWN_ANSWERED, null), linked(), NEW_LINK],
    ['complete, and they lapsed unconnected: offer', callAs(OWN_ANSWERED, LAPSED), FRESH, NEW_LINK],
    ['complete, and they lapsed, but media flows: nothing', callAs(OWN_ANSWERED, LAPSED), linked(), NOTHING],
    ['complete, in their last millisecond: nothing', callAs(OWN_ANSWERED, LAST_MOMENT), FRESH, NOTHING],
    ['that my link took no part in: offer', callWith(OWN_OPEN), linked({ round: 4 }), NEW_LINK],
    ['without a link: offer', callWith(OWN_OPEN), host, NEW_LINK],
    [
      'in a late snapshot, ahead of which the link is: nothing',
      callWith(OWN_OPEN),
      linked({ round: 6 }),
      NOTHING,
    ],
  ])('%s', expectStep);
});

describe('in a round of theirs', () => {
  it.each<Situation>([
    ['that I answered: nothing', callWith(THEIRS_ANSWERED), linked(), NOTHING],
    ['that I answered in a late snapshot, still open: nothing', callWith(THEIR_OFFER), FRESH, NOTHING],
    ['that I answered, and they left: offer', callAs(THEIRS_ANSWERED, LEFT), linked(), NEW_LINK],
    ['that I answered, and they lapsed: offer', callAs(THEIRS_ANSWERED, LAPSED), FRESH, NEW_LINK],
    ['that I answered, and they lapsed, but media flows', callAs(THEIRS_ANSWERED, LAPSED), linked(), NOTHING],
    ['of before my link: nothing', callWith(THEIR_OFFER), linked({ round: 6 }), NOTHING],
    [
      'of after my link: answer',
      callWith(THEIR_OFFER),
      linked({ round: 4 }),
      { do: 'answer', round: THEIR_OFFER },
    ],
    [
      'of after my link, but they are gone: offer',
      callWith(THEIR_DEAD_OFFER),
      linked({ round: 4 }),
      NEW_LINK,
    ],
    [
      'that beat my own open offer: answer',
      callWith(THEIR_OFFER),
      linked({ round: 4, stage: 'offered', isConnected: false }),
      { do: 'answer', round: THEIR_OFFER },
    ],
  ])('%s', expectStep);
});

describe('what the link’s health asks for', () => {
  const restart = { wants: 'restart' } as const;
  const replacement = { wants: 'replacement' } as const;
  const openLink = { stage: 'offered', isConnected: false } as const;

  it.each<Situation>([
    ['a restart, in my answered round', callWith(OWN_ANSWERED), linked({}, restart), SAME_LINK],
    ['a restart, in their round', callWith(THEIRS_ANSWERED), linked({}, restart), SAME_LINK],
    [
      'a restart while my offer is open: its answer will do',
      callWith(OWN_OPEN),
      linked(openLink, restart),
      NOTHING,
    ],
    [
      'a restart when my offer was answered: take the answer',
      callWith(OWN_ANSWERED),
      linked(openLink, restart),
      accept,
    ],
    ['a replacement, in my answered round', callWith(OWN_ANSWERED), linked({}, replacement), NEW_LINK],
    ['a replacement, in their round', callWith(THEIRS_ANSWERED), linked({}, replacement), NEW_LINK],
    ['a replacement while my offer is open', callWith(OWN_OPEN), linked(openLink, replacement), NEW_LINK],
    [
      'a replacement when they have just offered: answer, which is one',
      callWith(THEIR_OFFER),
      linked({ round: 4 }, replacement),
      { do: 'answer', round: THEIR_OFFER },
    ],
    [
      'a restart of a link to somebody who has left: a new one',
      callAs(OWN_ANSWERED, LEFT),
      linked({}, restart),
      NEW_LINK,
    ],
    ['a restart in a late snapshot: nothing', callWith(THEIR_OFFER), linked({ round: 6 }, restart), NOTHING],
  ])('%s', expectStep);
});

describe('their offer that could not be used', () => {
  it.each<[count: number, step: Step]>([
    [1, NEW_LINK],
    [2, NEW_LINK],
    [3, { do: 'give-up' }],
    [4, { do: 'give-up' }],
  ])('is met with an offer of mine, but not for ever: after %d', (count, step) => {
    const me = { ...host, unreadable: { round: 5, count } };
    expect(nextStep(callWith(THEIR_OFFER), me, NOW)).toEqual(step);
  });

  it('of one who only looks ends nothing: it is let be', () => {
    const me = { ...host, unreadable: { round: 5, count: 3 } };
    const call = callAs(THEIR_OFFER, seat(THEIRS, { entered: false }));
    expect(nextStep(call, me, NOW)).toEqual({ do: 'nothing' });
    const next = { ...me, unreadable: { round: 4, count: 3 } };
    expect(nextStep(call, next, NOW)).toEqual({ do: 'answer', round: THEIR_OFFER });
  });

  it('is not held against their next one', () => {
    const me = { ...host, unreadable: { round: 4, count: 3 } };
    expect(nextStep(callWith(THEIR_OFFER), me, NOW)).toEqual({ do: 'answer', round: THEIR_OFFER });
  });

  it('does not keep me from offering once they are gone', () => {
    const me = { ...host, unreadable: { round: 5, count: 3 } };
    expect(nextStep(callAs(THEIR_OFFER, LEFT), me, NOW)).toEqual(NEW_LINK);
  });
});

describe('my seat', () => {
  const guest: Standing = { ...host, uid: 'guest-user', role: 'guest', session: MINE };
  const other = (more: Partial<Seat> = {}) => seat(THEIRS, { uid: 'other-user', ...more });
  const asGuest = (mine: Seat | null, call = round('host', 'hosts-session---')) =>
    callWith(call, { host: seat('hosts-session---', { uid: 'host-user' }), guest: mine });
  const notShown = { ...guest, isSeatShown: false };
  const answerHost = { do: 'answer', round: expect.objectContaining({ offerer: 'host' }) as Round };

  it.each([
    ['passed to another page of mine after me: yield', seat(EARLIER), guest, { do: 'yield' }],
    [
      'passed to somebody else, who came in where I only looked: give way',
      other(),
      guest,
      { do: 'give-way' },
    ],
    ['still shows an earlier page of mine: sit down', seat(EARLIER), notShown, answerHost],
    ['is somebody else’s: give way', other(), notShown, { do: 'give-way' }],
    [
      'is somebody else’s to the last millisecond: give way',
      other({ renewedAt: NOW - SEAT_LEASE_MS }),
      notShown,
      { do: 'give-way' },
    ],
    [
      'was somebody else’s, whose lease ran out: sit down',
      other({ renewedAt: NOW - SEAT_LEASE_MS - 1 }),
      notShown,
      answerHost,
    ],
    [
      'was somebody else’s, who has just left: give way',
      other({ leftAt: NOW }),
      notShown,
      { do: 'give-way' },
    ],
    [
      'was somebody else’s, who left: sit down',
      other({ leftAt: NOW - SEAT_KEPT_MS - 1 }),
      notShown,
      answerHost,
    ],
    ['is empty: sit down', null, notShown, answerHost],
    ['was mine and has been cleared: go on', null, guest, answerHost],
    ['is mine: go on', seat(MINE), guest, answerHost],
  ] as const)('%s', (_, mine, me, step) => {
    expect(nextStep(asGuest(mine), me, NOW)).toEqual(step);
  });

  it.each([
    ['my answered round', round('guest', MINE, 'hosts-session---'), NEW_LINK],
    ['my open round', round('guest', MINE), NEW_LINK],
    ['their round', round('host', 'hosts-session---', MINE), NEW_LINK],
  ])('was freed for me, who was taken for dead in %s: sit down by a new round', (_, current, step) => {
    const call = asGuest(seat(MINE, { leftAt: NOW - 1 }), current);
    const link = { round: 5, stage: 'complete', isConnected: false } as const;
    expect(nextStep(call, { ...guest, link }, NOW)).toEqual(step);
    expect(nextStep(call, { ...guest, link: { ...link, isConnected: true } }, NOW)).toEqual(NOTHING);
    expect(nextStep(call, { ...guest, link: { ...link, round: 6 } }, NOW)).toEqual(NOTHING);
  });

  it.each([true, false])(
    'as host went to another device: yield, also where mine was shown: %s',
    (isSeatShown) => {
      const before = { ...host, uid: 'phone-user', isSeatShown };
      for (const taken of [null, seat(EARLIER, { uid: 'host-user' })])
        expect(nextStep(callWith(null, { host: taken }), before, NOW)).toEqual({ do: 'yield' });
    },
  );

  it('is yielded whatever else there is to do', () => {
    const me = linked({}, { wants: 'replacement' });
    const call = callWith(OWN_ANSWERED, { host: seat(EARLIER, { uid: 'host-user' }), guest: LEFT });
    expect(nextStep(call, me, NOW)).toEqual({ do: 'yield' });
  });
});

it('is the same for the guest as for the host, seats exchanged', () => {
  const guest: Standing = { ...host, uid: 'guest-user', role: 'guest' };
  const seats = { host: seat(THEIRS, { uid: 'host-user' }), guest: seat(MINE) };
  const theirs = round('host', THEIRS);
  expect(nextStep(callWith(theirs, seats), guest, NOW)).toEqual({ do: 'answer', round: theirs });
  const mine = round('guest', MINE, THEIRS);
  const me = { ...guest, link: { round: 5, stage: 'offered', isConnected: false } } as const;
  expect(nextStep(callWith(mine, seats), me, NOW)).toMatchObject({ do: 'accept-answer' });
});

describe('behind a door through which nobody was let in', () => {
  const locked = (current: Round | null): CallDoc => ({
    ...callAs(current, null),
    ...withDoor(),
  });

  it('the host waits without an offer', () => {
    expect(nextStep(locked(null), host, NOW)).toEqual(NOTHING);
    expect(nextStep(locked(null), { ...host, isSeatShown: false }, NOW)).toEqual({ do: 'sit' });
  });

  it('the host parts with whoever was put before it, and with an offer that was for anybody', () => {
    const answered = round('host', MINE, THEIRS);
    expect(nextStep(locked(answered), linked(), NOW)).toEqual({ do: 'part' });
    expect(nextStep(locked(round('host', MINE)), linked({ stage: 'offered' }), NOW)).toEqual({ do: 'part' });
  });

  it('a snapshot of before the host let somebody in parts nobody', () => {
    expect(
      nextStep(locked(round('host', MINE, THEIRS)), linked({ round: 6, stage: 'offered' }), NOW),
    ).toEqual(NOTHING);
  });
});

describe('when the host lets somebody in while the guest’s seat is held', () => {
  const door = withDoor('guest-user');
  const behind = (current: Round, guest: Seat): CallDoc => ({ ...callAs(current, guest), ...door });
  const admits = { isAdmitting: true };

  it('the seat of whoever leaves the host’s offer unanswered is emptied, and then somebody else let in', () => {
    const me = linked({ stage: 'offered', isConnected: false }, admits);
    expect(nextStep(behind(OWN_OPEN, seat(THEIRS)), me, NOW)).toEqual({
      do: 'leave-for-guest',
      session: THEIRS,
    });
    expect(nextStep(behind(OWN_OPEN, LEFT), me, NOW)).toEqual({ do: 'admit' });
  });

  it('whoever answers, or is connected, keeps it', () => {
    const open = linked({ stage: 'offered', isConnected: false }, admits);
    expect(nextStep(behind(OWN_ANSWERED, seat(THEIRS)), open, NOW)).toEqual(accept);
    const restarting = linked({ stage: 'offered' }, admits);
    expect(nextStep(behind(OWN_OPEN, seat(THEIRS)), restarting, NOW)).toEqual(NOTHING);
    expect(nextStep(behind(OWN_ANSWERED, seat(THEIRS)), linked({}, admits), NOW)).toEqual(NOTHING);
  });

  it('whoever had no offer from this page yet is asked first', () => {
    const me = { ...host, ...admits };
    expect(nextStep(behind(THEIRS_ANSWERED, seat(THEIRS)), me, NOW)).toEqual(NEW_LINK);
  });
});
