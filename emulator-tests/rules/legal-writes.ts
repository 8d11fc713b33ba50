/** One write of each kind that the rules accept, for tests that then change one thing about it. */
import {
  applyKnock,
  applySpoken,
  applyTransition,
  type CallDoc,
  type CallTransition,
  CREATION_WINDOW_MS,
  CREATORS,
  type CreatorDoc,
  countCreation,
  type KnockDoc,
  type KnockTransition,
  MAX_CALLS_PER_CREATION_WINDOW,
  MAX_DISMISSED,
  MAX_DISMISSED_FROM_ROOM,
  MAX_NAMES_ASKED_FOR,
  NAME_TRIES,
  SPOKEN_TRIES,
  SPOKEN_WORDS,
  type SpokenDoc,
  type SpokenTransition,
  Time,
} from '@parley/protocol';
import { toRestFields } from '../../call/src/firebase/firestore-value.ts';
import {
  aCall,
  aKnock,
  aMinuteAgo,
  aRound,
  aRunningCall,
  aSchedule,
  aWaitingCall,
  MINUTE_MS,
  SEALED,
  withDoor,
  withRoom,
} from '../../protocol/src/testing/call-docs.ts';
import { type AnyValue, type FieldPath, type Fields, withValue } from './document-tree.ts';
import { peopleWrites } from './legal-people-writes.ts';
import {
  admit,
  answer,
  cancel,
  create,
  dismiss,
  end,
  free,
  goAway,
  leave,
  leaveLast,
  lock,
  offer,
  putOut,
  rename,
  renew,
  reply,
  reschedule,
  ring,
  standThere,
  unlock,
} from './moves.ts';
import { newName } from './people-scene.ts';
import { commitAs, ROOT, seed } from './rest-firestore.ts';
import {
  closedSchedule,
  count,
  countedDocId,
  given,
  guest,
  host,
  hostFirst,
  justLeft,
  knockWrite,
  left,
  looking,
  NEW_SESSION,
  NEWLY_SEALED,
  newDocId,
  seedKnock,
  startedSchedule,
  storable,
  storableCount,
  storableKnock,
  stranger,
  type User,
  without,
  write,
} from './scene.ts';

import {
  aSpokenDoc,
  aSpokenKnock,
  givenWords,
  hasTried,
  knockByWords,
  readOut,
  replyToWords,
  speaker,
  storableSpoken,
  typist,
  withdraw,
  wordsWrite,
} from './spoken-scene.ts';

/** The document as it will be: one write replaces it whole, and the rules see what has changed. */
export interface WholeDocument {
  readonly path: string;
  readonly fields: Fields;
  /** The fields that take the server's time. */
  readonly timeFields: readonly FieldPath[];
}

export interface LegalWrite {
  readonly by: User;
  /** The fields whose values are the writer's to choose. What the server sets or what follows from these is not. */
  readonly chosen: readonly FieldPath[];
  /** Puts there what the write needs. @returns what to write */
  prepare(): Promise<WholeDocument>;
}

/** A write that replaces the whole document. Without a precondition, which might answer before the rules do. */
export function wholeWrite({ path, fields, timeFields }: WholeDocument): object {
  return { update: { name: `${ROOT}/${path}`, fields }, updateTransforms: serverTimes(timeFields) };
}

export function serverTimes(
  timeFields: readonly FieldPath[],
): { fieldPath: FieldPath; setToServerValue: string }[] {
  return timeFields.map((fieldPath) => ({ fieldPath, setToServerValue: 'REQUEST_TIME' }));
}

/** The document with another value at a path, or none; what the server would put there or in it, no longer. */
export function changed(right: WholeDocument, path: FieldPath, value: AnyValue | undefined): WholeDocument {
  const timeFields = right.timeFields.filter((time) => time !== path && !time.startsWith(`${path}.`));
  return { path: right.path, fields: withValue(right.fields, path, value), timeFields };
}

/** Where a page of before says nothing, in the seat that somebody sits down in; and the door of a new room, whose format has it or not. */
export function mayBeUnsaid({ timeFields }: WholeDocument): FieldPath[] {
  const seats = timeFields.flatMap((path) => /^(seats\.\w+)\.renewedAt$/.exec(path)?.[1] ?? []);
  const isNewRoom = timeFields.includes('createdAt') && timeFields.includes('room.changedAt');
  return [...seats.flatMap((path) => [`${path}.entered`, `${path}.key`]), ...(isNewRoom ? ['door'] : [])];
}

/** A transition of a call, as the document that it leaves behind. */
function transitionWrite<Before extends CallDoc | null>(
  by: User,
  before: () => Before,
  move: (before: Before) => CallTransition,
  chosen: readonly FieldPath[] = [],
): LegalWrite {
  return {
    by,
    chosen,
    async prepare() {
      const state = before();
      const transition = move(state);
      const after = applyTransition(state, transition, { uid: by.uid, now: Date.now() });
      if (after === null) throw new Error('The model refuses this');
      const docId = state === null ? await countedDocId(by.uid) : await given(state);
      const { updateTransforms = [] } = write(docId, by, transition);
      const timeFields = updateTransforms.map(({ fieldPath }) => fieldPath);
      return { path: `calls/${docId}`, fields: toRestFields(storable(after)) as Fields, timeFields };
    },
  };
}

function candidatesWrite(by: User, batch: string, before: () => CallDoc): LegalWrite {
  return {
    by,
    chosen: ['sealed', 'expiresAt'],
    async prepare() {
      const path = `calls/${await given(before())}/${batch}`;
      const plain = { round: 1, sealed: NEWLY_SEALED, expiresAt: new Time(Date.now() + 10 * MINUTE_MS) };
      return { path, fields: toRestFields(plain) as Fields, timeFields: [] };
    },
  };
}

/**
 * What counts a user's new call, words, or names.
 * @param uid of a user who creates nothing else in these tests, since there is one such document of each
 */
function countWrite(
  uid: string,
  before: () => CreatorDoc | null,
  timeFields: readonly FieldPath[] = [],
  collection: typeof CREATORS | typeof SPOKEN_TRIES | typeof NAME_TRIES = CREATORS,
): LegalWrite {
  const isOfNames = collection === NAME_TRIES;
  return {
    by: { uid },
    chosen: ['lastCall', 'expiresAt'],
    async prepare() {
      const [path, state] = [`${collection}/${uid}`, before()];
      const id = isOfNames ? newName().nameId : newDocId();
      const after = countCreation(state, id, Date.now(), isOfNames ? NAME_TRIES : CREATORS);
      if (after === null) throw new Error('This user has to wait');
      if (state === null) await commitAs('admin', { delete: `${ROOT}/${path}` });
      else await seed(path, storableCount(state));
      return { path, fields: toRestFields(storableCount(after)) as Fields, timeFields };
    },
  };
}

/** A knock, at the door of a call in which the host waits, as the document that it leaves behind. */
function knockWriteOf(
  by: User,
  before: () => KnockDoc | null,
  transition: () => KnockTransition,
  chosen: readonly FieldPath[] = [],
): LegalWrite {
  return {
    by,
    chosen,
    async prepare() {
      const [call, state, move] = [atDoor(), before(), transition()];
      const after = applyKnock(state, call, move, { uid: by.uid, knocker: guest.uid, now: Date.now() });
      if (after === null) throw new Error('The model refuses this');
      const docId = await given(call);
      if (state !== null) await seedKnock(docId, guest, state);
      const { update, updateTransforms = [] } = knockWrite(docId, guest, move);
      const timeFields = updateTransforms.map(({ fieldPath }) => fieldPath);
      const path = update.name.slice(ROOT.length + 1);
      return { path, fields: toRestFields(storableKnock(after)) as Fields, timeFields };
    },
  };
}

/** Where words lead that are read out, as the document that is left behind. */
function spokenWriteOf(
  by: User,
  before: () => SpokenDoc | null,
  transition: () => SpokenTransition,
  chosen: readonly FieldPath[] = [],
): LegalWrite {
  return {
    by,
    chosen,
    async prepare() {
      const [state, move] = [before(), transition()];
      const after = applySpoken(state, move, { uid: by.uid, now: Date.now(), hasTried: true });
      if (after === null) throw new Error('The model refuses this');
      const docId = await hasTried(by, state === null ? newDocId() : await givenWords(state));
      const { updateTransforms = [] } = wordsWrite(docId, by, move);
      const timeFields = updateTransforms.map(({ fieldPath }) => fieldPath);
      const fields = toRestFields(storableSpoken(after)) as Fields;
      return { path: `${SPOKEN_WORDS}/${docId}`, fields, timeFields };
    },
  };
}

/** What a session that is new says of itself. */
const ofHost = ['seats.host.entered', 'seats.host.key'];
const ofGuest = ['seats.guest.entered', 'seats.guest.key'];
/** `endsAt` is in two places, and so cannot be chosen in one. */
const ofSchedule = ['opensAt', 'startsAt', 'admission', 'details', 'hostKeyHash'].map(
  (name) => `schedule.${name}`,
);

/** When a call takes place that begins at what was its end. */
function laterTimes({ expiresAt: startsAt }: CallDoc) {
  return { opensAt: startsAt - MINUTE_MS, startsAt, endsAt: startsAt + 30 * MINUTE_MS };
}

/** Whether there is a door is not to be chosen anew. */
const ofAskingSchedule = ofSchedule.filter((path) => path !== 'schedule.admission');
const asking = { admission: 'ask' } as const;

export const creation = transitionWrite(
  host,
  () => null,
  () => create(),
  ['emptyTimeoutSeconds', 'expiresAt'],
);

/** The host waits behind the door, and nobody was let in. */
const atDoor = () => aCall({ ...withDoor(), host: {} });

const creations: Record<string, LegalWrite> = {
  'a new call': creation,
  'a new call behind a door': transitionWrite(
    // Somebody else, as below.
    { uid: 'porter-user' },
    () => null,
    () => create({ hasDoor: true }),
    ['emptyTimeoutSeconds', 'expiresAt'],
  ),
  'a new room': transitionWrite(
    { uid: 'landlord-user' },
    () => null,
    () => create({ roomName: NEWLY_SEALED }),
    ['expiresAt', 'room.name'],
  ),
  'a new room behind a door': transitionWrite(
    { uid: 'concierge-user' },
    () => null,
    () => create({ roomName: NEWLY_SEALED, hasDoor: true }),
    ['expiresAt', 'room.name'],
  ),
  'a new scheduled call': transitionWrite(
    // Somebody else, since what the host has counted is for the host's own new call.
    { uid: 'scheduler-user' },
    () => null,
    () => create({ schedule: closedSchedule({ revision: 0 }) }),
    ['emptyTimeoutSeconds', ...ofSchedule],
  ),
  'a new scheduled call behind a door': transitionWrite(
    { uid: 'doorkeeper-user' },
    () => null,
    () => create({ schedule: closedSchedule({ revision: 0, ...asking }), hasDoor: true }),
    ['emptyTimeoutSeconds', ...ofAskingSchedule],
  ),
};

const byGuest = () => aRound({ offerer: 'guest' });

const withoutMany = (count: number) =>
  without(...Array.from({ length: count }, (_, index) => ({ uid: `someone-${index}` })));

/** Every transition of a call that exists. */
export const updates: Record<string, LegalWrite> = {
  'the first offer': transitionWrite(host, aCall, (call) => offer(call, 'host'), [
    ...['expiresAt', 'round.offer', ...ofHost],
  ]),
  'the next offer': transitionWrite(guest, aRunningCall, (call) => offer(call, 'guest'), [
    ...['expiresAt', 'round.offer', ...ofGuest],
  ]),
  'the answer of a guest who arrives': transitionWrite(guest, aWaitingCall, (call) => answer(call, 'guest'), [
    ...['expiresAt', 'round.answer', ...ofGuest],
  ]),
  'the answer of a host who comes back': transitionWrite(
    host,
    () => aRunningCall({ host: left(), round: byGuest() }),
    (call) => answer(call, 'host'),
    ['expiresAt', 'round.answer', ...ofHost],
  ),
  'a renewal by the host': transitionWrite(host, aRunningCall, (call) => renew(call, 'host'), [
    ...['expiresAt', 'seats.host.key'],
  ]),
  'a renewal by the guest': transitionWrite(guest, aRunningCall, (call) => renew(call, 'guest'), [
    ...['expiresAt', 'seats.guest.key'],
  ]),
  'leaving the other behind': transitionWrite(guest, aRunningCall, () => leave('guest')),
  'leaving as the last': transitionWrite(
    guest,
    () => aRunningCall({ host: left() }),
    (call) => leaveLast(call, 'guest'),
    ['expiresAt'],
  ),
  'a renewal by a guest who hears the host': transitionWrite(
    guest,
    aRunningCall,
    (call) => renew(call, 'guest', { linked: true }),
    ['expiresAt', 'seats.guest.key'],
  ),
  'a renewal by which a guest who looked enters': transitionWrite(
    guest,
    () => aRunningCall({ guest: looking }),
    (call) => renew(call, 'guest'),
    ['expiresAt', ...ofGuest],
  ),
  'an answer that takes the seat of somebody who only looks': transitionWrite(
    guest,
    () => aWaitingCall({ guest: { uid: stranger.uid, ...looking } }),
    (call) => answer(call, 'guest'),
    ['expiresAt', 'round.answer', 'seats.guest.key'],
  ),
  "the host's freeing of a seat that was left": transitionWrite(
    host,
    () => aRunningCall({ guest: left() }),
    () => free,
  ),
  "the host's leaving for the guest": transitionWrite(host, aRunningCall, () => leave('guest')),
  'the end': transitionWrite(host, aRunningCall, (call) => end(call), ['expiresAt']),
  'the end behind a door': transitionWrite(
    host,
    () => aRunningCall(withDoor(guest.uid)),
    (call) => end(call),
    ['expiresAt'],
  ),
  'the end behind a door by a page of before': transitionWrite(
    host,
    () => aRunningCall(withDoor(guest.uid)),
    () => end(),
    ['expiresAt'],
  ),
  "the host's offer in a scheduled call": transitionWrite(
    host,
    () => aCall({ schedule: aSchedule(undefined, hostFirst) }),
    (call) => offer(call, 'host'),
    ['round.offer', ...ofHost],
  ),
  "the guest's offer in a scheduled call": transitionWrite(
    guest,
    () => aCall({ schedule: aSchedule() }),
    (call) => offer(call, 'guest'),
    ['round.offer', ...ofGuest],
  ),
  "the guest's answer after the host": transitionWrite(
    guest,
    () => aWaitingCall({ schedule: startedSchedule(hostFirst) }),
    (call) => answer(call, 'guest'),
    ['expiresAt', 'round.answer', ...ofGuest],
  ),
  'a renewal just before the end': transitionWrite(
    guest,
    () => aRunningCall({ schedule: startedSchedule({ endsAt: Date.now() + 5 * MINUTE_MS }) }),
    (call) => renew(call, 'guest'),
    ['expiresAt', 'seats.guest.key'],
  ),
  'moving a call to come': transitionWrite(
    host,
    () => aCall({ schedule: closedSchedule() }),
    (call) => reschedule(call, laterTimes(call)),
    ofSchedule,
  ),
  'lengthening a running call': transitionWrite(
    host,
    () => aRunningCall({ schedule: startedSchedule() }),
    (call) => reschedule(call, { endsAt: (call.schedule?.endsAt ?? 0) + 15 * MINUTE_MS }),
    ofSchedule,
  ),
  "the host's waiting behind a door": transitionWrite(
    host,
    () => aCall(withDoor()),
    (call) => renew(call, 'host', { session: NEW_SESSION }),
    [...['expiresAt', 'seats.host.session', ...ofHost]],
  ),
  "the host's waiting on another page": transitionWrite(
    host,
    () => aRunningCall({ ...withDoor(guest.uid), guest: left() }),
    (call) => renew(call, 'host', { session: NEW_SESSION }),
    ['expiresAt', 'seats.host.session', ...ofHost],
  ),
  'the first offer of another visit to a room': transitionWrite(
    guest,
    () => aCall(withRoom(7)),
    (call) => offer(call, 'guest'),
    ['expiresAt', 'round.offer', ...ofGuest],
  ),
  "a guest's leaving a room as the last": transitionWrite(
    guest,
    () => aRunningCall({ ...withRoom(7), host: left() }),
    (call) => leaveLast(call, 'guest'),
    ['expiresAt'],
  ),
  'calling a room something else': transitionWrite(
    host,
    () => aRunningCall(withRoom()),
    () => rename(),
    ['room.name'],
  ),
  'letting somebody in': transitionWrite(host, atDoor, (call) => admit(call), [
    ...['expiresAt', 'round.offer', 'door.admitted', ...ofHost],
  ]),
  'letting in somebody else': transitionWrite(
    host,
    () => aRunningCall({ ...withDoor(stranger.uid), guest: { uid: stranger.uid, ...left() } }),
    (call) => admit(call),
    ['expiresAt', 'round.offer', 'door.admitted', ...ofHost],
  ),
  'the answer of a guest who was let in': transitionWrite(
    guest,
    () => aWaitingCall({ ...withDoor(guest.uid), guest: { uid: stranger.uid, ...justLeft() } }),
    (call) => answer(call, 'guest'),
    ['expiresAt', 'round.answer', ...ofGuest],
  ),
  "the host's next offer to whom they have let in": transitionWrite(
    host,
    () => aRunningCall({ ...withDoor(guest.uid), guest: left() }),
    (call) => offer(call, 'host'),
    ['expiresAt', 'round.offer', ...ofHost],
  ),
  "the host's locking while the guest is there": transitionWrite(
    host,
    aRunningCall,
    (call) => lock(call, { session: NEW_SESSION }),
    [...['expiresAt', 'seats.host.session', ...ofHost]],
  ),
  "the host's locking while somebody only looks": transitionWrite(
    host,
    () => aRunningCall({ guest: looking }),
    (call) => lock(call, { session: NEW_SESSION }),
    ['expiresAt', 'seats.host.session', ...ofHost],
  ),
  "the host's locking while the guest reloads": transitionWrite(
    host,
    () => aRunningCall({ guest: justLeft() }),
    (call) => lock(call, { session: NEW_SESSION }),
    ['expiresAt', 'seats.host.session', ...ofHost],
  ),
  "the host's locking after the guest has gone": transitionWrite(
    host,
    () => aRunningCall({ guest: left() }),
    (call) => lock(call, { session: NEW_SESSION }),
    ['expiresAt', 'seats.host.session', ...ofHost],
  ),
  "the host's unlocking": transitionWrite(
    host,
    () => aRunningCall({ ...withDoor(guest.uid), guest: left() }),
    (call) => unlock(call, { session: NEW_SESSION }),
    ['expiresAt', 'seats.host.session', ...ofHost],
  ),
  "the host's locking of a scheduled call": transitionWrite(
    host,
    () => aWaitingCall({ schedule: startedSchedule() }),
    (call) => lock(call, { session: NEW_SESSION }),
    ['seats.host.session', ...ofHost],
  ),
  "the host's asking the guest to leave": transitionWrite(host, aRunningCall, (call) => dismiss(call)),
  'asking to leave whom the host has let in': transitionWrite(
    host,
    () => aRunningCall({ ...withDoor(guest.uid), ...without(stranger), guest: left() }),
    (call) => dismiss(call),
  ),
  "the host's putting out of the guest": transitionWrite(
    host,
    () => aRunningCall(withoutMany(MAX_DISMISSED)),
    (call) => putOut(call),
  ),
  'putting out whom the host has let in': transitionWrite(
    host,
    () => aRunningCall({ ...withDoor(guest.uid), ...withoutMany(MAX_DISMISSED), guest: left() }),
    (call) => putOut(call),
  ),
  'putting out the guest of a room': transitionWrite(
    host,
    () => aRunningCall({ ...withRoom(), ...withoutMany(MAX_DISMISSED_FROM_ROOM) }),
    (call) => putOut(call),
  ),
  "the guest's answer after the host, where somebody was asked to leave": transitionWrite(
    guest,
    () => aWaitingCall({ ...without(stranger), schedule: startedSchedule(hostFirst) }),
    (call) => answer(call, 'guest'),
    ['expiresAt', 'round.answer', ...ofGuest],
  ),
  "a guest's answer behind a door, where somebody was asked to leave": transitionWrite(
    guest,
    () =>
      aWaitingCall({
        ...withDoor(guest.uid),
        ...without(stranger),
        schedule: startedSchedule(asking),
        guest: { uid: 'another-user', ...left() },
      }),
    (call) => answer(call, 'guest'),
    ['expiresAt', 'round.answer', ...ofGuest],
  ),
  'moving a call that was locked': transitionWrite(
    host,
    () => aCall({ ...withDoor(), schedule: closedSchedule() }),
    (call) => reschedule(call, laterTimes(call)),
    ofSchedule,
  ),
  'moving a call behind a door': transitionWrite(
    host,
    () => aCall({ ...withDoor(), schedule: closedSchedule(asking) }),
    (call) => reschedule(call, laterTimes(call)),
    ofAskingSchedule,
  ),
  'letting somebody into a scheduled call': transitionWrite(
    host,
    () => aCall({ ...withDoor(), schedule: startedSchedule(asking), host: {} }),
    (call) => admit(call),
    ['round.offer', 'door.admitted', ...ofHost],
  ),
  'calling off': transitionWrite(
    host,
    () => aCall({ schedule: closedSchedule() }),
    (call) => cancel(call),
  ),
  'calling off behind a door': transitionWrite(
    host,
    () => aWaitingCall({ ...withDoor(guest.uid), schedule: aSchedule(undefined, asking) }),
    (call) => cancel(call),
  ),
};

/** What counts new calls: its own document, of each user's own. */
const counts: Record<string, LegalWrite> = {
  'the count of a first call': countWrite('creator-1', () => null, ['since']),
  'the count of one more call': countWrite('creator-2', () =>
    count({ count: MAX_CALLS_PER_CREATION_WINDOW - 1 }),
  ),
  'the count begun anew': countWrite(
    'creator-3',
    () => count({ since: Date.now() - CREATION_WINDOW_MS - 1, count: MAX_CALLS_PER_CREATION_WINDOW }),
    ['since'],
  ),
  'the count of the first words': countWrite('typist-1', () => null, ['since'], SPOKEN_TRIES),
  'the count of one more try': countWrite(
    'typist-2',
    () => count({ count: MAX_CALLS_PER_CREATION_WINDOW - 1 }),
    [],
    SPOKEN_TRIES,
  ),
  'the count of the first name': countWrite('asker-1', () => null, ['since'], NAME_TRIES),
  'the count of one more name': countWrite(
    'asker-2',
    () => count({ count: MAX_NAMES_ASKED_FOR - 1 }),
    [],
    NAME_TRIES,
  ),
};

const candidates: Record<string, LegalWrite> = {
  "the offerer's candidates": candidatesWrite(host, 'offerCandidates/1-0', aWaitingCall),
  "the answerer's candidates": candidatesWrite(guest, 'answerCandidates/1-0', aRunningCall),
};

const ofRing = ['session', 'key', 'sealed', 'expiresAt'];
const ofReply = ['reply.answer', 'reply.word'];

const knocks: Record<string, LegalWrite> = {
  'a ring': knockWriteOf(
    guest,
    () => null,
    () => ring(),
    ofRing,
  ),
  'another ring, after having been turned away': knockWriteOf(
    guest,
    () => aKnock({ reply: { answer: 'declined', word: SEALED, at: aMinuteAgo() } }),
    () => ring({ rings: 2 }),
    ofRing,
  ),
  'standing at the door': knockWriteOf(
    guest,
    () => aKnock(),
    () => standThere(),
    ['expiresAt'],
  ),
  'going away from the door': knockWriteOf(
    guest,
    () => aKnock(),
    () => goAway,
  ),
  'a first word to whoever knocks': knockWriteOf(
    host,
    () => aKnock(),
    () => reply(),
    ofReply,
  ),
  'another word to whoever knocks': knockWriteOf(
    host,
    () => aKnock({ reply: { answer: 'one-moment', word: SEALED, at: aMinuteAgo() } }),
    () => reply(),
    ofReply,
  ),
};

const spoken: Record<string, LegalWrite> = {
  'words that are read out': spokenWriteOf(
    speaker,
    () => null,
    () => readOut(),
    ['key', 'expiresAt'],
  ),
  'a knock by words': spokenWriteOf(
    typist,
    () => aSpokenDoc(),
    () => knockByWords(),
    ['knock.key', 'knock.sealed'],
  ),
  'going away from words, unstamped': spokenWriteOf(
    typist,
    () => aSpokenDoc({ knock: aSpokenKnock(), reply: SEALED }),
    () => withdraw,
  ),
  'a reply to a knock by words, unstamped': spokenWriteOf(
    speaker,
    () => aSpokenDoc({ knock: aSpokenKnock() }),
    () => replyToWords(),
    ['reply'],
  ),
};

/** Of calls, which have seats and rounds. */
export const callWrites: Record<string, LegalWrite> = { ...creations, ...updates };

export const legalWrites: Record<string, LegalWrite> = {
  ...callWrites,
  ...candidates,
  ...knocks,
  ...spoken,
  ...counts,
  ...peopleWrites,
};
