import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CLOCK_TOLERANCE_MS,
  MAX_DISMISSED,
  MAX_SEALED_DESCRIPTION_BYTES,
  MIN_ROUND_INTERVAL_MS,
  ROOM_STAY_SECONDS,
  SEAT_KEPT_MS,
  SEAT_LEASE_MS,
  SESSION_KEY_BYTES,
} from '../reading/limits.ts';
import { type CallDoc, isOlder, isOpen, parseCallDoc } from './call-doc.ts';
import { expiryOfTombstone, expiryWhenEmpty, expiryWhileSeated, hasMet } from './call-expiry.ts';
import { applyTransition, type CallTransition, earliestNextRound, type Sitter } from './call-transitions.ts';
import { callAfter, serverWrite } from './call-write.ts';
import { dismissalMark, isDismissed, remembersNoMore } from './dismissal.ts';
import { admittedWithout, lastGuest, mayRead } from './door.ts';
import { maySit, type Writer } from './entry.ts';
import { mayKnock } from './knock-transitions.ts';
import { isVisitOver, lastRoundNumber, restOf } from './room.ts';
import type { ChosenSchedule } from './schedule.ts';
import { isHeld, isKept, otherRole, ROLES, type Role, type Seat } from './seat.ts';

const SESSIONS = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(16));
const START = 1_800_000_000_000;

/** One write of a random history. What must fit the call to be accepted usually does, so that something happens. */
interface Step {
  readonly type: CallTransition['type'];
  readonly uid: string;
  readonly role: Role;
  readonly session: string;
  readonly isOwnSession: boolean;
  readonly entered: boolean;
  readonly linked: boolean;
  readonly keyLength: number;
  readonly roundsOff: number;
  readonly sealedLength: number;
  readonly clockOff: number;
  readonly isLast: boolean;
  readonly passes: number;
}

const usually = <T>(value: T, ...others: T[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(value) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

const steps: fc.Arbitrary<Step> = fc.record({
  type: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom('offer', 'answer', 'renew', 'leave', 'admit') },
    { weight: 4, arbitrary: fc.constantFrom('lock', 'unlock') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'create',
        'end',
        'free',
        'free',
        'dismiss',
        'put-out',
        'reschedule',
        'rename',
        'cancel',
      ),
    },
  ),
  uid: fc.constantFrom('host', 'guest', 'stranger'),
  role: fc.constantFrom(...ROLES),
  session: fc.constantFrom(...SESSIONS, 'not a session'),
  isOwnSession: fc.boolean(),
  entered: fc.boolean(),
  linked: usually(false, true),
  keyLength: usually(SESSION_KEY_BYTES, 0, SESSION_KEY_BYTES - 1, SESSION_KEY_BYTES + 1),
  roundsOff: usually(0, -1, 1, 0.5),
  sealedLength: usually(10, 0, 1, MAX_SEALED_DESCRIPTION_BYTES, MAX_SEALED_DESCRIPTION_BYTES + 1),
  clockOff: usually(0, CLOCK_TOLERANCE_MS, -CLOCK_TOLERANCE_MS, CLOCK_TOLERANCE_MS + 1, Number.NaN),
  isLast: fc.boolean(),
  // No two writes of a document have the same time.
  passes: usually(1_000, 1, 999, SEAT_KEPT_MS + 1, 300_000, SEAT_LEASE_MS + 1, 3_600_000),
});

function transitionOf(call: CallDoc, step: Step, now: number): CallTransition {
  const { type, role, clockOff } = step;
  const session = (step.isOwnSession && call.seats[role]?.session) || step.session;
  const sealed = new Uint8Array(step.sealedLength);
  const number = lastRoundNumber(call) + step.roundsOff;
  const isRoom = (call.room !== undefined) === (step.roundsOff === 0) ? { isRoom: true as const } : {};
  const met = type === 'answer' || (type !== 'offer' && hasMet(call));
  const empty = expiryWhenEmpty(now, call, met) + clockOff;
  const linked = step.linked ? ({ linked: true } as const) : {};
  const sitter: Sitter = {
    ...linked,
    ...{
      role,
      session,
      entered: step.entered,
      key: step.keyLength === 0 ? null : new Uint8Array(step.keyLength),
    },
    expiresAt: expiryWhileSeated(now, call, met, linked) + clockOff,
  };
  // Pages of before do not say, and others may be wrong about it.
  const hasDoor = (call.door !== undefined) === (step.roundsOff === 0);
  switch (type) {
    case 'create':
      return { type, emptyTimeoutSeconds: call.emptyTimeoutSeconds, schedule: null, expiresAt: empty };
    case 'offer':
      return { type, sitter, round: number + 1, offer: sealed };
    case 'admit':
      return {
        type,
        sitter,
        round: number + 1,
        offer: sealed,
        uid: step.isLast ? 'guest' : 'stranger',
        knock: session,
        word: sealed,
      };
    case 'lock': {
      const right = lastGuest(call, now);
      const admitted = step.roundsOff === 0 ? right : right === null ? 'stranger' : null;
      const seats = admitted === null ? { ...call.seats, guest: null } : call.seats;
      const expiresAt = expiryWhileSeated(now, call, hasMet({ ...call, seats }), linked) + clockOff;
      return { type, sitter: { ...sitter, expiresAt }, admitted, ...isRoom };
    }
    case 'unlock':
      return { type, sitter, ...isRoom };
    case 'answer':
      return { type, sitter, round: number, answer: sealed };
    case 'renew':
      return { type, sitter };
    case 'leave':
      return { type, role, session, ...(step.isLast && { expiresAt: empty }) };
    case 'free':
      return { type };
    case 'dismiss': {
      const uid = call.seats.guest?.uid ?? step.uid;
      return { type, uid, ...(call.door && { admitted: admittedWithout(call, uid) ?? null }) };
    }
    case 'put-out': {
      const right = admittedWithout(call, call.seats.guest?.uid ?? step.uid) ?? null;
      const admitted = step.roundsOff === 1 ? 'stranger' : right;
      const answererSession = step.roundsOff === -1 ? session : (call.round?.answererSession ?? null);
      return { type, admitted, round: { number, answererSession }, ...isRoom };
    }
    case 'reschedule': {
      const revision = (call.schedule?.revision ?? 0) + 1 + step.roundsOff;
      const admission = call.schedule?.admission !== 'ask' || step.isLast ? 'anyone' : 'ask';
      return { type, schedule: scheduleFrom(now + step.passes, { revision, admission }) };
    }
    case 'rename':
      return { type, roomName: sealed };
    case 'end':
      return { type, expiresAt: expiryOfTombstone(now) + clockOff, hasDoor };
    case 'cancel':
      return { type, endsAt: (call.schedule?.endsAt ?? now) + clockOff, hasDoor };
  }
}

/** Opens then, starts five minutes later, and takes half an hour. */
function scheduleFrom(opensAt: number, changes: Partial<ChosenSchedule> = {}): ChosenSchedule {
  return {
    ...{ revision: 0, opensAt, startsAt: opensAt + 300_000, endsAt: opensAt + 2_100_000 },
    ...{ admission: 'anyone', details: new Uint8Array(40), hostKeyHash: new Uint8Array(32) },
    ...changes,
  };
}

function newCall(
  now: number,
  schedule: ChosenSchedule | null = null,
  made: { hasDoor?: true; roomName?: Uint8Array } = {},
): CallDoc {
  const emptyTimeoutSeconds = made.roomName ? ROOM_STAY_SECONDS : 600;
  const expiresAt = schedule?.endsAt ?? expiryWhenEmpty(now, { emptyTimeoutSeconds, schedule: null }, false);
  const created = applyTransition(
    null,
    { type: 'create', emptyTimeoutSeconds, schedule, ...made, expiresAt },
    { uid: 'host', now },
  );
  if (created === null) throw new Error('The call cannot be created');
  return created;
}

interface Happened {
  readonly before: CallDoc;
  readonly transition: CallTransition;
  readonly writer: Writer;
  /** Null: refused. */
  readonly after: CallDoc | null;
}

const MANY = Object.fromEntries(
  Array.from({ length: MAX_DISMISSED }, (_, index) => [dismissalMark(`someone-${index}`), START]),
);

const KINDS = [
  ...(['of now', 'scheduled', 'behind a door', 'scheduled behind a door'] as const),
  ...(['a lasting room', 'a lasting room behind a door'] as const),
];

/** Everything that a history of writes does, one after the other. Each document is frozen, so nobody may change it. */
function* happens(history: readonly Step[], kind: (typeof KINDS)[number]): Generator<Happened> {
  let now = START;
  // It opens when the history begins.
  const isBehindDoor = kind.endsWith('behind a door');
  const admission = isBehindDoor ? 'ask' : 'after-host';
  const schedule = kind.startsWith('scheduled') ? scheduleFrom(now, { admission }) : null;
  const made = {
    ...(isBehindDoor && { hasDoor: true as const }),
    ...(kind.startsWith('a lasting room') && { roomName: new Uint8Array(40) }),
  };
  let call = deepFrozen(newCall(now, schedule, made));
  for (const step of history) {
    now += step.passes;
    // As the sweep does it, at times.
    if (step.isLast && isVisitOver(call, now)) {
      call = deepFrozen(callAfter(call, serverWrite(restOf(call)), now));
      now += 1;
    }
    // As if so many others had been asked before.
    if (step.type === 'put-out' && step.isOwnSession) call = deepFrozen({ ...call, dismissed: MANY });
    const transition = transitionOf(call, step, now);
    const writer = { uid: step.uid, now };
    const after = applyTransition(call, transition, writer);
    yield { before: call, transition, writer, after };
    if (after !== null) call = deepFrozen(after);
  }
}

function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  for (const inner of Object.values(value)) deepFrozen(inner);
  return Object.freeze(value);
}

function always(holds: (happened: Happened & { readonly after: CallDoc }) => void): void {
  const isAccepted = (h: Happened): h is Happened & { after: CallDoc } => h.after !== null;
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 60 }), fc.constantFrom(...KINDS), (history, kind) => {
      for (const happened of happens(history, kind)) if (isAccepted(happened)) holds(happened);
    }),
    { numRuns: 300 },
  );
}

/** Whose seat a transition changes. */
function roleIn(transition: CallTransition): Role | null {
  if (['free', 'dismiss', 'put-out'].includes(transition.type)) return 'guest';
  if ('sitter' in transition) return transition.sitter.role;
  return transition.type === 'leave' ? transition.role : null;
}

const isAlive = (call: CallDoc, now: number) => call.expiresAt > now && call.ended === null;

describe('in every history of a call', () => {
  it('each kind of transition is accepted at times and refused at others', () => {
    const both = [
      'admit',
      'answer',
      'cancel',
      'dismiss',
      'end',
      'free',
      'leave',
      'lock',
      'offer',
      'put-out',
      'rename',
      'renew',
      'reschedule',
      'unlock',
    ].flatMap((type) => [`${type} false`, `${type} true`]);
    const wanted = [...both, 'create false'].sort();
    const seen = new Set<string>();
    // Some are rare: three hundred histories are enough as a rule, and not always.
    for (let tries = 0; tries < 10 && seen.size < wanted.length; tries += 1) {
      for (const history of fc.sample(fc.array(steps, { minLength: 30, maxLength: 60 }), 300)) {
        for (const { transition, after } of KINDS.flatMap((kind) => [...happens(history, kind)]))
          seen.add(`${transition.type} ${after !== null}`);
      }
    }
    expect([...seen].sort()).toEqual(wanted);
  });

  it('the document stays one that can be read', () => {
    always(({ after }) => {
      expect(parseCallDoc(after)).toEqual(after);
    });
  });

  it('the round’s number never falls, rises by one at most, and only by an offer, which admitting is', () => {
    always(({ before, transition, after }) => {
      if (after.ended !== null) return;
      const rise = lastRoundNumber(after) - lastRoundNumber(before);
      expect(rise).toBe(transition.type === 'offer' || transition.type === 'admit' ? 1 : 0);
    });
  });

  it('an offer never changes within its round, and neither does an answer', () => {
    always(({ before, after }) => {
      if (before.round === null || after.round?.number !== before.round.number) return;
      const { answer, answererSession, ...offered } = before.round;
      expect(after.round).toMatchObject(offered);
      if (answer !== null) expect(after.round).toMatchObject({ answer, answererSession });
    });
  });

  it('the two sides of a round sit in different seats, in the sessions that the round names', () => {
    always(({ transition, after }) => {
      if (transition.type !== 'offer' && transition.type !== 'answer' && transition.type !== 'admit') return;
      const { offerer, offererSession, answererSession } = after.round ?? {};
      const { sitter } = transition;
      if (transition.type !== 'answer')
        expect(sitter).toMatchObject({ role: offerer, session: offererSession });
      else expect(sitter).toMatchObject({ role: otherRole(offerer ?? 'host'), session: answererSession });
      expect(after.seats[sitter.role]).toMatchObject({ session: sitter.session, leftAt: null });
    });
  });

  it('nothing happens once it has ended or lapsed', () => {
    always(({ before, writer }) => expect(isAlive(before, writer.now)).toBe(true));
  });

  it('only the host ends it, which leaves nothing of what was said', () => {
    always(({ after, transition, writer }) => {
      const isOver = transition.type === 'end' || transition.type === 'cancel';
      expect(after.ended !== null).toBe(isOver);
      if (!isOver) return;
      expect(writer.uid).toBe('host');
      expect(after).toMatchObject({ seats: { host: null, guest: null }, round: null });
    });
  });

  it('what it was created with never changes', () => {
    always(({ before, after }) => {
      const { hostUid, createdAt, emptyTimeoutSeconds } = before;
      expect(after).toMatchObject({ hostUid, createdAt, emptyTimeoutSeconds });
      expect(after.room === undefined).toBe(before.room === undefined);
      expect(after.room?.rounds).toBe(before.room?.rounds);
      if (after.room !== undefined) expect(after.version).toBe(3);
      else expect(after.version).toBe(after.door === undefined ? 1 : 2);
    });
  });

  it('one write changes one seat at most, but a lock, which empties that of somebody who only looks, or is gone', () => {
    always(({ before, after, transition, writer: { now } }) => {
      if (after.ended !== null) return;
      const changed = ROLES.filter((role) => after.seats[role] !== before.seats[role]);
      const role = roleIn(transition);
      const isPutOut =
        transition.type === 'lock' && before.seats.guest !== null && lastGuest(before, now) === null;
      expect(changed).toEqual(role === null ? [] : [role, ...(isPutOut ? ['guest'] : [])]);
    });
  });

  it('a seat changes by its own user, by whoever may sit in it, or by the host who frees the guest’s', () => {
    always(({ before, after, transition, writer }) => {
      const role = roleIn(transition);
      if (role === null) return;
      const [was, is] = [before.seats[role], after.seats[role]];
      if (transition.type === 'dismiss') {
        expect([writer.uid, was?.uid, is]).toEqual(['host', transition.uid, null]);
        return;
      }
      if (transition.type === 'put-out') {
        expect([writer.uid, is]).toEqual(['host', null]);
        return expect(['guest', 'stranger']).toContain(was?.uid);
      }
      if (transition.type === 'free') {
        expect([writer.uid, is, isHeld(was, writer.now)]).toEqual(['host', null, false]);
        return;
      }
      if (transition.type === 'leave') {
        expect(is).toEqual({ ...was, leftAt: writer.now });
        expect([is?.uid, ...(role === 'guest' ? ['host'] : [])]).toContain(writer.uid);
        return;
      }
      if (!('sitter' in transition)) throw new Error('This one sits down');
      const { session, entered, linked, key } = transition.sitter;
      const said = { session, entered, ...(linked && { linked }), key };
      expect(is).toEqual({ uid: writer.uid, ...said, renewedAt: writer.now, leftAt: null });
      expect(maySit(before, role, { ...writer, entered })).toBe(true);
      if (role === 'host') expect(writer.uid).toBe('host');
      else if (was !== null && was.uid !== writer.uid) {
        expect(isHeld(was, writer.now) && (was.entered || !entered)).toBe(false);
        expect(isKept(was, writer.now) && before.door === undefined).toBe(false);
      }
      if (transition.type === 'renew' && !(before.door && role === 'host'))
        expect(was).toMatchObject({ uid: writer.uid, session: is?.session, leftAt: null });
    });
  });

  it('a session that has entered never only looks again', () => {
    always(({ before, after }) => {
      for (const role of ROLES) {
        const [was, is] = [before.seats[role], after.seats[role]];
        if (was?.session === is?.session && was?.entered) expect(is?.entered).toBe(true);
      }
    });
  });

  it('nobody says that they hear the other before the two have met, nor with a new round', () => {
    always(({ before, after, transition }) => {
      if (!('sitter' in transition) || !transition.sitter.linked) return;
      expect(['answer', 'renew', 'lock', 'unlock']).toContain(transition.type);
      expect(hasMet(transition.type === 'renew' ? before : after)).toBe(true);
    });
  });

  it('a round begins a while after the one before, and is answered while its offerer is there', () => {
    always(({ before, transition, writer: { uid, now } }) => {
      if (transition.type === 'offer' || transition.type === 'admit')
        expect(now).toBeGreaterThanOrEqual(earliestNextRound(before, uid));
      if (transition.type !== 'answer' || before.round === null) return;
      const { offerer, offererSession } = before.round;
      const seat = before.seats[offerer];
      expect([isHeld(seat, now), seat?.session]).toEqual([true, offererSession]);
    });
  });

  it('a scheduled one lasts until its end while the two have not met', () => {
    always(({ after, transition }) => {
      if (after.schedule === null || transition.type === 'end' || hasMet(after)) return;
      if ('sitter' in transition) expect(after.expiresAt).toBe(after.schedule.endsAt);
    });
  });

  it('it is to lapse in the future, and no later than its lease, its timeout and a tolerance from now', () => {
    always(({ after, writer: { now }, transition }) => {
      expect(after.expiresAt).toBeGreaterThan(now);
      if (['leave', 'free', 'reschedule', 'rename', 'cancel'].includes(transition.type)) return;
      const sitter = 'sitter' in transition ? transition.sitter : ({ linked: true } as const);
      const latest = expiryWhileSeated(now, after, hasMet(after), sitter) + CLOCK_TOLERANCE_MS;
      expect(after.expiresAt).toBeLessThanOrEqual(latest);
    });
  });

  it('a scheduled one never outlives its end, unless as a tombstone', () => {
    always(({ after: { schedule, expiresAt, ended }, transition }) => {
      if (schedule === null || transition.type === 'end') return;
      expect(expiresAt).toBeLessThanOrEqual(schedule.endsAt);
      if (ended !== null) expect(expiresAt).toBe(schedule.endsAt);
    });
  });

  it('nobody sits down before a scheduled one opens, and its guest not before its host', () => {
    always(({ before: { schedule, seats }, transition, writer: { now, uid } }) => {
      if (schedule === null || !('sitter' in transition)) return;
      expect(now).toBeGreaterThanOrEqual(schedule.opensAt);
      if (transition.sitter.role === 'host' || schedule.admission !== 'after-host') return;
      const sitsThere = isHeld(seats.guest, now) && seats.guest.uid === uid;
      expect(sitsThere || isHeld(seats.host, now)).toBe(true);
    });
  });

  it('behind a door nothing is offered before the host has let somebody in, and nobody else sits or reads there', () => {
    always(({ before, after, transition, writer: { uid, now } }) => {
      if (after.door === undefined) return;
      if (transition.type === 'admit') {
        expect([uid, isHeld(before.seats.guest, now)]).toEqual(['host', false]);
        expect(after.door).toEqual({ admitted: transition.uid, changedAt: now });
      } else if (transition.type === 'dismiss') expect(after.door.admitted).not.toBe(transition.uid);
      else if (transition.type === 'put-out')
        expect(after.door).toEqual({
          admitted: admittedWithout(before, before.seats.guest?.uid ?? '') ?? null,
          changedAt: now,
        });
      else if ('hasDoor' in transition && transition.hasDoor)
        expect(after.door).toEqual({ admitted: null, changedAt: now });
      else if (transition.type !== 'lock') expect(after.door).toBe(before.door);
      if (transition.type === 'offer' || transition.type === 'answer')
        expect(after.door.admitted).not.toBeNull();
      const role = roleIn(transition);
      if ('sitter' in transition && role === 'guest') expect(uid).toBe(after.door.admitted);
      for (const reader of ['host', 'guest', 'stranger']) {
        const isInside = reader === after.door.admitted || after.round === null;
        const sees = mayRead(after, { uid: reader, now });
        if (reader === 'host' || (isInside && !isDismissed(after, reader))) expect(sees).toBe(true);
        // What whoever stands outside may see is what they could see before.
        else if (sees) {
          expect([after.door.admitted, isDismissed(after, reader)]).toEqual([null, false]);
          expect([mayRead(before, { uid: reader, now }), after.round]).toEqual([true, before.round]);
        }
      }
    });
  });

  it('whoever was asked to leave is it for good: they neither sit down, nor read, nor knock', () => {
    always(({ before, after, transition, writer: { uid, now } }) => {
      const known = Object.keys(before.dismissed ?? {});
      const added = Object.keys(after.dismissed ?? {}).filter((mark) => !known.includes(mark));
      expect(added).toEqual(transition.type === 'dismiss' ? [dismissalMark(transition.uid)] : []);
      expect(after.dismissed ?? {}).toMatchObject(before.dismissed ?? {});
      for (const person of ['guest', 'stranger'].filter((name) => isDismissed(after, name))) {
        const visitor = { uid: person, now };
        expect([mayRead(after, visitor), mayKnock(after, visitor)]).toEqual([false, false]);
        expect(after.seats.guest?.uid).not.toBe(person);
        expect(uid).not.toBe(person);
      }
    });
  });

  it('whoever is put out has to knock: they neither sit down, nor see the call', () => {
    always(({ before, after, transition, writer: { uid, now } }) => {
      if (transition.type !== 'put-out') return;
      const person = before.seats.guest?.uid ?? '';
      expect([uid, after.version, isOpen(after, now)]).toEqual(['host', before.room ? 3 : 2, true]);
      expect(after.dismissed).toEqual(before.dismissed);
      expect(after.round).toEqual(before.round);
      expect(remembersNoMore(before)).toBe(true);
      for (const entered of [true, false])
        expect(maySit(after, 'guest', { uid: person, now, entered })).toBe(false);
      const visitor = { uid: person, now };
      const isEarly = after.schedule !== null && now < after.schedule.opensAt;
      expect([mayRead(after, visitor), mayKnock(after, visitor)]).toEqual([false, !isEarly]);
    });
  });

  it('a door is put there by the host’s lock, or as they put somebody out, taken away by them alone, and whoever is in the call, or left just now, stays let in', () => {
    always(({ before, after, transition, writer: { uid, now } }) => {
      if (transition.type === 'lock') {
        const { guest } = before.seats;
        expect([uid, before.door, after.version]).toEqual(['host', undefined, before.room ? 3 : 2]);
        const stays = guest?.entered === true && (guest.leftAt === null || isKept(guest, now));
        expect(after.door).toEqual({ admitted: stays ? guest.uid : null, changedAt: now });
        return expect(after.seats.guest).toEqual(stays ? guest : null);
      }
      if (transition.type === 'put-out') return;
      if (transition.type !== 'unlock')
        return expect(after.door === undefined).toBe(before.door === undefined);
      expect([uid, before.door === undefined, after.version]).toEqual(['host', false, before.room ? 3 : 1]);
      expect('door' in after).toBe(false);
      expect(after.seats.guest).toBe(before.seats.guest);
    });
  });

  it('and no snapshot of it passes for one of before', () => {
    always(({ before, after, transition }) => {
      if (['lock', 'unlock', 'dismiss', 'put-out', 'rename'].includes(transition.type))
        expect([isOlder(after, before), isOlder(before, after)]).toEqual([false, true]);
    });
  });

  it('a room is named by its host alone', () => {
    always(({ before, after, transition, writer: { uid, now } }) => {
      if (transition.type !== 'rename') return expect(after.room).toBe(before.room);
      expect(uid).toBe('host');
      expect(after.room).toEqual({ ...before.room, name: transition.roomName, changedAt: now });
    });
  });

  it('its schedule changes by the host alone, and its revision by one', () => {
    always(({ before, after, transition, writer: { uid, now } }) => {
      if (transition.type !== 'reschedule') return expect(after.schedule).toBe(before.schedule);
      expect(uid).toBe('host');
      expect(after.schedule).toEqual({ ...transition.schedule, changedAt: now });
      expect(after.schedule?.revision).toBe((before.schedule?.revision ?? 0) + 1);
    });
  });

  it('leaving shortens it only when nobody stays behind', () => {
    always(({ before, after, transition }) => {
      if (transition.type !== 'leave' || after.expiresAt === before.expiresAt) return;
      const other = before.seats[otherRole(transition.role)];
      expect(other === null || other.leftAt !== null).toBe(true);
    });
  });
});

const SEAT: Seat = {
  ...{ uid: 'guest', session: 'a'.repeat(16), entered: true, key: null },
  ...{ renewedAt: START, leftAt: null },
};

describe('the next round', () => {
  const round = {
    offerer: 'guest',
    offererSession: 'a'.repeat(16),
    answererSession: null,
    answer: null,
  } as const;
  const call: CallDoc = {
    ...newCall(START),
    seats: { host: null, guest: SEAT },
    round: { ...round, number: 1, offer: new Uint8Array(1) },
  };
  const offerAt = (now: number, before = call) => {
    const expiresAt = expiryWhileSeated(now, call, false);
    const sitter: Sitter = { role: 'host', session: 'b'.repeat(16), entered: true, key: null, expiresAt };
    const transition = { type: 'offer', sitter, round: 2, offer: new Uint8Array(1) } as const;
    return applyTransition(before, transition, { uid: 'host', now });
  };

  it('begins a least time after its offerer sat down, or at once when that seat is empty', () => {
    expect(earliestNextRound(call, 'host')).toBe(START + MIN_ROUND_INTERVAL_MS);
    expect(offerAt(START + MIN_ROUND_INTERVAL_MS - 1)).toBeNull();
    expect(offerAt(START + MIN_ROUND_INTERVAL_MS)?.round?.number).toBe(2);
    const freed = { ...call, seats: { host: null, guest: null } };
    expect(earliestNextRound(freed, 'host')).toBe(0);
    expect(offerAt(START, freed)?.round?.number).toBe(2);
    expect(earliestNextRound({ ...call, round: null }, 'host')).toBe(0);
  });

  it('does not wait for another who only looks, and renews that all the time', () => {
    const looking = { ...call, seats: { host: null, guest: { ...SEAT, entered: false } } };
    expect(offerAt(START, looking)?.round?.number).toBe(2);
    expect(earliestNextRound(looking, SEAT.uid)).toBe(START + MIN_ROUND_INTERVAL_MS);
    // Two who take turns at looking and leaving would set the pace otherwise.
    const left = { ...call, seats: { host: null, guest: { ...SEAT, entered: false, leftAt: START } } };
    expect(offerAt(START, left)).toBeNull();
  });
});

it('an ID that is retired has no call any more, and never gets another', () => {
  const creation = {
    ...({ type: 'create', emptyTimeoutSeconds: 600, schedule: null, expiresAt: START + 600_000 } as const),
  };
  const writer = { uid: 'host', now: START };
  expect(applyTransition('retired', creation, writer)).toBeNull();
  expect(applyTransition(null, creation, writer)).not.toBeNull();
  expect(applyTransition('retired', { type: 'free' }, writer)).toBeNull();
});
