/** Transitions as single writes of Firestore's REST interface, which the rules judge one by one. */
import {
  CALLS,
  type CallTransition,
  type CandidatesPlace,
  candidatesPath,
  type Role,
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
  readonly currentDocument: { readonly exists: boolean };
}

interface Change {
  readonly fields: { readonly [key: string]: Plain };
  /** Undefined: create. */
  readonly mask?: readonly string[];
  /** The field that takes the server's time. */
  readonly timeField: string;
}

export function encodeTransition(
  root: string,
  docId: string,
  uid: string,
  transition: CallTransition,
): RestWrite {
  const { fields, mask, timeField } = changeOf(transition, uid);
  return {
    update: { name: `${root}/${CALLS}/${docId}`, fields: toRestFields(fields) },
    ...(mask && { updateMask: { fieldPaths: mask } }),
    updateTransforms: [{ fieldPath: timeField, setToServerValue: 'REQUEST_TIME' }],
    currentDocument: { exists: mask !== undefined },
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
          seats: { host: null, guest: null },
          round: null,
          ended: null,
        },
        timeField: 'createdAt',
      };
    case 'offer': {
      const { role, session, offer, round: number } = transition;
      const round = {
        number,
        offerer: role,
        offererSession: session,
        offer,
        answererSession: null,
        answer: null,
      };
      const seated = sitDown(transition, uid);
      return { ...seated, fields: { ...seated.fields, round }, mask: [...seated.mask, 'round'] };
    }
    case 'answer': {
      // The number is written although it must not change: if the round has moved on, the rules see that it would.
      const { session, answer, round: number } = transition;
      const seated = sitDown(transition, uid);
      return {
        ...seated,
        fields: { ...seated.fields, round: { number, answererSession: session, answer } },
        mask: [...seated.mask, 'round.number', 'round.answererSession', 'round.answer'],
      };
    }
    case 'renew':
      return sitDown(transition, uid);
    case 'leave': {
      // The session is written for the same reason: a seat that has passed on is not this one's to leave.
      const { role, session, expiresAt } = transition;
      const isLast = expiresAt !== undefined;
      return {
        fields: { seats: { [role]: { session } }, ...(isLast && { expiresAt: new Time(expiresAt) }) },
        mask: [`seats.${role}.session`, ...(isLast ? ['expiresAt'] : [])],
        timeField: `seats.${role}.leftAt`,
      };
    }
    case 'end':
      return {
        fields: {
          expiresAt: new Time(transition.expiresAt),
          seats: { host: null, guest: null },
          round: null,
          ended: { reason: 'host-ended' },
        },
        mask: ['expiresAt', 'seats', 'round', 'ended'],
        timeField: 'ended.at',
      };
  }
}

function sitDown(
  { role, session, expiresAt }: { role: Role; session: string; expiresAt: number },
  uid: string,
) {
  return {
    fields: { seats: { [role]: { uid, session, leftAt: null } }, expiresAt: new Time(expiresAt) },
    mask: [`seats.${role}`, 'expiresAt'],
    timeField: `seats.${role}.renewedAt`,
  };
}
