/** Who may leave batches of candidates, where and when. */
import {
  ANSWER_CANDIDATES,
  type CallDoc,
  type CandidatesSide,
  expiryOfTombstone,
  OFFER_CANDIDATES,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { encodeCandidates } from '../../web/src/firebase/encode-transition.ts';
import { wholeWrite } from './legal-writes.ts';
import { commitAs, type Outcome, type Person, ROOT } from './rest-firestore.ts';
import {
  aMinuteAgo,
  answeredRound,
  call,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  NEW_SESSION,
  NEWLY_SEALED,
  newDocId,
  nobody,
  openRound,
  runningCall,
  SEALED,
  seat,
  sitter,
  stranger,
  waitingCall,
  whileSeated,
  write,
} from './scene.ts';

const people: Record<string, Person> = { host, guest, stranger, nobody };

function batchOf(docId: string, side: CandidatesSide, round = 1, index = 0) {
  return encodeCandidates(ROOT, { docId, side, round, index }, NEWLY_SEALED, whileSeated());
}

/** Everybody who may leave candidates for the round, as `who side`. */
async function whoMay(state: CallDoc | null, round = 1): Promise<string[]> {
  const docId = state === null ? newDocId() : await given(state);
  const allowed: string[] = [];
  for (const side of ['offer', 'answer'] as const) {
    for (const [index, [name, person]] of Object.entries(people).entries()) {
      const outcome: Outcome = await commitAs(person, batchOf(docId, side, round, index));
      if (outcome === 'accepted') allowed.push(`${name} ${side}`);
    }
  }
  return allowed;
}

const hostSeat = (changes = {}) => seat(host.uid, HOST_SESSION, changes);
const guestSeat = (changes = {}) => seat(guest.uid, GUEST_SESSION, changes);
const guestOffered = { offerer: 'guest', offererSession: GUEST_SESSION } as const;

/** Each state differs in one thing from one where more is allowed. */
const states: [title: string, state: () => CallDoc | null, allowed: string[]][] = [
  ['both are there', () => runningCall(), ['host offer', 'guest answer']],
  [
    'both are there, after the guest offered',
    () => runningCall({ round: answeredRound({ ...guestOffered, answererSession: HOST_SESSION }) }),
    ['guest offer', 'host answer'],
  ],
  ['nobody has answered yet', () => runningCall({ round: openRound() }), ['host offer']],
  [
    'the guest has offered and nobody answered',
    () => runningCall({ round: openRound(guestOffered) }),
    ['guest offer'],
  ],
  ['nobody has offered yet', () => runningCall({ round: null }), []],
  [
    'another page of the host has taken the seat',
    () => runningCall({ seats: { host: seat(host.uid, NEW_SESSION), guest: guestSeat() } }),
    ['guest answer'],
  ],
  [
    'another page of the guest has taken the seat',
    () => runningCall({ seats: { host: hostSeat(), guest: seat(guest.uid, NEW_SESSION) } }),
    ['host offer'],
  ],
  [
    'somebody else has taken the guest’s seat',
    () => runningCall({ seats: { host: hostSeat(), guest: seat(stranger.uid, NEW_SESSION) } }),
    ['host offer'],
  ],
  [
    'the host has left',
    () => runningCall({ seats: { host: hostSeat({ leftAt: aMinuteAgo() }), guest: guestSeat() } }),
    ['guest answer'],
  ],
  [
    'the guest has left',
    () => runningCall({ seats: { host: hostSeat(), guest: guestSeat({ leftAt: aMinuteAgo() }) } }),
    ['host offer'],
  ],
  [
    'the guest’s seat is empty',
    () => runningCall({ seats: { host: hostSeat(), guest: null } }),
    ['host offer'],
  ],
  [
    'one user holds both seats',
    () => runningCall({ seats: { host: hostSeat(), guest: seat(host.uid, GUEST_SESSION) } }),
    ['host offer', 'host answer'],
  ],
  [
    'the call has ended',
    () =>
      call({ ended: { reason: 'host-ended', at: aMinuteAgo() }, expiresAt: expiryOfTombstone(aMinuteAgo()) }),
    [],
  ],
  // The transitions never leave such a document, so only this test sees that the look at `ended` is not for nothing.
  [
    'it has ended with everybody still there',
    () => runningCall({ ended: { reason: 'host-ended', at: aMinuteAgo() } }),
    [],
  ],
  ['the call has lapsed', () => runningCall({ expiresAt: Date.now() - 1 }), []],
  ['there is no call', () => null, []],
];

describe('who may leave candidates', () => {
  it.each(states)('when %s', async (_, state, allowed) => {
    expect(await whoMay(state())).toEqual(allowed);
  });

  it.each([1, 3])('for round %i of 2: nobody', async (round) => {
    const state = () => runningCall({ round: answeredRound({ number: 2 }) });
    expect(await whoMay(state(), round)).toEqual([]);
    expect(await whoMay(state(), 2)).toEqual(['host offer', 'guest answer']);
  });
});

describe('after the next round has begun', () => {
  it('the old session may leave nothing in it, and the old round is closed', async () => {
    const docId = await given(runningCall());
    expect(await commitAs(host, batchOf(docId, 'offer'))).toBe('accepted');
    const offer = {
      type: 'offer',
      sitter: sitter('guest', NEW_SESSION),
      round: 2,
      offer: NEWLY_SEALED,
    } as const;
    expect(await commitAs(guest, write(docId, guest.uid, offer))).toBe('accepted');
    expect(await commitAs(host, batchOf(docId, 'offer', 1, 1))).toBe('refused');
    expect(await commitAs(guest, batchOf(docId, 'answer', 1))).toBe('refused');
    expect(await commitAs(host, batchOf(docId, 'answer', 2))).toBe('refused');
    const answer = {
      type: 'answer',
      sitter: sitter('host', HOST_SESSION),
      round: 2,
      answer: SEALED,
    } as const;
    expect(await commitAs(host, write(docId, host.uid, answer))).toBe('accepted');
    expect(await commitAs(host, batchOf(docId, 'answer', 2))).toBe('accepted');
    expect(await commitAs(guest, batchOf(docId, 'offer', 2))).toBe('accepted');
  });

  it('an answer and its candidates cannot go in one commit: the rules look at the call as it was', async () => {
    const docId = await given(waitingCall());
    const answer = write(docId, guest.uid, {
      ...{ type: 'answer', round: 1, answer: NEWLY_SEALED },
      sitter: sitter('guest', NEW_SESSION),
    });
    expect(await commitAs(guest, answer, batchOf(docId, 'answer'))).toBe('refused');
    expect(await commitAs(guest, answer)).toBe('accepted');
    expect(await commitAs(guest, batchOf(docId, 'answer'))).toBe('accepted');
  });
});

describe.each([
  [OFFER_CANDIDATES, 'offer', host],
  [ANSWER_CANDIDATES, 'answer', guest],
] as const)('a batch of %s', (collection, side, by) => {
  it('is never written again, changed or deleted', async () => {
    const docId = await given(runningCall());
    const { currentDocument: _unchecked, ...batch } = batchOf(docId, side);
    expect(await commitAs(by, batch)).toBe('accepted');
    for (const person of Object.values(people)) {
      expect(await commitAs(person, batch)).toBe('refused');
      expect(await commitAs(person, { ...batch, updateMask: { fieldPaths: ['expiresAt'] } })).toBe('refused');
      expect(await commitAs(person, { delete: batch.update.name })).toBe('refused');
    }
    expect(await commitAs('admin', { delete: batch.update.name })).toBe('accepted');
    expect(await commitAs(by, batch)).toBe('accepted');
  });

  it('has the ID of its own round', async () => {
    const docId = await given(runningCall({ round: answeredRound({ number: 12 }) }));
    const right = batchOf(docId, side, 12);
    const to = (id: string) =>
      wholeWrite({
        path: `calls/${docId}/${collection}/${id}`,
        fields: right.update.fields as never,
        timeFields: [],
      });
    for (const id of [
      '1-0',
      '2-0',
      '11-0',
      '13-0',
      '012-0',
      '120-0',
      '12',
      '12-',
      '-0',
      '12-0-0',
      '12-1-0',
      '12_0',
      '12-0 ',
    ]) {
      expect([id, await commitAs(by, to(id))]).toEqual([id, 'refused']);
    }
    expect(await commitAs(by, to('12-0'))).toBe('accepted');
  });

  it('says its own round', async () => {
    const docId = await given(runningCall({ round: answeredRound({ number: 12 }) }));
    const { update } = batchOf(docId, side, 12);
    for (const round of [1, 11, 13, 120]) {
      const wrong = {
        update: { ...update, fields: { ...update.fields, round: { integerValue: String(round) } } },
      };
      expect([round, await commitAs(by, wrong)]).toEqual([round, 'refused']);
    }
    expect(await commitAs(by, { update })).toBe('accepted');
  });
});
