/** Transitions as single writes of Firestore's REST interface, which the rules judge one by one. */
import {
  CALLS,
  type CallTransition,
  type CandidatesPlace,
  type ChosenSchedule,
  CREATORS,
  type CreatorDoc,
  candidatesPath,
  type Ending,
  type Sitter,
} from '@parley/protocol';
import { type Plain, type RestValue, Time, toRestFields } from './firestore-value.ts';

/** https://firebase.google.com/docs/firestore/reference/rest/v1/Write */
export interface RestWrite {
  readonly update: { readonly name: string; readonly fields: Record<string, RestValue> };
  /** Only these change; absent: the whole document is new. */
  readonly updateMask?: { readonly fieldPaths: readonly string[] };
  readonly updateTransforms?: readonly {
    readonly fieldPath: string;
    readonly setToServerValue: 'REQUEST_TIME';
  }[];
  /** Absent: whether or not there is one. */
  readonly currentDocument?: { readonly exists: boolean };
}

interface Change {
  readonly fields: { readonly [key: string]: Plain };
  /** Undefined: create. */
  readonly mask?: readonly string[];
  /** The fields that take the server's time. */
  readonly timeFields: readonly string[];
}

export function encodeTransition(
  root: string,
  docId: string,
  uid: string,
  transition: CallTransition,
): RestWrite {
  const { fields, mask, timeFields } = changeOf(transition, uid);
  return {
    update: { name: `${root}/${CALLS}/${docId}`, fields: toRestFields(fields) },
    ...(mask && { updateMask: { fieldPaths: mask } }),
    ...(timeFields.length > 0 && {
      updateTransforms: timeFields.map((fieldPath) => ({ fieldPath, setToServerValue: 'REQUEST_TIME' })),
    }),
    currentDocument: { exists: mask !== undefined },
  };
}

/**
 * What has to be written together with a new call.
 * @param count what `countCreation` made of `before`
 */
export function encodeCount(
  root: string,
  uid: string,
  before: CreatorDoc | null,
  count: CreatorDoc,
): RestWrite {
  const name = `${root}/${CREATORS}/${uid}`;
  const { lastCall, expiresAt } = count;
  if (before?.since === count.since) {
    const fields = toRestFields({ count: count.count, lastCall });
    const updateMask = { fieldPaths: ['count', 'lastCall'] };
    return { update: { name, fields }, updateMask, currentDocument: { exists: true } };
  }
  return {
    update: { name, fields: toRestFields({ count: count.count, lastCall, expiresAt: new Time(expiresAt) }) },
    updateTransforms: [{ fieldPath: 'since', setToServerValue: 'REQUEST_TIME' }],
  };
}

export function encodeCandidates(
  root: string,
  place: CandidatesPlace,
  sealed: Uint8Array,
  expiresAt: number,
): RestWrite {
  const [collection, id] = candidatesPath(place);
  const fields = toRestFields({ round: place.round, sealed, expiresAt: new Time(expiresAt) });
  return {
    update: { name: `${root}/${CALLS}/${place.docId}/${collection}/${id}`, fields },
    currentDocument: { exists: false },
  };
}

function changeOf(transition: CallTransition, uid: string): Change {
  switch (transition.type) {
    case 'create':
      return {
        fields: {
          version: 1,
          hostUid: uid,
          emptyTimeoutSeconds: transition.emptyTimeoutSeconds,
          expiresAt: new Time(transition.expiresAt),
          schedule: transition.schedule && scheduleFields(transition.schedule),
          seats: { host: null, guest: null },
          round: null,
          ended: null,
        },
        timeFields: ['createdAt', ...(transition.schedule ? ['schedule.changedAt'] : [])],
      };
    case 'offer': {
      const { sitter, offer, round: number } = transition;
      const round = {
        number,
        offerer: sitter.role,
        offererSession: sitter.session,
        offer,
        answererSession: null,
        answer: null,
      };
      const seated = sitDown(transition.sitter, uid);
      return { ...seated, fields: { ...seated.fields, round }, mask: [...seated.mask, 'round'] };
    }
    case 'answer': {
      // The number is written although it must not change: if the round has moved on, the rules see that it would.
      const { sitter, answer, round: number } = transition;
      const seated = sitDown(transition.sitter, uid);
      return {
        ...seated,
        fields: { ...seated.fields, round: { number, answererSession: sitter.session, answer } },
        mask: [...seated.mask, 'round.number', 'round.answererSession', 'round.answer'],
      };
    }
    case 'renew':
      return sitDown(transition.sitter, uid);
    case 'leave': {
      // The session is written for the same reason: a seat that has passed on is not this one's to leave.
      const { role, session, expiresAt } = transition;
      const isLast = expiresAt !== undefined;
      return {
        fields: { seats: { [role]: { session } }, ...(isLast && { expiresAt: new Time(expiresAt) }) },
        mask: [`seats.${role}.session`, ...(isLast ? ['expiresAt'] : [])],
        timeFields: [`seats.${role}.leftAt`],
      };
    }
    case 'free':
      return { fields: { seats: { guest: null } }, mask: ['seats.guest'], timeFields: [] };
    case 'reschedule':
      return {
        fields: {
          schedule: scheduleFields(transition.schedule),
          expiresAt: new Time(transition.schedule.endsAt),
        },
        mask: ['schedule', 'expiresAt'],
        timeFields: ['schedule.changedAt'],
      };
    case 'end':
      return tombstone('host-ended', transition.expiresAt);
    case 'cancel':
      return tombstone('cancelled', transition.endsAt);
  }
}

function tombstone(reason: Ending['reason'], expiresAt: number): Change {
  return {
    fields: {
      expiresAt: new Time(expiresAt),
      seats: { host: null, guest: null },
      round: null,
      ended: { reason },
    },
    mask: ['expiresAt', 'seats', 'round', 'ended'],
    timeFields: ['ended.at'],
  };
}

function scheduleFields({ opensAt, startsAt, endsAt, ...rest }: ChosenSchedule) {
  return { ...rest, opensAt: new Time(opensAt), startsAt: new Time(startsAt), endsAt: new Time(endsAt) };
}

function sitDown({ role, session, entered, key, expiresAt }: Sitter, uid: string) {
  const seat = { uid, session, entered, ...(key && { key }), leftAt: null };
  return {
    fields: { seats: { [role]: seat }, expiresAt: new Time(expiresAt) },
    mask: [`seats.${role}`, 'expiresAt'],
    timeFields: [`seats.${role}.renewedAt`],
  };
}
