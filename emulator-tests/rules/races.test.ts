/** Of writes that arrive at once and that cannot all be true, exactly one is accepted: the rules are the referee. */
import {
  type CallDoc,
  type CallTransition,
  createRandomId,
  MIN_ROUND_INTERVAL_MS,
  SEAT_LEASE_MS,
  type Sitter,
} from '@parley/protocol';
import { expect, it } from 'vitest';
import { commitAs } from './rest-firestore.ts';
import {
  call,
  GUEST_SESSION,
  given,
  guest,
  host,
  justNow,
  NEWLY_SEALED,
  pass,
  runningCall,
  seat,
  sitter,
  stranger,
  waitingCall,
  write,
} from './scene.ts';

interface Contender {
  readonly uid: string;
  readonly transition: CallTransition;
}

function offer(uid: string, role: 'host' | 'guest', round: number): Contender {
  const session = createRandomId();
  return {
    uid,
    transition: { type: 'offer', sitter: sitter(role, session), round, offer: NEWLY_SEALED },
  };
}

function answer(uid: string, role: 'host' | 'guest', round: number): Contender {
  const session = createRandomId();
  return {
    uid,
    transition: { type: 'answer', sitter: sitter(role, session), round, answer: NEWLY_SEALED },
  };
}

/** The same, by somebody who only looks. */
function looking({ uid, transition }: Contender): Contender {
  if (!('sitter' in transition)) throw new Error('Nobody sits down by this');
  return { uid, transition: { ...transition, sitter: { ...transition.sitter, entered: false } } };
}

/** Blind: no precondition, no transaction, as the application writes. @returns who was accepted */
async function race(docId: string, contenders: readonly Contender[]): Promise<Contender[]> {
  const outcomes = await Promise.all(
    contenders.map(({ uid, transition }) => commitAs({ uid }, write(docId, uid, transition))),
  );
  return contenders.filter((_, i) => outcomes[i] === 'accepted');
}

/** One of them wins on the same call; each of them alone, on a call of its own, is accepted. */
async function expectOneWinner(state: () => CallDoc, contenders: readonly Contender[]): Promise<void> {
  expect(await race(await given(state()), contenders)).toHaveLength(1);
  for (const alone of contenders) expect(await race(await given(state()), [alone])).toEqual([alone]);
}

const tenGuests = (round: number) =>
  Array.from({ length: 10 }, (_, i) => answer(`guest-${i}`, 'guest', round));

it('lets one of ten guests answer', async () => {
  await expectOneWinner(() => waitingCall(), tenGuests(1));
});

it('lets one of ten pages of the same guest answer', async () => {
  const pages = Array.from({ length: 10 }, () => answer(guest.uid, 'guest', 1));
  await expectOneWinner(() => waitingCall(), pages);
});

it('lets one of both offer first', async () => {
  await expectOneWinner(() => call(), [offer(host.uid, 'host', 1), offer(guest.uid, 'guest', 1)]);
});

it('lets one of both offer the next round', async () => {
  await expectOneWinner(() => runningCall(), [offer(host.uid, 'host', 2), offer(guest.uid, 'guest', 2)]);
});

it('lets one of many guests offer first', async () => {
  const guests = Array.from({ length: 10 }, (_, i) => offer(`guest-${i}`, 'guest', 1));
  await expectOneWinner(() => call(), guests);
});

it('lets one of many strangers take the seat of a guest who vanished', async () => {
  const vanished = () => {
    const running = waitingCall();
    const lapsed = { renewedAt: Date.now() - SEAT_LEASE_MS - 60_000 };
    return { ...running, seats: { ...running.seats, guest: seat(guest.uid, GUEST_SESSION, lapsed) } };
  };
  await expectOneWinner(vanished, tenGuests(1));
});

it('lets one of many who enter take the seat of a guest who only looks, and none of many who look', async () => {
  const looked = () => {
    const onlooker = seat(guest.uid, GUEST_SESSION, { entered: false });
    return waitingCall({ seats: { ...waitingCall().seats, guest: onlooker } });
  };
  const enter = tenGuests(1);
  const look = tenGuests(1).map(looking);
  const docId = await given(looked());
  const [winner, ...more] = await race(docId, [...look, ...enter]);
  expect([enter.some((one) => one === winner), more]).toEqual([true, []]);
  for (const alone of enter.slice(0, 2)) expect(await race(await given(looked()), [alone])).toEqual([alone]);
  // The seat that they would have looked from is free for their like when it is empty.
  expect(await race(await given(looked()), look)).toEqual([]);
  expect(await race(await given(waitingCall()), look.slice(0, 1))).toEqual(look.slice(0, 1));
});

it('lets whoever looks enter, or another who enters take the seat, whichever is first', async () => {
  const onlooker = seat(guest.uid, GUEST_SESSION, { entered: false });
  const before = () => waitingCall({ seats: { ...waitingCall().seats, guest: onlooker } });
  const entering: Contender = {
    uid: guest.uid,
    transition: { type: 'renew', sitter: sitter('guest', GUEST_SESSION) },
  };
  await expectOneWinner(before, [entering, answer(stranger.uid, 'guest', 1)]);
});

it('lets the host free a seat or its guest come back to it, and whoever comes first is heard', async () => {
  const left = seat(guest.uid, GUEST_SESSION, { leftAt: justNow() });
  const before = () => runningCall({ seats: { ...runningCall().seats, guest: left } });
  const freeing: Contender = { uid: host.uid, transition: { type: 'free' } };
  const docId = await given(before());
  const back = offer(guest.uid, 'guest', 2);
  const accepted = await race(docId, [freeing, back]);
  // Freed first and then taken is in order too; taken first, it is no longer the host's to free.
  expect(accepted).toContain(back);
  expect(await race(docId, [freeing])).toEqual([]);
  expect(await race(await given(before()), [freeing])).toEqual([freeing]);
});

it('lets a page leave its seat or another page of the same guest take it, never both for nothing', async () => {
  const docId = await given(runningCall());
  const goodbye: Contender = {
    uid: guest.uid,
    transition: { type: 'leave', role: 'guest', session: GUEST_SESSION },
  };
  const arrival = offer(guest.uid, 'guest', 2);
  const accepted = await race(docId, [goodbye, arrival]);
  // The seat left first and then taken is in order too; taken first, it is no longer the old page's to leave.
  expect(accepted).toContain(arrival);
  const { sitter } = arrival.transition as { sitter: Sitter };
  const renewal: CallTransition = { type: 'renew', sitter };
  expect(await race(docId, [{ uid: guest.uid, transition: renewal }])).toHaveLength(1);
});

it('goes through twenty rounds with one offer and one answer each, however many try', async () => {
  const docId = await given(call());
  for (let round = 1; round <= 20; round++) {
    const offers = [offer(host.uid, 'host', round), offer(guest.uid, 'guest', round)];
    const [offered, ...moreOffers] = await race(docId, offers);
    expect([round, moreOffers]).toEqual([round, []]);
    const isByHost = offered?.uid === host.uid;
    const answerer = isByHost ? guest.uid : host.uid;
    const answers = Array.from({ length: 5 }, () => answer(answerer, isByHost ? 'guest' : 'host', round));
    const late = [offer(stranger.uid, 'guest', round), answer(stranger.uid, 'guest', round)];
    const accepted = await race(docId, round === 1 && isByHost ? answers : [...answers, ...late]);
    expect([round, accepted.map(({ transition }) => transition.type)]).toEqual([round, ['answer']]);
    await pass(docId, MIN_ROUND_INTERVAL_MS);
  }
});
