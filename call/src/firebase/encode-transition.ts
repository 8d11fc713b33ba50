/** Writes of the protocol as those of Firestore's REST interface, which the rules judge one by one. */
import {
  CALLS,
  type CallTransition,
  type CandidatesPlace,
  CREATORS,
  type CreatorDoc,
  callWrite,
  candidatesPath,
  candidatesWrite,
  countWrite,
  type DocumentWrite,
  HOLDERS,
  type HolderTransition,
  holderWrite,
  isWrittenFields,
  KNOCKS,
  type KnockTransition,
  knockWrite,
  type NAME_TRIES,
  NAMES,
  type NameTransition,
  nameWrite,
  RINGERS,
  RINGS,
  type RingCount,
  type RingTransition,
  type ROOM_CREATORS,
  ringerWrite,
  ringWrite,
  SERVER_TIME,
  type SPOKEN_TRIES,
  SPOKEN_WORDS,
  type SpokenTransition,
  spokenWrite,
  type WrittenFields,
  type WrittenValue,
  withField,
} from '@parley/protocol';
import { type RestValue, toRestFields } from './firestore-value.ts';

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

export interface RestDeletion {
  /** The name of a document. */
  readonly delete: string;
}

export function encodeTransition(
  root: string,
  docId: string,
  uid: string,
  transition: CallTransition,
): RestWrite {
  return encodeWrite(`${root}/${CALLS}/${docId}`, callWrite(transition, uid));
}

/** @param count what `countCreation` made of `before`, for that collection */
export function encodeCount(
  root: string,
  uid: string,
  before: CreatorDoc | null,
  count: CreatorDoc,
  collection: typeof CREATORS | typeof ROOM_CREATORS = CREATORS,
): RestWrite {
  return encodeWrite(`${root}/${collection}/${uid}`, countWrite(before, count));
}

export function encodeCandidates(
  root: string,
  place: CandidatesPlace,
  sealed: Uint8Array,
  expiresAt: number,
): RestWrite {
  const path = [CALLS, place.docId, ...candidatesPath(place)].join('/');
  return encodeWrite(`${root}/${path}`, candidatesWrite({ round: place.round, sealed, expiresAt }));
}

/** @param knocker whose knock it is, which is not always who writes */
export function encodeKnock(
  root: string,
  docId: string,
  knocker: string,
  transition: KnockTransition,
): RestWrite {
  return encodeWrite(`${root}/${CALLS}/${docId}/${KNOCKS}/${knocker}`, knockWrite(transition));
}

/** Words that are tried, or read out, and names that are asked for are counted as new calls are, but apart. */
export function encodeTries(
  root: string,
  collection: typeof SPOKEN_TRIES | typeof NAME_TRIES,
  uid: string,
  before: CreatorDoc | null,
  count: CreatorDoc,
): RestWrite {
  return encodeWrite(`${root}/${collection}/${uid}`, countWrite(before, count));
}

export function encodeSpoken(
  root: string,
  docId: string,
  uid: string,
  transition: SpokenTransition,
): RestWrite {
  return encodeWrite(`${root}/${SPOKEN_WORDS}/${docId}`, spokenWrite(transition, uid));
}

export function encodeForgetting(root: string, docId: string): RestDeletion {
  return { delete: `${root}/${SPOKEN_WORDS}/${docId}` };
}

/** @param nameId the folded name */
export function encodeName(root: string, nameId: string, uid: string, transition: NameTransition): RestWrite {
  return encodeWrite(`${root}/${NAMES}/${nameId}`, nameWrite(transition, uid));
}

export function encodeHolder(root: string, uid: string, transition: HolderTransition): RestWrite {
  return encodeWrite(`${root}/${HOLDERS}/${uid}`, holderWrite(transition));
}

/** @param caller whose ring it is, which is not always who writes */
export function encodeRing(root: string, caller: string, transition: RingTransition): RestWrite {
  return encodeWrite(`${root}/${RINGS}/${caller}`, ringWrite(transition));
}

export function encodeRinger(root: string, uid: string, count: RingCount): RestWrite {
  return encodeWrite(`${root}/${RINGERS}/${uid}`, ringerWrite(count));
}

function encodeWrite(name: string, { kind, fields }: DocumentWrite): RestWrite {
  const mask = Object.keys(fields).filter((path) => fields[path] !== SERVER_TIME);
  const timePaths = Object.entries(fields).flatMap(([path, value]) => serverTimesIn(path, value));
  return {
    update: { name, fields: toRestFields(nested(fields)) },
    ...(kind === 'update' && { updateMask: { fieldPaths: mask } }),
    ...(timePaths.length > 0 && {
      updateTransforms: timePaths.map((fieldPath) => ({ fieldPath, setToServerValue: 'REQUEST_TIME' })),
    }),
    ...(kind !== 'set' && { currentDocument: { exists: kind === 'update' } }),
  };
}

function serverTimesIn(path: string, value: WrittenValue): string[] {
  if (value === SERVER_TIME) return [path];
  if (!isWrittenFields(value)) return [];
  return Object.entries(value).flatMap(([name, field]) => serverTimesIn(`${path}.${name}`, field));
}

/** REST wants fields where they are in the document, and their paths in the mask. */
function nested(fields: WrittenFields): WrittenFields {
  return Object.entries(fields)
    .filter(([, value]) => value !== SERVER_TIME)
    .reduce((nest, [path, value]) => withField(nest, path, value), {});
}
