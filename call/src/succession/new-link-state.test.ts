/** Whose a new link is to make, and when. */
import { expect, it } from 'vitest';
import { canMakeNewLink, isNewLinkTheirs, type NewLinkGround, type NewLinkState } from './new-link-state.ts';

const FACTS = {
  ...{ docId: 'call', hostUid: 'host', guestUid: undefined, emptyTimeoutSeconds: 60 },
  ...{ hasDoor: false, isScheduled: false, isRoom: false },
};
const TIME = {
  ...{ startsAt: 0, opensAt: 0, endsAt: 1, revision: 0, isHost: true },
  ...{ title: '', timeZone: 'UTC', admission: 'anyone' as const },
};
const HOST: NewLinkGround = {
  state: { phase: 'waiting', role: 'host', hasEntered: true, because: 'nobody-came' },
  ...{ facts: FACTS, time: undefined, room: undefined },
};
const SCHEDULED = { ...HOST, facts: { ...FACTS, isScheduled: true } };
const ROOM = { ...HOST, facts: { ...FACTS, isRoom: true } };

it.for<[string, boolean, NewLinkGround]>([
  ['of the host who is in a call of now', true, HOST],
  ['of the host in the lobby', false, { ...HOST, state: { ...HOST.state, hasEntered: false } as never }],
  ['of the guest', false, { ...HOST, state: { ...HOST.state, role: 'guest' } as never }],
  ['of a host who is not seated', false, { ...HOST, state: { phase: 'arriving', hasEntered: true } }],
  ['of a call that is over', false, { ...HOST, state: { phase: 'ended', reason: 'left' } }],
  ['of a call that was not read', false, { ...HOST, facts: undefined }],
  ['of a scheduled call', true, { ...SCHEDULED, time: TIME }],
  ['of one that a program has booked', false, { ...SCHEDULED, time: { ...TIME, isBooked: true } }],
  ['of one whose time was not read', false, SCHEDULED],
  ['of a room', true, { ...ROOM, room: { name: '', isHost: true } as never }],
  ['of one whose name was not read', false, ROOM],
])('a new link %s is theirs: %s', ([, isTheirs, ground]) => {
  expect(isNewLinkTheirs(ground)).toBe(isTheirs);
});

it.for<[NewLinkState | undefined, boolean]>([
  [undefined, false],
  [{ phase: 'possible' }, true],
  [{ phase: 'under-way' }, false],
  [{ phase: 'failed', error: 'quota-exceeded' }, true],
  [{ phase: 'made', guest: 'nobody', isOldOpen: false }, true],
  [{ phase: 'followed' }, false],
])('of %o another can be made: %s', ([state, can]) => {
  expect(canMakeNewLink(state)).toBe(can);
});
