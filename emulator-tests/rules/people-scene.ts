/** The names and the rings that the rules are tested with. */
import { randomBytes } from 'node:crypto';
import {
  foldPersonName,
  HOLDERS,
  type HolderDoc,
  type HolderTransition,
  NAME_LEASE_MS,
  NAME_LEASE_STEP_MS,
  NAME_PAUSE_MS,
  NAME_TRIES,
  NAMES,
  type NameDoc,
  type NameTransition,
  nameLeaseEnd,
  parsePersonName,
  RING_EXPIRY_MS,
  RINGERS,
  RINGS,
  type RingCount,
  type RingDoc,
  type RingerDoc,
  type RingTransition,
  SESSION_KEY_BYTES,
} from '@parley/protocol';
import {
  encodeHolder,
  encodeName,
  encodeRing,
  encodeRinger,
  type RestWrite,
} from '../../call/src/firebase/encode-transition.ts';
import type { Plain } from '../../call/src/firebase/firestore-value.ts';
import { aMinuteAgo, MINUTE_MS, SEALED } from '../../protocol/src/testing/call-docs.ts';
import { ROOT, seed } from './rest-firestore.ts';
import { count, guest, NEW_SESSION, NEWLY_SEALED, storableCount, type User, withTimes } from './scene.ts';

export const DAY_MS = 24 * 60 * MINUTE_MS;
/** What a name's owner has published, and what they publish anew. */
export const KEYS = new Uint8Array(SESSION_KEY_BYTES).fill(4);
export const NEW_KEYS = new Uint8Array(2 * SESSION_KEY_BYTES).fill(5);
const RING = 'rrrrrrrrrrrrrrrr';

/** A name that nobody has, and where it stands. */
export function newName() {
  const name = parsePersonName(`N-${randomBytes(8).toString('hex')}`);
  return { name, nameId: foldPersonName(name) };
}

type NewName = ReturnType<typeof newName>;

/** What its owner was given a while ago, until the last of the days to which leases ran then. */
export function aName({ name }: NewName, { uid }: User, changes: Partial<NameDoc> = {}): NameDoc {
  const claimedAt = Date.now() - 2 * NAME_PAUSE_MS;
  const expiresAt = nameLeaseEnd(Date.now()) - NAME_LEASE_STEP_MS;
  return { name, uid, keys: KEYS, claimedAt, releasedAt: null, expiresAt, ...changes };
}

/** As it is while it goes on being theirs for a day more than any name that they claim now. */
export function aHolder({ nameId }: NewName, changes: Partial<HolderDoc> = {}): HolderDoc {
  const claimedAt = Date.now() - 2 * NAME_PAUSE_MS;
  return { name: nameId, claimedAt, expiresAt: Date.now() + NAME_LEASE_MS + DAY_MS, ...changes };
}

/** Somebody has rung the guest once, and it rings. */
export function aRing(changes: Partial<RingDoc> = {}): RingDoc {
  return {
    ...{
      ring: RING,
      callee: guest.uid,
      sealed: SEALED,
      rungAt: Date.now() - 5_000,
      endedAt: null,
      reply: null,
    },
    expiresAt: Date.now() + RING_EXPIRY_MS - MINUTE_MS,
    ...changes,
  };
}

/** Of who has rung the guest once. */
export function aRinger(changes: Partial<RingerDoc> = {}): RingerDoc {
  const expiresAt = Date.now() + RING_EXPIRY_MS - MINUTE_MS;
  return { since: aMinuteAgo(), rung: { [guest.uid]: 1 }, lastRing: RING, expiresAt, ...changes };
}

export const seedName = async ({ nameId }: NewName, doc: NameDoc) =>
  seed(`${NAMES}/${nameId}`, storableDoc(doc));
export const seedHolder = async ({ uid }: User, doc: HolderDoc) =>
  seed(`${HOLDERS}/${uid}`, storableDoc(doc));

export async function seedRing({ uid }: User, { reply, ...ring }: RingDoc): Promise<string> {
  const path = `${RINGS}/${uid}`;
  await seed(path, storableRing({ reply, ...ring }));
  return path;
}

export async function seedRinger({ uid }: User, doc: RingerDoc): Promise<string> {
  const path = `${RINGERS}/${uid}`;
  await seed(path, storableDoc(doc));
  return path;
}

export function storableDoc(document: object): { [key: string]: Plain } {
  return withTimes(document);
}

export function storableRing({ reply, ...ring }: RingDoc): { [key: string]: Plain } {
  return { ...withTimes(ring), reply: reply && withTimes(reply) };
}

/** What this user has had counted last is this name. */
export const askedFor = ({ uid }: User, { nameId }: Pick<NewName, 'nameId'>) =>
  seed(`${NAME_TRIES}/${uid}`, storableCount(count({ lastCall: nameId })));

type OfName<Type> = Extract<NameTransition, { type: Type }>;
type OfRing<Type> = Extract<RingTransition, { type: Type }>;

export function claim({ name }: NewName, changes: Partial<OfName<'claim'>> = {}): OfName<'claim'> {
  return { type: 'claim', name, keys: NEW_KEYS, expiresAt: nameLeaseEnd(Date.now()), ...changes };
}

export function hold({ nameId }: NewName, changes: object = {}): HolderTransition {
  return { type: 'claim', name: nameId, expiresAt: nameLeaseEnd(Date.now()), ...changes };
}

export function ringGuest(changes: Partial<OfRing<'ring'>> = {}): OfRing<'ring'> {
  const of = { ring: NEW_SESSION, callee: guest.uid, sealed: NEWLY_SEALED };
  return { type: 'ring', ...of, expiresAt: Date.now() + RING_EXPIRY_MS, ...changes };
}

/** Of the guest, for the first time. */
export function countGuest(changes: Partial<RingCount> = {}): RingCount {
  const expiresAt = Date.now() + RING_EXPIRY_MS;
  return { rung: { [guest.uid]: 1 }, isFirst: true, lastRing: NEW_SESSION, expiresAt, ...changes };
}

export function answerRing(changes: Partial<OfRing<'answer'>> = {}): OfRing<'answer'> {
  return {
    type: 'answer',
    ring: RING,
    answer: 'accepted',
    word: NEWLY_SEALED,
    page: NEW_SESSION,
    ...changes,
  };
}

export const giveUp: OfRing<'give-up'> = { type: 'give-up', ring: RING };

/** As the application writes them, but for the precondition, which would answer before the rules do. */
export const nameWrite = ({ nameId }: NewName, { uid }: User, move: NameTransition) =>
  blind(encodeName(ROOT, nameId, uid, move));
export const holderWrite = ({ uid }: User, move: HolderTransition) => blind(encodeHolder(ROOT, uid, move));
export const ringWrite = ({ uid }: User, move: RingTransition) => blind(encodeRing(ROOT, uid, move));
export const ringerWrite = ({ uid }: User, count: RingCount) => blind(encodeRinger(ROOT, uid, count));

/** The two writes of a ring. */
export const ringWrites = (
  caller: User,
  ring: Partial<OfRing<'ring'>> = {},
  count: Partial<RingCount> = {},
) => [
  ringWrite(caller, ringGuest(ring)),
  ringerWrite(caller, countGuest({ lastRing: ring.ring ?? NEW_SESSION, ...count })),
];

function blind({ currentDocument: _unchecked, ...write }: RestWrite): Omit<RestWrite, 'currentDocument'> {
  return write;
}
