/** One write of a name, of who has it and of a ring of each kind that the rules accept. */
import {
  applyHolder,
  applyName,
  applyRing,
  applyRinger,
  type HolderDoc,
  type HolderTransition,
  NAME_KEPT_MS,
  type NameDoc,
  type NameTransition,
  nameLeaseEnd,
  RING_WINDOW_MS,
  type RingCount,
  type RingDoc,
  type RingerDoc,
  type RingTransition,
} from '@parley/protocol';
import { type Plain, toRestFields } from '../../call/src/firebase/firestore-value.ts';
import { aMinuteAgo, SEALED } from '../../protocol/src/testing/call-docs.ts';
import type { Fields } from './document-tree.ts';
import type { LegalWrite, WholeDocument } from './legal-writes.ts';
import {
  aHolder,
  aName,
  answerRing,
  aRing,
  aRinger,
  askedFor,
  claim,
  countGuest,
  giveUp,
  hold,
  holderWrite,
  NEW_KEYS,
  nameWrite,
  newName,
  ringerWrite,
  ringGuest,
  ringWrite,
  seedHolder,
  seedName,
  seedRing,
  seedRinger,
  storableDoc,
  storableRing,
} from './people-scene.ts';
import { commitAs, ROOT } from './rest-firestore.ts';
import { guest, NEW_SESSION, type User } from './scene.ts';

type NewName = ReturnType<typeof newName>;
interface BlindWrite {
  readonly update: { readonly name: string };
  readonly updateTransforms?: readonly { readonly fieldPath: string }[];
}

function whole(
  { update, updateTransforms = [] }: BlindWrite,
  after: { [key: string]: Plain },
): WholeDocument {
  const timeFields = updateTransforms.map(({ fieldPath }) => fieldPath);
  return { path: update.name.slice(ROOT.length + 1), fields: toRestFields(after) as Fields, timeFields };
}

function legal<Doc>(after: Doc | null): Doc {
  if (after === null) throw new Error('The model refuses this');
  return after;
}

/** @param uid of a user who does nothing else in these tests, since there is one holder of each */
function nameWriteOf(
  uid: string,
  before: (name: NewName) => NameDoc | null,
  move: (name: NewName) => NameTransition,
  chosen: readonly string[],
): LegalWrite {
  return {
    by: { uid },
    chosen,
    async prepare() {
      const name = newName();
      const [state, holder, transition] = [before(name), aHolder(name), move(name)];
      const after = legal(
        applyName({ nameId: name.nameId, before: state, holder, hasAskedFor: true }, transition, {
          uid,
          now: Date.now(),
        }),
      );
      await askedFor({ uid }, name);
      await seedHolder({ uid }, holder);
      if (state !== null) await seedName(name, state);
      return whole(nameWrite(name, { uid }, transition), storableDoc(after));
    },
  };
}

function holderWriteOf(
  uid: string,
  before: (name: NewName) => HolderDoc | null,
  move: (name: NewName) => HolderTransition,
): LegalWrite {
  return {
    by: { uid },
    chosen: [],
    async prepare() {
      const name = newName();
      const [state, claimed, transition] = [before(name), aName(name, { uid }), move(name)];
      const after = legal(
        applyHolder({ before: state, claimed, left: null }, transition, { uid, now: Date.now() }),
      );
      await seedName(name, claimed);
      if (state === null) await commitAs('admin', { delete: `${ROOT}/holders/${uid}` });
      else await seedHolder({ uid }, state);
      return whole(holderWrite({ uid }, transition), storableDoc(after));
    },
  };
}

/** @param caller as above, who has counted a ring that is written next */
function ringWriteOf(
  caller: User,
  by: User,
  before: () => RingDoc | null,
  move: () => RingTransition,
  chosen: readonly string[] = [],
): LegalWrite {
  return {
    by,
    chosen,
    async prepare() {
      const [state, transition] = [before(), move()];
      const writer = { uid: by.uid, caller: caller.uid, now: Date.now() };
      const ringer = aRinger({ lastRing: NEW_SESSION });
      await seedRinger(caller, ringer);
      const after = legal(applyRing({ before: state, ringer }, transition, writer));
      if (state === null) await commitAs('admin', { delete: `${ROOT}/rings/${caller.uid}` });
      else await seedRing(caller, state);
      return whole(ringWrite(caller, transition), storableRing(after));
    },
  };
}

/** @param uid as above, who has written a ring that is counted next */
function ringerWriteOf(
  uid: string,
  before: () => RingerDoc | null,
  count: () => RingCount,
  chosen: readonly string[] = ['expiresAt'],
): LegalWrite {
  return {
    by: { uid },
    chosen,
    async prepare() {
      const ring = aRing({ ring: NEW_SESSION });
      await seedRing({ uid }, ring);
      const [state, counted] = [before(), count()];
      const after = legal(applyRinger({ before: state, ring }, counted, { uid, now: Date.now() }));
      if (state === null) await commitAs('admin', { delete: `${ROOT}/ringers/${uid}` });
      else await seedRinger({ uid }, state);
      return whole(ringerWrite({ uid }, counted), storableDoc(after));
    },
  };
}

// What it is counted as is for the count to say.
const ofRing = ['callee', 'sealed', 'expiresAt'];
const ofAnswer = ['reply.answer', 'reply.word', 'reply.page'];
const caller = (number: number): User => ({ uid: `caller-${number}` });

export const peopleWrites: Record<string, LegalWrite> = {
  'claiming a name': nameWriteOf('namer-1', () => null, claim, ['keys']),
  'claiming a name that somebody has not come back to': nameWriteOf(
    'namer-2',
    (name) => aName(name, guest, { expiresAt: Date.now() - 1 }),
    claim,
    ['keys'],
  ),
  'claiming back a name that one gave up': nameWriteOf(
    'namer-3',
    (name) => aName(name, { uid: 'namer-3' }, { releasedAt: aMinuteAgo() }),
    claim,
    ['keys'],
  ),
  'renewing a name': nameWriteOf(
    'namer-4',
    (name) => aName(name, { uid: 'namer-4' }),
    () => ({ type: 'renew', keys: NEW_KEYS, expiresAt: nameLeaseEnd(Date.now()) }),
    ['keys'],
  ),
  'giving a name up': nameWriteOf(
    'namer-5',
    (name) => aName(name, { uid: 'namer-5' }),
    () => ({ type: 'release', expiresAt: Date.now() + NAME_KEPT_MS }),
    ['expiresAt'],
  ),
  'holding a first name': holderWriteOf('holder-1', () => null, hold),
  'holding another name': holderWriteOf('holder-2', () => aHolder(newName()), hold),
  'renewing what one holds': holderWriteOf('holder-3', aHolder, () => ({
    type: 'renew',
    expiresAt: nameLeaseEnd(Date.now()),
  })),
  'a first ring of somebody': ringWriteOf(
    caller(1),
    caller(1),
    () => null,
    () => ringGuest(),
    ofRing,
  ),
  'a ring after one that was answered': ringWriteOf(
    caller(2),
    caller(2),
    () =>
      aRing({ reply: { answer: 'declined', word: SEALED, page: 'p'.repeat(16), at: Date.now() - 4_000 } }),
    () => ringGuest(),
    ofRing,
  ),
  'counting a first ring': ringerWriteOf('ringer-1', () => null, countGuest),
  'counting one more ring': ringerWriteOf('ringer-2', aRinger, () =>
    countGuest({ isFirst: false, rung: { [guest.uid]: 2 } }),
  ),
  'counting a ring after an hour': ringerWriteOf(
    'ringer-3',
    () => aRinger({ since: Date.now() - RING_WINDOW_MS - 1, rung: { [guest.uid]: 5 } }),
    countGuest,
  ),
  'giving up a ring': ringWriteOf(caller(4), caller(4), aRing, () => giveUp),
  'a first answer to a ring': ringWriteOf(caller(5), guest, aRing, () => answerRing(), ofAnswer),
  'the answer to a ring that rings': ringWriteOf(
    caller(6),
    guest,
    () => aRing({ reply: { answer: 'ringing', word: SEALED, page: 'p'.repeat(16), at: Date.now() - 4_000 } }),
    () => answerRing(),
    ofAnswer,
  ),
};
