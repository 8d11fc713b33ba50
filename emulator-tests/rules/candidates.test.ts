/** Who may leave batches of candidates, where and when. */
import { ANSWER_CANDIDATES, type CallDoc, MAX_CANDIDATE_BATCHES, OFFER_CANDIDATES } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import {
  aCall,
  anAnsweredRound,
  aRound,
  aRunningCall,
  aWaitingCall,
  SESSIONS,
} from '../../protocol/src/testing/call-docs.ts';
import { wholeWrite } from './legal-writes.ts';
import { answer, end, offer } from './moves.ts';
import { commitAs, type Person } from './rest-firestore.ts';
import {
  batch,
  closedSchedule,
  ended,
  given,
  guest,
  host,
  left,
  NEW_SESSION,
  newDocId,
  nobody,
  startedSchedule,
  stranger,
  vanished,
  write,
} from './scene.ts';
import { commits, expectTries } from './tries.ts';

const people: Record<string, Person> = { host, guest, stranger, nobody };

/** Everybody who may leave candidates for the round, as `who side`. */
async function whoMay(state: CallDoc | null, round = 1): Promise<string[]> {
  const docId = state === null ? newDocId() : await given(state);
  const allowed: string[] = [];
  for (const side of ['offer', 'answer'] as const) {
    for (const [index, [name, person]] of Object.entries(people).entries()) {
      const outcome = await commitAs(person, batch(docId, side, { round, index }));
      if (outcome === 'accepted') allowed.push(`${name} ${side}`);
    }
  }
  return allowed;
}

const byGuest = { offerer: 'guest' } as const;
const anotherPage = { session: NEW_SESSION };
const both = ['host offer', 'guest answer'];

/** Each state differs in one thing from one where more is allowed. */
const states: [title: string, state: () => CallDoc | null, allowed: string[]][] = [
  ['both are there', () => aRunningCall(), both],
  [
    'both are there, after the guest offered',
    () => aRunningCall({ round: anAnsweredRound(byGuest) }),
    ['guest offer', 'host answer'],
  ],
  ['nobody has answered yet', () => aRunningCall({ round: aRound() }), ['host offer']],
  [
    'the guest has offered and nobody answered',
    () => aRunningCall({ round: aRound(byGuest) }),
    ['guest offer'],
  ],
  ['nobody has offered yet', () => aRunningCall({ round: null }), []],
  ['nobody is there', () => aCall(), []],
  ['another page of the host has the seat', () => aRunningCall({ host: anotherPage }), ['guest answer']],
  ['another page of the guest has the seat', () => aRunningCall({ guest: anotherPage }), ['host offer']],
  [
    'another page of the host has the seat, and nobody answered',
    () => aWaitingCall({ host: anotherPage }),
    [],
  ],
  ...['-', 'z'].flatMap((character): typeof states => [
    [
      `the host’s session is all ${character}`,
      () => aRunningCall({ host: sessionOf(character) }),
      ['guest answer'],
    ],
    [
      `the guest’s session is all ${character}`,
      () => aRunningCall({ guest: sessionOf(character) }),
      ['host offer'],
    ],
  ]),
  [
    'somebody else has taken the guest’s seat',
    () => aRunningCall({ guest: { uid: stranger.uid, ...anotherPage } }),
    ['host offer'],
  ],
  [
    'somebody else sits there in the guest’s session',
    () => aRunningCall({ guest: { uid: stranger.uid } }),
    ['host offer', 'stranger answer'],
  ],
  ['the host has left', () => aRunningCall({ host: left() }), ['guest answer']],
  ['the guest has left', () => aRunningCall({ guest: left() }), ['host offer']],
  ['the host has vanished', () => aRunningCall({ host: vanished() }), ['guest answer']],
  ['the guest has vanished', () => aRunningCall({ guest: vanished() }), ['host offer']],
  ['the guest’s seat is empty', () => aRunningCall({ guest: null }), ['host offer']],
  [
    'one user holds both seats',
    () => aRunningCall({ guest: { uid: host.uid } }),
    ['host offer', 'host answer'],
  ],
  ['the call has ended', () => aCall({ ended: ended() }), []],
  // The transitions never leave such a document, so only this test sees that the look at `ended` is not for nothing.
  ['it has ended with everybody still there', () => aRunningCall({ ended: ended() }), []],
  ['the call has lapsed', () => aRunningCall({ expiresAt: Date.now() - 1 }), []],
  ['there is no call', () => null, []],
  ['its time has come', () => aRunningCall({ schedule: startedSchedule() }), both],
  ['it was moved away', () => aRunningCall({ schedule: closedSchedule() }), []],
  // Nor such a one: a role that there is not has no seat to answer from.
  [
    'neither of them offered',
    () =>
      aRunningCall({
        round: anAnsweredRound({
          ...{ offerer: 'more' as 'host', offererSession: SESSIONS.host, answererSession: SESSIONS.guest },
        }),
      }),
    [],
  ],
];

function sessionOf(character: string) {
  return { session: character.repeat(16) };
}

describe('who may leave candidates', () => {
  it.each(states)('when %s', async (_, state, allowed) => {
    expect(await whoMay(state())).toEqual(allowed);
  });

  it.each([1, 3])('for round %i of 2: nobody', async (round) => {
    const state = () => aRunningCall({ round: anAnsweredRound({ number: 2 }) });
    expect(await whoMay(state(), round)).toEqual([]);
    expect(await whoMay(state(), 2)).toEqual(both);
  });
});

describe('after the next round has begun', () => {
  it('the old session may leave nothing in it, and the old round is closed', async () => {
    const before = aRunningCall();
    const docId = await given(before);
    const offered = { ...before, round: aRound({ number: 2, offerer: 'guest' }) };
    const second = { round: 2 };
    await expectTries({
      refused: [commits('before it', host, batch(docId, 'answer', second))],
      accepted: [
        commits('the first round', host, batch(docId, 'offer')),
        commits('the next offer', guest, write(docId, guest, offer(before, 'guest'))),
      ],
    });
    await expectTries({
      refused: [
        commits('the old round', host, batch(docId, 'offer', { index: 1 })),
        commits('the old round', guest, batch(docId, 'answer')),
        commits('no answer yet', host, batch(docId, 'answer', second)),
      ],
      accepted: [
        commits('the answer', host, write(docId, host, answer(offered, 'host', { session: SESSIONS.host }))),
        commits('after the answer', host, batch(docId, 'answer', second)),
        commits('of the offerer', guest, batch(docId, 'offer', second)),
      ],
    });
  });

  it('an answer and its candidates cannot go in one commit: the rules look at the call as it was', async () => {
    const [docId, ending] = [await given(aWaitingCall()), await given(aRunningCall())];
    const right = write(docId, guest, answer(aWaitingCall(), 'guest'));
    await expectTries({
      refused: [commits('both', guest, right, batch(docId, 'answer'))],
      accepted: [
        commits('the answer', guest, right),
        commits('and then', guest, batch(docId, 'answer')),
        // So this is the same as candidates just before the end.
        commits('with the end', host, write(ending, host, end()), batch(ending, 'offer')),
      ],
    });
  });
});

describe.each([
  [OFFER_CANDIDATES, 'offer', host],
  [ANSWER_CANDIDATES, 'answer', guest],
] as const)('a batch of %s', (collection, side, by) => {
  it('is never written again, changed or deleted', async () => {
    const docId = await given(aRunningCall());
    const own = batch(docId, side);
    const { name } = own.update;
    expect(await commitAs(by, own)).toBe('accepted');
    await expectTries({
      refused: Object.values(people).flatMap((person) => [
        commits('again', person, own),
        commits('in part', person, { ...own, updateMask: { fieldPaths: ['expiresAt'] } }),
        commits('emptied', person, { update: { name, fields: {} } }),
        commits('deleted', person, { delete: name }),
        commits('deleted and written', person, { delete: name }, own),
      ]),
      accepted: [
        commits('the next', by, batch(docId, side, { index: 1 })),
        commits('deleted', 'admin', { delete: name }),
        commits('anew', by, own),
      ],
    });
  });

  it('has the ID of its own round, and one digit', async () => {
    const docId = await given(aRunningCall({ round: anAnsweredRound({ number: 12 }) }));
    const fields = batch(docId, side, { round: 12 }).update.fields as never;
    const to = (id: string) =>
      commits(id, by, wholeWrite({ path: `calls/${docId}/${collection}/${id}`, fields, timeFields: [] }));
    const wrongs = [
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
    ];
    await expectTries({
      refused: [
        ...wrongs,
        '12-0 ',
        `12-${MAX_CANDIDATE_BATCHES}`,
        '12-99',
        '12-00',
        '12--1',
        '12-1.5',
        '12-a',
      ].map(to),
      accepted: Array.from({ length: MAX_CANDIDATE_BATCHES }, (_, index) => to(`12-${index}`)),
    });
  });

  it('says its own round', async () => {
    const docId = await given(aRunningCall({ round: anAnsweredRound({ number: 12 }) }));
    const { update } = batch(docId, side, { round: 12 });
    const saying = (round: number) =>
      commits(`round ${round}`, by, {
        update: { ...update, fields: { ...update.fields, round: { integerValue: String(round) } } },
      });
    await expectTries({ refused: [1, 11, 13, 120].map(saying), accepted: [saying(12)] });
  });
});
