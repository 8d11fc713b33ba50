/** Words that are read out, for the tests of the rules. */
import {
  type NAME_TRIES,
  SPOKEN_LIFE_MS,
  SPOKEN_TRIES,
  SPOKEN_WORDS,
  type SpokenDoc,
  type SpokenKnock,
  type SpokenTransition,
} from '@parley/protocol';
import { encodeSpoken } from '../../call/src/firebase/encode-transition.ts';
import { type Plain, toRestFields } from '../../call/src/firebase/firestore-value.ts';
import { aMinuteAgo, MINUTE_MS, SEALED } from '../../protocol/src/testing/call-docs.ts';
import { ROOT, seed } from './rest-firestore.ts';
import {
  type BlindWrite,
  count,
  NEW_KEY,
  NEWLY_SEALED,
  newDocId,
  storableCount,
  type User,
  withTimes,
} from './scene.ts';

/** Who reads them out, and who types them: nobody else's tries are counted for them meanwhile. */
export const speaker: User = { uid: 'speaker-user' };
export const typist: User = { uid: 'typist-user' };

const KEYS = { host: new Uint8Array(65).fill(4), guest: new Uint8Array(65).fill(5) };

export function aSpokenKnock(changes: Partial<SpokenKnock> = {}): SpokenKnock {
  return { uid: typist.uid, key: KEYS.guest, sealed: SEALED, ...changes };
}

/** Words that were read out a minute ago, and that nobody has typed; or whoever has did so at once. */
export function aSpokenDoc(changes: Partial<SpokenDoc> = {}): SpokenDoc {
  const since = { createdAt: aMinuteAgo(), expiresAt: aMinuteAgo() + SPOKEN_LIFE_MS };
  const knockedAt = changes.knock ? aMinuteAgo() : null;
  return { hostUid: speaker.uid, key: KEYS.host, ...since, knock: null, knockedAt, reply: null, ...changes };
}

export function storableSpoken({ knock, ...words }: SpokenDoc): { [key: string]: Plain } {
  return { ...withTimes(words), knock: knock && { ...knock } };
}

/** Puts them there past all rules. @returns their document ID */
export async function givenWords(words: SpokenDoc): Promise<string> {
  const docId = newDocId();
  await seed(`${SPOKEN_WORDS}/${docId}`, storableSpoken(words));
  return docId;
}

/** These are the words that this user has tried last, past all rules. */
export async function hasTried({ uid }: User, docId = newDocId()): Promise<string> {
  await seed(`${SPOKEN_TRIES}/${uid}`, storableCount(count({ lastCall: docId })));
  return docId;
}

/** As the application writes it, but for the precondition. */
export function wordsWrite(docId: string, { uid }: User, transition: SpokenTransition): BlindWrite {
  const { currentDocument: _unchecked, ...blind } = encodeSpoken(ROOT, docId, uid, transition);
  return blind;
}

type Of<Type extends SpokenTransition['type']> = Omit<Extract<SpokenTransition, { type: Type }>, 'type'>;

export function readOut(changes: Partial<Of<'read-out'>> = {}): SpokenTransition {
  return { type: 'read-out', key: NEW_KEY, expiresAt: Date.now() + SPOKEN_LIFE_MS, ...changes };
}

export function knockByWords(changes: Partial<Of<'knock'>> = {}): SpokenTransition {
  return { type: 'knock', key: NEW_KEY, sealed: NEWLY_SEALED, ...changes };
}

export const withdraw: SpokenTransition = { type: 'withdraw' };

export function replyToWords(changes: Partial<Of<'reply'>> = {}): SpokenTransition {
  return { type: 'reply', key: KEYS.guest, reply: NEWLY_SEALED, ...changes };
}

/** Counts these words, or this name, as one more that a user has tried, as the application does. */
export function tryWrite(
  { uid }: User,
  docId: string,
  before: number | null,
  collection: typeof SPOKEN_TRIES | typeof NAME_TRIES = SPOKEN_TRIES,
): object {
  const name = `${ROOT}/${collection}/${uid}`;
  const since =
    before === null ? { updateTransforms: [{ fieldPath: 'since', setToServerValue: 'REQUEST_TIME' }] } : {};
  const expiresAt = Date.now() + 61 * MINUTE_MS;
  const counted = count({ count: (before ?? 0) + 1, lastCall: docId, since: Date.now(), expiresAt });
  const { since: _now, ...fields } = toRestFields(storableCount(counted)) as Record<string, unknown>;
  const mask = { updateMask: { fieldPaths: ['count', 'lastCall'] } };
  return { update: { name, fields }, ...(before === null ? {} : mask), ...since };
}
