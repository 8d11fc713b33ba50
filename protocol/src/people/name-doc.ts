import { parseUid } from '../call/door.ts';
import { MAX_NAME_KEYS, SESSION_KEY_BYTES } from '../reading/limits.ts';
import { invalid, parseBytes, parseNullable, parseRecord, parseText, parseTime } from '../reading/parsing.ts';
import { areSameBytes } from '../reading/same-bytes.ts';
import { type PersonName, PersonNameError, parsePersonName } from './person-name.ts';
import type { RingDoc } from './ring-doc.ts';

/** The names of the collections. */
export const NAMES = 'names';
export const HOLDERS = 'holders';

/** `names/{folded name}`: whose a name is. Whoever asks for the very name, and is counted, may read it; nobody can list them. */
export interface NameDoc {
  /** As its owner writes it. */
  readonly name: PersonName;
  readonly uid: string;
  /** The public keys of their devices, one after another: P-256, raw and uncompressed. What is rung is sealed to each. */
  readonly keys: Uint8Array;
  readonly claimedAt: number;
  /** When its owner gave it up; null: they have it. */
  readonly releasedAt: number | null;
  /** From then on it is anybody's. */
  readonly expiresAt: number;
}

/** `holders/{uid}`: which name a user has claimed last, so that nobody has two. Theirs alone to read. */
export interface HolderDoc {
  /** The folded name. */
  readonly name: string;
  readonly claimedAt: number;
  readonly expiresAt: number;
}

/** Whether it is this user's now. */
export function isNameOf({ uid, releasedAt, expiresAt }: NameDoc, owner: string, now: number): boolean {
  return uid === owner && releasedAt === null && expiresAt > now;
}

/** Who asks for a name. */
export interface NameReader {
  readonly uid: string;
  readonly now: number;
  /** What they have had counted last is this name. */
  readonly hasAskedFor: boolean;
  /** The last ring of a user. */
  ringOf(uid: string): Pick<RingDoc, 'callee' | 'expiresAt'> | null;
}

/** As firestore.rules has it too. What is not to be read is as good as missing. */
export function mayReadName(name: NameDoc | null, { uid, now, hasAskedFor, ringOf }: NameReader): boolean {
  if (name === null || name.releasedAt !== null || name.expiresAt <= now) return false;
  // Whoever rings somebody shows them their name.
  const ring = ringOf(name.uid);
  return name.uid === uid || hasAskedFor || (ring !== null && ring.callee === uid && ring.expiresAt > now);
}

/** @throws {ProtocolError} `invalid` */
export function parseNameDoc(value: unknown): NameDoc {
  const fields = parseRecord(value, 'name', [
    ...(['name', 'uid', 'keys', 'claimedAt', 'releasedAt', 'expiresAt'] as const),
  ]);
  const keys = parseBytes(fields.keys, 'name.keys', MAX_NAME_KEYS * SESSION_KEY_BYTES);
  if (keys.length % SESSION_KEY_BYTES !== 0) throw invalid('name.keys', 'whole keys');
  return {
    name: parseName(fields.name),
    uid: parseUid(fields.uid, 'name.uid'),
    keys,
    claimedAt: parseTime(fields.claimedAt, 'name.claimedAt'),
    releasedAt: parseNullable(fields.releasedAt, (time) => parseTime(time, 'name.releasedAt')),
    expiresAt: parseTime(fields.expiresAt, 'name.expiresAt'),
  };
}

/** @throws {ProtocolError} `invalid` */
export function parseHolderDoc(value: unknown): HolderDoc {
  const { name, claimedAt, expiresAt } = parseRecord(value, 'holder', ['name', 'claimedAt', 'expiresAt']);
  return {
    name: parseText(name, 'holder.name', { min: 1, max: 128 }),
    claimedAt: parseTime(claimedAt, 'holder.claimedAt'),
    expiresAt: parseTime(expiresAt, 'holder.expiresAt'),
  };
}

/** The keys one by one. */
export function keysOf({ keys }: Pick<NameDoc, 'keys'>): Uint8Array[] {
  return Array.from({ length: keys.length / SESSION_KEY_BYTES }, (_, index) =>
    keys.slice(index * SESSION_KEY_BYTES, (index + 1) * SESSION_KEY_BYTES),
  );
}

/** The keys with this one among them: last, and without the oldest where there were too many. */
export function withKey(keys: readonly Uint8Array[], key: Uint8Array): Uint8Array {
  const others = keys.filter((known) => !areSameBytes(known, key)).slice(-(MAX_NAME_KEYS - 1));
  const all = new Uint8Array((others.length + 1) * SESSION_KEY_BYTES);
  for (const [index, each] of [...others, key].entries()) all.set(each, index * SESSION_KEY_BYTES);
  return all;
}

function parseName(value: unknown): PersonName {
  try {
    return parsePersonName(parseText(value, 'name.name', { max: 128 }));
  } catch (error) {
    if (error instanceof PersonNameError) throw invalid('name.name', 'a name');
    throw error;
  }
}
