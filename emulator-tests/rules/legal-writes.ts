/** One write of each kind that the rules accept, for tests that then change one thing about it. */
import {
  applyTransition,
  type CallDoc,
  type CallTransition,
  CREATION_WINDOW_MS,
  CREATORS,
  type CreatorDoc,
  countCreation,
  expiryOfTombstone,
  MAX_CALLS_PER_CREATION_WINDOW,
} from '@parley/protocol';
import { Time, toRestFields } from '../../web/src/firebase/firestore-value.ts';
import { type AnyValue, type FieldPath, type Fields, withValue } from './document-tree.ts';
import { commitAs, ROOT, seed } from './rest-firestore.ts';
import {
  aMinuteAgo,
  call,
  closedSchedule,
  count,
  countedDocId,
  EMPTY_TIMEOUT_SECONDS,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  MINUTE_MS,
  NEW_SESSION,
  NEWLY_SEALED,
  newDocId,
  nextSchedule,
  openRound,
  openSchedule,
  runningAtTime,
  runningCall,
  scheduledCall,
  seat,
  sitter,
  startedSchedule,
  storable,
  storableCount,
  stranger,
  waitingCall,
  whenEmpty,
  whileSeated,
} from './scene.ts';

/** The document as it will be: one write replaces it whole, and the rules see what has changed. */
export interface WholeDocument {
  readonly path: string;
  readonly fields: Fields;
  /** The fields that take the server's time. */
  readonly timeFields: readonly FieldPath[];
}

export interface LegalWrite {
  readonly by: { readonly uid: string };
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

/** Where a page of before says nothing, in the seat that somebody sits down in. */
export function mayBeUnsaid({ timeFields }: WholeDocument): FieldPath[] {
  const seats = timeFields.flatMap((path) => /^(seats\.\w+)\.renewedAt$/.exec(path)?.[1] ?? []);
  return seats.flatMap((path) => [`${path}.entered`, `${path}.key`]);
}

/** A transition of a call, as the document that it leaves behind. */
function transitionWrite<Before extends CallDoc | null>(
  by: { readonly uid: string },
  before: () => Before,
  transition: (before: Before) => CallTransition,
  timeFields: FieldPath | readonly FieldPath[],
  chosen: readonly FieldPath[],
): LegalWrite {
  return {
    by,
    chosen,
    async prepare() {
      const state = before();
      const after = applyTransition(state, transition(state), { uid: by.uid, now: Date.now() });
      if (after === null) throw new Error('The model refuses this');
      const docId = state === null ? await countedDocId(by.uid) : await given(state);
      const fields = toRestFields(storable(after)) as Fields;
      return { path: `calls/${docId}`, fields, timeFields: [timeFields].flat() };
    },
  };
}

function candidatesWrite(by: { readonly uid: string }, batch: string, state: () => CallDoc): LegalWrite {
  return {
    by,
    chosen: ['sealed', 'expiresAt'],
    async prepare() {
      const path = `calls/${await given(state())}/${batch}`;
      const plain = { round: 1, sealed: NEWLY_SEALED, expiresAt: new Time(whileSeated()) };
      return { path, fields: toRestFields(plain) as Fields, timeFields: [] };
    },
  };
}

/**
 * What counts a user's new call.
 * @param uid of a user who creates nothing else in these tests, since there is one such document of each
 */
function countWrite(
  uid: string,
  before: () => CreatorDoc | null,
  timeFields: readonly FieldPath[],
): LegalWrite {
  return {
    by: { uid },
    chosen: ['lastCall', 'expiresAt'],
    async prepare() {
      const [path, state] = [`${CREATORS}/${uid}`, before()];
      const after = countCreation(state, newDocId(), Date.now());
      if (after === null) throw new Error('This user has to wait');
      if (state === null) await commitAs('admin', { delete: `${ROOT}/${path}` });
      else await seed(path, storableCount(state));
      return { path, fields: toRestFields(storableCount(after)) as Fields, timeFields };
    },
  };
}

/** `endsAt` is in two places, and so cannot be chosen in one. */
const chosenOfSchedule = ['opensAt', 'startsAt', 'admission', 'details', 'hostKeyHash'].map(
  (name) => `schedule.${name}`,
);

export const create = transitionWrite(
  host,
  () => null,
  () => ({
    type: 'create',
    emptyTimeoutSeconds: EMPTY_TIMEOUT_SECONDS,
    schedule: null,
    expiresAt: whenEmpty(),
  }),
  'createdAt',
  ['emptyTimeoutSeconds', 'expiresAt'],
);

/** Somebody else, since what the host has counted is for the host's own new call. */
const scheduler = { uid: 'scheduler-user' };

export const createScheduled = transitionWrite(
  scheduler,
  () => null,
  () => {
    const schedule = closedSchedule({ revision: 0 });
    const emptyTimeoutSeconds = EMPTY_TIMEOUT_SECONDS;
    return { type: 'create', emptyTimeoutSeconds, schedule, expiresAt: schedule.endsAt };
  },
  ['createdAt', 'schedule.changedAt'],
  ['emptyTimeoutSeconds', ...chosenOfSchedule],
);

const offerOf = { type: 'offer', offer: NEWLY_SEALED } as const;
const answerOf = { type: 'answer', round: 1, answer: NEWLY_SEALED } as const;
const left = () => ({ leftAt: aMinuteAgo() });

/** What a session that is new says of itself. */
const ofHost = ['seats.host.entered', 'seats.host.key'];
const ofGuest = ['seats.guest.entered', 'seats.guest.key'];

/** Every transition of a call that exists. */
export const updates: Record<string, LegalWrite> = {
  'the first offer': transitionWrite(
    host,
    () => call(),
    () => ({ ...offerOf, sitter: sitter('host', NEW_SESSION), round: 1 }),
    'seats.host.renewedAt',
    ['expiresAt', 'round.offer', ...ofHost],
  ),
  'the next offer': transitionWrite(
    guest,
    () => runningCall(),
    () => ({ ...offerOf, sitter: sitter('guest', NEW_SESSION), round: 2 }),
    'seats.guest.renewedAt',
    ['expiresAt', 'round.offer', ...ofGuest],
  ),
  'the answer of a guest who arrives': transitionWrite(
    guest,
    () => waitingCall(),
    () => ({ ...answerOf, sitter: sitter('guest', NEW_SESSION) }),
    'seats.guest.renewedAt',
    ['expiresAt', 'round.answer', ...ofGuest],
  ),
  'the answer of a host who comes back': transitionWrite(
    host,
    () =>
      waitingCall({
        seats: { host: seat(host.uid, HOST_SESSION, left()), guest: seat(guest.uid, GUEST_SESSION) },
        round: openRound({ offerer: 'guest', offererSession: GUEST_SESSION }),
      }),
    () => ({ ...answerOf, sitter: sitter('host', NEW_SESSION) }),
    'seats.host.renewedAt',
    ['expiresAt', 'round.answer', ...ofHost],
  ),
  'a renewal by the host': transitionWrite(
    host,
    () => runningCall(),
    () => ({ type: 'renew', sitter: sitter('host', HOST_SESSION) }),
    'seats.host.renewedAt',
    ['expiresAt', 'seats.host.key'],
  ),
  'a renewal by the guest': transitionWrite(
    guest,
    () => runningCall(),
    () => ({ type: 'renew', sitter: sitter('guest', GUEST_SESSION) }),
    'seats.guest.renewedAt',
    ['expiresAt', 'seats.guest.key'],
  ),
  'leaving the other behind': transitionWrite(
    guest,
    () => runningCall(),
    () => ({ type: 'leave', role: 'guest', session: GUEST_SESSION }),
    'seats.guest.leftAt',
    [],
  ),
  'leaving as the last': transitionWrite(
    guest,
    () =>
      runningCall({
        seats: { host: seat(host.uid, HOST_SESSION, left()), guest: seat(guest.uid, GUEST_SESSION) },
      }),
    () => ({ type: 'leave', role: 'guest', session: GUEST_SESSION, expiresAt: whenEmpty() }),
    'seats.guest.leftAt',
    ['expiresAt'],
  ),
  'a renewal by which a guest who looked enters': transitionWrite(
    guest,
    () =>
      runningCall({
        seats: {
          host: seat(host.uid, HOST_SESSION),
          guest: seat(guest.uid, GUEST_SESSION, { entered: false }),
        },
      }),
    () => ({ type: 'renew', sitter: sitter('guest', GUEST_SESSION) }),
    'seats.guest.renewedAt',
    ['expiresAt', ...ofGuest],
  ),
  'an answer that takes the seat of somebody who only looks': transitionWrite(
    guest,
    () =>
      waitingCall({
        seats: {
          host: seat(host.uid, HOST_SESSION),
          guest: seat(stranger.uid, GUEST_SESSION, { entered: false }),
        },
      }),
    () => ({ ...answerOf, sitter: sitter('guest', NEW_SESSION) }),
    'seats.guest.renewedAt',
    ['expiresAt', 'round.answer', 'seats.guest.key'],
  ),
  "the host's freeing of a seat that was left": transitionWrite(
    host,
    () =>
      runningCall({
        seats: { host: seat(host.uid, HOST_SESSION), guest: seat(guest.uid, GUEST_SESSION, left()) },
      }),
    () => ({ type: 'free' }),
    [],
    [],
  ),
  "the host's leaving for the guest": transitionWrite(
    host,
    () => runningCall(),
    () => ({ type: 'leave', role: 'guest', session: GUEST_SESSION }),
    'seats.guest.leftAt',
    [],
  ),
  'the end': transitionWrite(
    host,
    () => runningCall(),
    () => ({ type: 'end', expiresAt: expiryOfTombstone(Date.now()) }),
    'ended.at',
    ['expiresAt'],
  ),
  "the host's offer in a scheduled call": transitionWrite(
    host,
    () => scheduledCall(openSchedule({ admission: 'after-host' })),
    ({ expiresAt }) => ({ ...offerOf, sitter: sitter('host', NEW_SESSION, { expiresAt }), round: 1 }),
    'seats.host.renewedAt',
    ['round.offer', ...ofHost],
  ),
  "the guest's offer in a scheduled call": transitionWrite(
    guest,
    () => scheduledCall(),
    ({ expiresAt }) => ({ ...offerOf, sitter: sitter('guest', NEW_SESSION, { expiresAt }), round: 1 }),
    'seats.guest.renewedAt',
    ['round.offer', ...ofGuest],
  ),
  "the guest's answer after the host": transitionWrite(
    guest,
    () => {
      const schedule = startedSchedule({ admission: 'after-host' });
      return waitingCall({ schedule, expiresAt: schedule.endsAt });
    },
    () => ({ ...answerOf, sitter: sitter('guest', NEW_SESSION) }),
    'seats.guest.renewedAt',
    ['expiresAt', 'round.answer', ...ofGuest],
  ),
  'a renewal just before the end': transitionWrite(
    guest,
    () => runningAtTime(startedSchedule({ endsAt: Date.now() + 5 * MINUTE_MS })),
    ({ expiresAt }) => ({ type: 'renew', sitter: sitter('guest', GUEST_SESSION, { expiresAt }) }),
    'seats.guest.renewedAt',
    ['expiresAt', 'seats.guest.key'],
  ),
  'moving a call to come': transitionWrite(
    host,
    () => scheduledCall(closedSchedule()),
    (before) => {
      const startsAt = before.expiresAt;
      const times = { opensAt: startsAt - MINUTE_MS, startsAt, endsAt: startsAt + 30 * MINUTE_MS };
      return { type: 'reschedule', schedule: nextSchedule(before, times) };
    },
    'schedule.changedAt',
    chosenOfSchedule,
  ),
  'lengthening a running call': transitionWrite(
    host,
    () => runningAtTime(startedSchedule()),
    (before) => ({
      type: 'reschedule',
      schedule: nextSchedule(before, { endsAt: before.expiresAt + 15 * MINUTE_MS }),
    }),
    'schedule.changedAt',
    chosenOfSchedule,
  ),
  'calling off': transitionWrite(
    host,
    () => scheduledCall(closedSchedule()),
    ({ expiresAt }) => ({ type: 'cancel', endsAt: expiresAt }),
    'ended.at',
    [],
  ),
};

/** What counts new calls: its own document, of each user's own. */
export const counts: Record<string, LegalWrite> = {
  'the count of a first call': countWrite('creator-1', () => null, ['since']),
  'the count of one more call': countWrite(
    'creator-2',
    () => count({ count: MAX_CALLS_PER_CREATION_WINDOW - 1 }),
    [],
  ),
  'the count begun anew': countWrite(
    'creator-3',
    () => count({ since: Date.now() - CREATION_WINDOW_MS - 1, count: MAX_CALLS_PER_CREATION_WINDOW }),
    ['since'],
  ),
};

const candidates: Record<string, LegalWrite> = {
  "the offerer's candidates": candidatesWrite(host, 'offerCandidates/1-0', () => waitingCall()),
  "the answerer's candidates": candidatesWrite(guest, 'answerCandidates/1-0', () => runningCall()),
};

export const legalWrites: Record<string, LegalWrite> = {
  'a new call': create,
  'a new scheduled call': createScheduled,
  ...updates,
  ...candidates,
  ...counts,
};
