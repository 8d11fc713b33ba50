/** For whom a page connects while it rings, and what of a ring and its answer the connection goes by. */
import { Cell, type IncomingRing, type OutgoingRing, type OutgoingRingState } from '@parley/call';
import { createCallId, type NameDoc, type PersonName } from '@parley/protocol';
import { expect, it } from 'vitest';
import type { KnownPerson } from '../../memory/known-people.ts';
import { AwaitedRing } from './awaited-ring.ts';

function aPerson(name: string): NameDoc {
  const keys = new Uint8Array();
  return { name: name as PersonName, uid: name, keys, claimedAt: 0, releasedAt: null, expiresAt: 0 };
}

const FRIEND = aPerson('friend');
const STRANGER = aPerson('stranger');

function aRingOf(person: NameDoc): IncomingRing {
  return { person, name: person.name, uid: person.uid, id: createCallId(), since: 0, call: createCallId() };
}

function ownRing(person: NameDoc, phase: 'calling' | 'ringing' = 'ringing') {
  return {
    state: new Cell<OutgoingRingState>({ phase }),
    person: new Cell<NameDoc | undefined>(person),
    call: createCallId(),
  } satisfies Pick<OutgoingRing, 'state' | 'person' | 'call'>;
}

/** A page of somebody who has talked with the friend alone. */
function aPage() {
  const page = {
    outgoing: undefined as ReturnType<typeof ownRing> | undefined,
    incoming: [] as IncomingRing[],
    isLookedAt: true,
    hasChanged: false,
  };
  const talked = { uid: FRIEND.uid, hasTalked: true } as KnownPerson;
  const ring = new AwaitedRing({
    known: {
      find: (name) => (name === FRIEND.name ? talked : undefined),
      hasChanged: () => page.hasChanged,
    },
    outgoing: () => page.outgoing,
    incoming: () => page.incoming,
    isLookedAt: () => page.isLookedAt,
  });
  const look = () => {
    ring.look();
    return ring.call.value;
  };
  return { page, ring, look };
}

it('is that of somebody with whom this person has talked, and of nobody else', () => {
  const { page, look } = aPage();
  page.incoming = [aRingOf(STRANGER)];
  expect(look()).toBeUndefined();
  const known = aRingOf(FRIEND);
  page.incoming = [aRingOf(STRANGER), known];
  expect(look()).toEqual({ id: known.call, isRungFor: false });
  page.incoming = [];
  expect(look()).toBeUndefined();
});

it.for([
  ['whose keys are others', { hasChanged: true }],
  ['at a page that is not looked at', { isLookedAt: false }],
])('is not that of a friend %s', ([, change]) => {
  const { page, look } = aPage();
  Object.assign(page, change);
  page.incoming = [aRingOf(FRIEND)];
  expect(look()).toBeUndefined();
});

it('stays what it is when another page is looked at', () => {
  const { page, look } = aPage();
  const ring = aRingOf(FRIEND);
  page.incoming = [ring];
  look();
  page.isLookedAt = false;
  expect(look()).toEqual({ id: ring.call, isRungFor: false });
});

it('is one’s own from when it rings at a friend, and until a call is gone into', () => {
  const { page, ring, look } = aPage();
  const own = ownRing(FRIEND, 'calling');
  page.outgoing = own;
  expect(look()).toBeUndefined();
  own.state.set({ phase: 'ringing' });
  expect(look()).toEqual({ id: own.call, isRungFor: true });
  own.state.set({ phase: 'accepted', call: own.call });
  expect(look()).toEqual({ id: own.call, isRungFor: true });
  ring.taken();
  expect(ring.call.value).toBeUndefined();
});

it('is not one’s own of a stranger, also when they have become a friend by answering', () => {
  const { page, look } = aPage();
  const own = ownRing(STRANGER);
  page.outgoing = own;
  expect(look()).toBeUndefined();
  own.person.set(FRIEND);
  own.state.set({ phase: 'accepted', call: own.call });
  expect(look()).toBeUndefined();
});

it('is the one that is answered until the database has heard that, and says how', () => {
  const { page, ring, look } = aPage();
  const [first, answered] = [aRingOf(FRIEND), aRingOf(FRIEND)];
  page.incoming = [first, answered];
  look();
  page.incoming = [answered];
  const heard = ring.answer({ ring: answered, isWithCamera: true });
  expect(ring.call.value).toEqual({
    id: answered.call,
    isRungFor: false,
    answer: { isWithCamera: true },
  });
  page.incoming = [];
  expect(look()).toMatchObject({ id: answered.call });
  heard();
  expect(ring.call.value).toBeUndefined();
});

it('is told anew only where it is another, or answered otherwise', () => {
  const { page, ring, look } = aPage();
  let tellings = 0;
  ring.call.subscribe(() => {
    tellings += 1;
  });
  page.incoming = [aRingOf(FRIEND)];
  look();
  look();
  expect(tellings).toBe(2);
});
