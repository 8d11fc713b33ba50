/** One write of each kind that the rules accept, for tests that then change one thing about it. */
import { applyTransition, type CallDoc, type CallTransition, expiryOfTombstone } from '@parley/protocol';
import { Time, toRestFields } from '../../web/src/firebase/firestore-value.ts';
import type { FieldPath, Fields } from './document-tree.ts';
import { ROOT } from './rest-firestore.ts';
import {
  aMinuteAgo,
  call,
  countedDocId,
  EMPTY_TIMEOUT_SECONDS,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  NEW_SESSION,
  NEWLY_SEALED,
  openRound,
  runningCall,
  seat,
  storable,
  waitingCall,
  whenEmpty,
  whileSeated,
} from './scene.ts';

/** The document as it will be: one write replaces it whole, and the rules see what has changed. */
export interface WholeDocument {
  readonly path: string;
  readonly fields: Fields;
  /** The field that takes the server's time; undefined: none. */
  readonly timeField?: FieldPath | undefined;
}

export interface LegalWrite {
  readonly by: { readonly uid: string };
  /** The fields whose values are the writer's to choose. What the server sets or what follows from these is not. */
  readonly chosen: readonly FieldPath[];
  /** Puts there what the write needs. @returns what to write */
  prepare(): Promise<WholeDocument>;
}

/** A write that replaces the whole document. Without a precondition, which might answer before the rules do. */
export function wholeWrite({ path, fields, timeField }: WholeDocument): object {
  const updateTransforms = timeField && [{ fieldPath: timeField, setToServerValue: 'REQUEST_TIME' }];
  return { update: { name: `${ROOT}/${path}`, fields }, ...(updateTransforms && { updateTransforms }) };
}

/** A transition of a call, as the document that it leaves behind. */
function transitionWrite(
  by: { readonly uid: string },
  before: () => CallDoc | null,
  transition: () => CallTransition,
  timeField: FieldPath,
  chosen: readonly FieldPath[],
): LegalWrite {
  return {
    by,
    chosen,
    async prepare() {
      const state = before();
      const after = applyTransition(state, transition(), { uid: by.uid, now: Date.now() });
      if (after === null) throw new Error('The model refuses this');
      const docId = state === null ? await countedDocId(by.uid) : await given(state);
      return { path: `calls/${docId}`, fields: toRestFields(storable(after)) as Fields, timeField };
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
      return { path, fields: toRestFields(plain) as Fields };
    },
  };
}

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

const offerOf = { type: 'offer', session: NEW_SESSION, offer: NEWLY_SEALED } as const;
const answerOf = { type: 'answer', round: 1, session: NEW_SESSION, answer: NEWLY_SEALED } as const;
const left = () => ({ leftAt: aMinuteAgo() });

/** Every transition of a call that exists. */
export const updates: Record<string, LegalWrite> = {
  'the first offer': transitionWrite(
    host,
    () => call(),
    () => ({ ...offerOf, role: 'host', round: 1, expiresAt: whileSeated() }),
    'seats.host.renewedAt',
    ['expiresAt', 'round.offer'],
  ),
  'the next offer': transitionWrite(
    guest,
    () => runningCall(),
    () => ({ ...offerOf, role: 'guest', round: 2, expiresAt: whileSeated() }),
    'seats.guest.renewedAt',
    ['expiresAt', 'round.offer'],
  ),
  'the answer of a guest who arrives': transitionWrite(
    guest,
    () => waitingCall(),
    () => ({ ...answerOf, role: 'guest', expiresAt: whileSeated() }),
    'seats.guest.renewedAt',
    ['expiresAt', 'round.answer'],
  ),
  'the answer of a host who comes back': transitionWrite(
    host,
    () =>
      waitingCall({
        seats: { host: seat(host.uid, HOST_SESSION, left()), guest: seat(guest.uid, GUEST_SESSION) },
        round: openRound({ offerer: 'guest', offererSession: GUEST_SESSION }),
      }),
    () => ({ ...answerOf, role: 'host', expiresAt: whileSeated() }),
    'seats.host.renewedAt',
    ['expiresAt', 'round.answer'],
  ),
  'a renewal by the host': transitionWrite(
    host,
    () => runningCall(),
    () => ({ type: 'renew', role: 'host', session: HOST_SESSION, expiresAt: whileSeated() }),
    'seats.host.renewedAt',
    ['expiresAt'],
  ),
  'a renewal by the guest': transitionWrite(
    guest,
    () => runningCall(),
    () => ({ type: 'renew', role: 'guest', session: GUEST_SESSION, expiresAt: whileSeated() }),
    'seats.guest.renewedAt',
    ['expiresAt'],
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
  "the host's freeing of the guest's seat": transitionWrite(
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
};

const candidates: Record<string, LegalWrite> = {
  "the offerer's candidates": candidatesWrite(host, 'offerCandidates/1-0', () => waitingCall()),
  "the answerer's candidates": candidatesWrite(guest, 'answerCandidates/1-0', () => runningCall()),
};

export const legalWrites: Record<string, LegalWrite> = { 'a new call': create, ...updates, ...candidates };
