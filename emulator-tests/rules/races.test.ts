/** Of writes that arrive at once and that cannot all be true, exactly one is accepted: the rules are the referee. */
import {
  type CallDoc,
  type CallTransition,
  createRandomId,
  MAX_DISMISSED,
  MIN_ROUND_INTERVAL_MS,
  type Role,
  type Seat,
} from '@parley/protocol';
import { expect, it } from 'vitest';
import {
  aCall,
  anAnsweredRound,
  aRound,
  aRunningCall,
  aWaitingCall,
} from '../../protocol/src/testing/call-docs.ts';
import { answer, free, leave, lock, offer, putOut, renew } from './moves.ts';
import { commitAs } from './rest-firestore.ts';
import {
  given,
  guest,
  host,
  justLeft,
  looking,
  pass,
  stranger,
  type User,
  vanished,
  without,
  write,
} from './scene.ts';

interface Contender {
  readonly by: User;
  readonly transition: CallTransition;
}

/** On a new page of theirs. */
function offering(by: User, role: Role, call: CallDoc): Contender {
  return { by, transition: offer(call, role, { session: createRandomId() }) };
}

function answering(by: User, role: Role, call: CallDoc, changes = {}): Contender {
  return { by, transition: answer(call, role, { session: createRandomId(), ...changes }) };
}

/** Blind: no precondition, no transaction, as the application writes. @returns who was accepted */
async function race(docId: string, contenders: readonly Contender[]): Promise<Contender[]> {
  const outcomes = await Promise.all(
    contenders.map(({ by, transition }) => commitAs(by, write(docId, by, transition))),
  );
  return contenders.filter((_, i) => outcomes[i] === 'accepted');
}

const ten = Array.from({ length: 10 }, (_, i) => ({ uid: `guest-${i}` }));
const tenGuests = (changes = {}) => ten.map((by) => answering(by, 'guest', aWaitingCall(), changes));
const looked = () => aWaitingCall({ guest: looking });
const left = () => aRunningCall({ guest: justLeft() });
const someone = (_: unknown, index: number) => ({ uid: `someone-${index}` });
/** It remembers as many people as it can. */
const full = (changes: Partial<Seat> = {}) =>
  aRunningCall({ ...without(...Array.from({ length: MAX_DISMISSED }, someone)), guest: changes });
const bothOffer = (call: CallDoc) => [offering(host, 'host', call), offering(guest, 'guest', call)];

const winners: [title: string, before: () => CallDoc, contenders: Contender[]][] = [
  ['of ten guests answers', aWaitingCall, tenGuests()],
  [
    'of ten pages of the same guest answers',
    aWaitingCall,
    ten.map(() => answering(guest, 'guest', aWaitingCall())),
  ],
  ['of both offers first', aCall, bothOffer(aCall())],
  ['of both offers the next round', aRunningCall, bothOffer(aRunningCall())],
  ['of many guests offers first', aCall, ten.map((by) => offering(by, 'guest', aCall()))],
  [
    'of many strangers takes the seat of a guest who vanished',
    () => aWaitingCall({ guest: vanished() }),
    tenGuests(),
  ],
  [
    'of a host who locks and a guest who comes in is heard, so that nobody is let in unseen or shut out from their seat',
    aWaitingCall,
    [{ by: host, transition: lock(aWaitingCall()) }, answering(guest, 'guest', aWaitingCall())],
  ],
  [
    'of a host who puts their guest out of a call that remembers no more, and the guest who offers anew, is heard',
    full,
    [{ by: host, transition: putOut(full()) }, offering(guest, 'guest', full())],
  ],
  [
    'of a host who puts out a guest who has vanished, and somebody else who sits down in their place, is heard, so that they are not put out',
    () => full(vanished()),
    [offering(stranger, 'guest', full(vanished())), { by: host, transition: putOut(full(vanished())) }],
  ],
  [
    'of whoever looks, and enters, and of another who enters has the seat',
    looked,
    [{ by: guest, transition: renew(looked(), 'guest') }, answering(stranger, 'guest', looked())],
  ],
];

it.each(winners)('one %s', async (_, before, contenders) => {
  expect(await race(await given(before()), contenders)).toHaveLength(1);
  // Each of them alone, on a call of its own, is accepted.
  for (const alone of contenders) expect(await race(await given(before()), [alone])).toEqual([alone]);
});

it('lets one of many who enter take the seat of a guest who only looks, and none of many who look', async () => {
  const [enter, look] = [tenGuests(), tenGuests(looking)];
  const [winner, ...more] = await race(await given(looked()), [...look, ...enter]);
  expect([enter.some((one) => one === winner), more]).toEqual([true, []]);
  for (const alone of enter.slice(0, 2)) expect(await race(await given(looked()), [alone])).toEqual([alone]);
  // The seat that they would have looked from is free for their like when it is empty.
  expect(await race(await given(looked()), look)).toEqual([]);
  expect(await race(await given(aWaitingCall()), look.slice(0, 1))).toEqual(look.slice(0, 1));
});

it('lets the host free a seat or its guest come back to it, and whoever comes first is heard', async () => {
  const docId = await given(left());
  const freeing: Contender = { by: host, transition: free };
  const back = offering(guest, 'guest', left());
  // Freed first and then taken is in order too; taken first, it is no longer the host's to free.
  expect(await race(docId, [freeing, back])).toContain(back);
  expect(await race(docId, [freeing])).toEqual([]);
  expect(await race(await given(left()), [freeing])).toEqual([freeing]);
});

it('lets a page leave its seat or another page of the same guest take it, never both for nothing', async () => {
  const docId = await given(aRunningCall());
  const arrival = offering(guest, 'guest', aRunningCall());
  // The seat left first and then taken is in order too; taken first, it is no longer the old page's to leave.
  expect(await race(docId, [{ by: guest, transition: leave('guest') }, arrival])).toContain(arrival);
  const { sitter } = arrival.transition as { sitter: object };
  expect(await race(docId, [{ by: guest, transition: renew(aRunningCall(), 'guest', sitter) }])).toHaveLength(
    1,
  );
});

it('goes through twenty rounds with one offer and one answer each, however many try', async () => {
  const docId = await given(aCall());
  for (let number = 1; number <= 20; number++) {
    const before = number === 1 ? aCall() : aRunningCall({ round: anAnsweredRound({ number: number - 1 }) });
    const [offered, ...moreOffers] = await race(docId, bothOffer(before));
    expect([number, moreOffers]).toEqual([number, []]);
    const isByHost = offered?.by === host;
    const call = aRunningCall({ round: aRound({ number }) });
    const [answerer, role] = isByHost ? [guest, 'guest' as const] : [host, 'host' as const];
    const answers = Array.from({ length: 5 }, () => answering(answerer, role, call));
    const late = [offering(stranger, 'guest', before), answering(stranger, 'guest', call)];
    const accepted = await race(docId, number === 1 && isByHost ? answers : [...answers, ...late]);
    expect([number, accepted.map(({ transition }) => transition.type)]).toEqual([number, ['answer']]);
    await pass(docId, MIN_ROUND_INTERVAL_MS);
  }
});
