/** Attacks 14 to 24: times that are not so, and transitions out of order. */
import { applyTransition, type CallDoc, type CallTransition, expiryOfTombstone } from '@parley/protocol';
import { Time } from '../../../web/src/firebase/firestore-value.ts';
import type { AnyValue, FieldPath } from '../document-tree.ts';
import {
  changed,
  create,
  createScheduled,
  legalWrites,
  updates,
  type WholeDocument,
  wholeWrite,
} from '../legal-writes.ts';
import { ROOT, seed } from '../rest-firestore.ts';
import {
  aMinuteAgo,
  answeredRound,
  call,
  countedDocId,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  NEWLY_SEALED,
  openRound,
  runningCall,
  stranger,
  waitingCall,
  whenEmpty,
  whileSeated,
} from '../scene.ts';
import { type Attack, commits, gets, spoiling, type Tries, together } from './attack.ts';
import { at } from './by-hand.ts';
import { answer, batchFor, blindly, creation, ending, leaving, offer, renewal } from './moves.ts';

/** The write with another value there; the server's time no longer, if it would be there. */
const instead = (right: WholeDocument, path: FieldPath, value: AnyValue): object =>
  wholeWrite(changed(right, path, value));

const ended = (changes: Partial<CallDoc> = {}) =>
  call({
    ended: { reason: 'host-ended', at: aMinuteAgo() },
    expiresAt: expiryOfTombstone(aMinuteAgo()),
    ...changes,
  });

/** One transition of each kind, which somebody may make in some state. */
const everyMove: Record<string, [by: { uid: string }, transition: () => CallTransition]> = {
  create: [host, creation],
  'the first offer': [host, () => offer('host', 1, HOST_SESSION)],
  'the next offer': [guest, () => offer('guest', 2)],
  answer: [guest, () => answer('guest', 1)],
  renew: [guest, () => renewal('guest', GUEST_SESSION)],
  leave: [guest, () => leaving('guest', GUEST_SESSION)],
  'free the guest’s seat': [host, () => leaving('guest', GUEST_SESSION)],
  end: [host, () => ending()],
};

const everyState: Record<string, () => CallDoc | null> = {
  'no call': () => null,
  'nobody came': () => call(),
  'the host waits': () => waitingCall(),
  'both are there': () => runningCall(),
  ended: () => ended(),
  'ended, with everything still in it': () =>
    runningCall({ ended: { reason: 'host-ended', at: aMinuteAgo() }, expiresAt: whileSeated() }),
  lapsed: () => runningCall({ expiresAt: Date.now() - 1 }),
};

/** Every move but the creation, on a call as it should be and on one that is spoiled. */
async function movesOn(spoiled: Partial<CallDoc>): Promise<Tries> {
  const moves = Object.entries(everyMove).filter(([name]) => name !== 'create');
  return together(
    ...(await Promise.all(
      moves.map(async ([name, [by, transition]]): Promise<Tries> => {
        const state =
          name === 'the first offer'
            ? call({ expiresAt: whenEmpty() })
            : name === 'answer'
              ? waitingCall()
              : runningCall();
        const [wrong, right] = [await given({ ...state, ...spoiled }), await given(state)];
        return {
          refused: [commits(name, by, blindly(wrong, by.uid, transition()))],
          accepted: [commits(name, by, blindly(right, by.uid, transition()))],
        };
      }),
    )),
  );
}

async function candidatesOn(spoiled: Partial<CallDoc>): Promise<Tries> {
  const [wrong, right] = [await given(runningCall(spoiled)), await given(runningCall())];
  const sides = [
    ['offer', host],
    ['answer', guest],
  ] as const;
  return {
    refused: sides.map(([side, by]) => commits(`${side} candidates`, by, batchFor(wrong, side))),
    accepted: sides.map(([side, by]) => commits(`${side} candidates`, by, batchFor(right, side))),
  };
}

async function readsOn(spoiled: { expiresAt: number }): Promise<Tries> {
  const [wrong, right] = [await given(runningCall(spoiled)), await given(runningCall())];
  const batch = (ms: number) => ({ round: 1, sealed: NEWLY_SEALED, expiresAt: new Time(ms) });
  const below = ['', '/offerCandidates/1-0', '/answerCandidates/1-0'];
  for (const path of below.slice(1)) {
    await seed(`calls/${wrong}${path}`, batch(spoiled.expiresAt));
    await seed(`calls/${right}${path}`, batch(whileSeated()));
  }
  return {
    refused: below.flatMap((path) =>
      [host, guest, stranger].map((by) => gets(`get ${path}`, by, `calls/${wrong}${path}`)),
    ),
    accepted: below.map((path) => gets(`get ${path}`, guest, `calls/${right}${path}`)),
  };
}

export const states: readonly Attack[] = [
  {
    number: 14,
    name: 'changing who created it and when, how long it lasts, and its format',
    prepare: () =>
      spoiling(updates, (right, { by }) => [
        ['hostUid', instead(right, 'hostUid', { stringValue: by.uid === host.uid ? guest.uid : by.uid })],
        ['createdAt', instead(right, 'createdAt', at(Date.now()))],
        ['emptyTimeoutSeconds', instead(right, 'emptyTimeoutSeconds', { integerValue: '86400' })],
        ['version', instead(right, 'version', { integerValue: '2' })],
        ['expiresAt', instead(right, 'expiresAt', at(Date.now() + 86_400_000))],
      ]),
  },
  {
    number: 15,
    name: 'a time of one’s own instead of the server’s',
    prepare: () =>
      spoiling({ 'a new call': create, 'a new scheduled call': createScheduled, ...updates }, (right) =>
        right.timeFields.flatMap((path) =>
          [-60_000, -1_000, 60_000].map(
            (offset) => [`${path}: ${offset} ms`, instead(right, path, at(Date.now() + offset))] as const,
          ),
        ),
      ),
  },
  {
    number: 16,
    name: 'expiry put forward or back',
    prepare: () =>
      spoiling(legalWrites, (right) =>
        [-86_400_000, -Date.now(), 100 * 86_400_000, Date.parse('9999-12-31') - Date.now()].map(
          (offset) => [`by ${offset} ms`, instead(right, 'expiresAt', at(Date.now() + offset))] as const,
        ),
      ),
  },
  {
    number: 17,
    name: 'reading and writing what has lapsed and is not yet deleted',
    async prepare() {
      const lapsed = { expiresAt: Date.now() - 1 };
      return together(await readsOn(lapsed), await movesOn(lapsed), await candidatesOn(lapsed));
    },
  },
  {
    number: 18,
    name: 'writing after the end',
    async prepare() {
      const over = { ended: { reason: 'host-ended', at: aMinuteAgo() } } as const;
      return together(
        await movesOn(over),
        await movesOn(ended()),
        await candidatesOn(over),
        await candidatesOn(ended()),
      );
    },
  },
  {
    number: 19,
    name: 'every transition from every state that does not allow it',
    async prepare() {
      const free = await countedDocId(host.uid);
      const tries = Object.entries(everyState).flatMap(([state, before]) =>
        Object.entries(everyMove).map(async ([move, [by, transition]]): Promise<Tries> => {
          const call = before();
          const docId = call === null ? free : await given(call);
          const after = applyTransition(call, transition(), { uid: by.uid, now: Date.now() });
          const one = [commits(`${state} → ${move}`, by, blindly(docId, by.uid, transition()))];
          return after === null ? { refused: one, accepted: [] } : { refused: [], accepted: one };
        }),
      );
      return together(...(await Promise.all(tries)));
    },
  },
  {
    number: 20,
    name: 'a round that goes back, stays, or leaves one out',
    async prepare() {
      const docId = await given(runningCall({ round: answeredRound({ number: 5 }) }));
      const offering = (round: number) =>
        commits(`round ${round}`, host, blindly(docId, host.uid, offer('host', round)));
      return { refused: [-1, 0, 1, 4, 5, 7, 9_999, 10_000].map(offering), accepted: [offering(6)] };
    },
  },
  {
    number: 21,
    name: 'the answerer changes the offer',
    async prepare() {
      const legal = updates['the answer of a guest who arrives'];
      if (!legal) throw new Error('There is no such write');
      const other = { bytesValue: Buffer.from('another').toString('base64') };
      const wrongs = {
        'round.offer': other,
        'round.offerer': { stringValue: 'guest' },
        'round.offererSession': { stringValue: GUEST_SESSION },
      };
      return spoiling({ answer: legal }, (right) =>
        Object.entries(wrongs).map(([path, value]) => [path, instead(right, path, value)] as const),
      );
    },
  },
  {
    number: 22,
    name: 'the offerer writes the answer',
    async prepare() {
      const docId = await given(runningCall({ round: openRound() }));
      return {
        refused: [
          commits('from the own seat', host, blindly(docId, host.uid, answer('host', 1))),
          commits('from the other’s', host, blindly(docId, host.uid, answer('guest', 1, GUEST_SESSION))),
        ],
        accepted: [commits('the other', guest, blindly(docId, guest.uid, answer('guest', 1, GUEST_SESSION)))],
      };
    },
  },
  {
    number: 23,
    name: 'an answer to no offer',
    async prepare() {
      const [none, some] = [await given(call()), await given(waitingCall())];
      return {
        refused: [0, 1].map((round) =>
          commits(`round ${round}`, guest, blindly(none, guest.uid, answer('guest', round))),
        ),
        accepted: [commits('an answer', guest, blindly(some, guest.uid, answer('guest', 1)))],
      };
    },
  },
  {
    number: 24,
    name: 'an answer to an earlier or a later round',
    async prepare() {
      const docId = await given(waitingCall({ round: openRound({ number: 3 }) }));
      const name = `${ROOT}/calls/${docId}`;
      const answering = (round: number) =>
        commits(`round ${round}`, guest, blindly(docId, guest.uid, answer('guest', round)));
      const answered = await given(runningCall());
      return {
        refused: [
          ...[1, 2, 4].map(answering),
          commits('answered already', guest, blindly(answered, guest.uid, answer('guest', 1))),
          commits('round dropped', guest, {
            update: { name, fields: {} },
            updateMask: { fieldPaths: ['round'] },
          }),
        ],
        accepted: [answering(3)],
      };
    },
  },
];
