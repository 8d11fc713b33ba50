/** One place that words lead to, on the emulator and in the reference at once, with the clock put forward. */
import {
  applySpoken,
  CREATION_WINDOW_MS,
  type CreatorDoc,
  countCreation,
  MIN_KNOCK_INTERVAL_MS,
  mayReadSpoken,
  SPOKEN_LIFE_MS,
  SPOKEN_TRIES,
  SPOKEN_WORDS,
  type SpokenDoc,
  type SpokenTransition,
} from '@parley/protocol';
import fc from 'fast-check';
import { toRestFields } from '../../../call/src/firebase/firestore-value.ts';
import { MINUTE_MS } from '../../../protocol/src/testing/call-docs.ts';
import type { Fields } from '../document-tree.ts';
import { wholeWrite } from '../legal-writes.ts';
import { commitAs, getAs, type Outcome, ROOT, readFields, seed } from '../rest-firestore.ts';
import { count, newDocId, storableCount } from '../scene.ts';
import { storableSpoken, wordsWrite } from '../spoken-scene.ts';

/** So near to a time that decides, the emulator's clock and ours may not agree on which side it is. */
const TOO_CLOSE_MS = 5_000;
/** A pause of two seconds is judged at its beginning, not at its end. */
const TOO_CLOSE_TO_PAUSE_MS = 1_500;

const ACTIONS = ['try', 'try others', 'read', 'read-out', 'knock', 'withdraw', 'reply', 'delete'] as const;

/** What one of three people does, and how long afterwards the next thing follows. */
export interface WordsStep {
  readonly by: 0 | 1 | 2;
  readonly action: (typeof ACTIONS)[number];
  /** Of a key that is written. */
  readonly page: 1 | 2;
  readonly sealedBytes: number;
  readonly thenMs: number;
}

export const wordsSteps: fc.Arbitrary<readonly WordsStep[]> = fc.array(
  fc.record<WordsStep>({
    by: fc.constantFrom(0, 1, 2),
    action: fc.constantFrom(...ACTIONS, 'try', 'knock', 'reply'),
    page: fc.constantFrom(1, 2),
    sealedBytes: fc.constantFrom(64, 64, 64, 64, 1_024, 0, 1_025),
    thenMs: fc.constantFrom(0, 0, 0, 10_000, MINUTE_MS, SPOKEN_LIFE_MS + MINUTE_MS, 70 * MINUTE_MS),
  }),
  { minLength: 4, maxLength: 25, size: 'max' },
);

export class PlayedWords {
  readonly #docId = newDocId();
  readonly #uids = [0, 1, 2].map((number) => `words-${number}-${newDocId()}`);
  readonly #tries = new Map<string, CreatorDoc>();
  #words: SpokenDoc | null = null;
  readonly counts: Record<Outcome, number> = { accepted: 0, refused: 0 };

  /** @throws when the rules and the reference disagree */
  async play(step: WordsStep): Promise<void> {
    const uid = this.#uids[step.by] as string;
    if (!this.#isTooClose(uid)) {
      const [outcome, expected] = await this.#do(step, uid);
      if (outcome !== expected)
        throw new Error(`The rules: ${outcome}. The reference: ${expected}. ${JSON.stringify(step)}`);
      this.counts[outcome] += 1;
    }
    await this.#pass(step.thenMs);
  }

  /** @throws when what is stored is not what the reference has */
  async check(): Promise<void> {
    const stored = await readFields(`${SPOKEN_WORDS}/${this.#docId}`);
    const isThere = this.#words !== null;
    if ((stored !== null) !== isThere) throw new Error(`There should be words: ${isThere}`);
    if (stored === null || this.#words === null) return;
    const [knock, reply] = [this.#words.knock !== null, this.#words.reply !== null];
    const isAs =
      'nullValue' in (stored.knock ?? {}) !== knock && 'nullValue' in (stored.reply ?? {}) !== reply;
    if (!isAs) throw new Error(`Stored: ${JSON.stringify(stored)}. The reference: ${knock}, ${reply}`);
  }

  async #do(step: WordsStep, uid: string): Promise<[Outcome, Outcome]> {
    const [now, before, path] = [Date.now(), this.#words, `${SPOKEN_WORDS}/${this.#docId}`];
    const hasTried = this.#tries.get(uid)?.lastCall === this.#docId;
    const writer = { uid, now, hasTried };
    switch (step.action) {
      case 'try':
      case 'try others':
        return this.#try(uid, step.action === 'try' ? this.#docId : newDocId());
      case 'read':
        return [await getAs({ uid }, path), judged(mayReadSpoken(before, writer))];
      case 'delete': {
        const isRight = before?.hostUid === uid;
        const outcome = await commitAs({ uid }, { delete: `${ROOT}/${path}` });
        if (isRight) this.#words = null;
        return [outcome, judged(isRight)];
      }
      default: {
        const transition = transitionOf(step, before, now);
        const after = applySpoken(before, transition, writer);
        const outcome = await commitAs({ uid }, wordsWrite(this.#docId, { uid }, transition));
        if (after !== null) this.#words = after;
        return [outcome, judged(after !== null)];
      }
    }
  }

  async #try(uid: string, docId: string): Promise<[Outcome, Outcome]> {
    const [now, before] = [Date.now(), this.#tries.get(uid) ?? null];
    const right = countCreation(before, docId, now);
    const after = right ?? { ...(before ?? count()), count: (before?.count ?? 0) + 1, lastCall: docId };
    const write = wholeWrite({
      path: `${SPOKEN_TRIES}/${uid}`,
      fields: toRestFields(storableCount(after)) as Fields,
      // A new window begins by the server's clock.
      timeFields: after.since === before?.since ? [] : ['since'],
    });
    if (right !== null) this.#tries.set(uid, right);
    return [await commitAs({ uid }, write), judged(right !== null)];
  }

  #isTooClose(uid: string): boolean {
    const now = Date.now();
    const isNear = (time: number | null | undefined, ms: number) => time != null && Math.abs(time - now) < ms;
    const { expiresAt, knockedAt } = this.#words ?? {};
    const window = this.#tries.get(uid);
    return (
      isNear(expiresAt, TOO_CLOSE_MS) ||
      isNear(knockedAt && knockedAt + MIN_KNOCK_INTERVAL_MS, TOO_CLOSE_TO_PAUSE_MS) ||
      isNear(window && window.since + CREATION_WINDOW_MS, TOO_CLOSE_MS)
    );
  }

  /** Also by nothing: what the server has stamped is then as the reference has it, to the millisecond. */
  async #pass(ms: number): Promise<void> {
    if (this.#words !== null) {
      const { createdAt, expiresAt, knockedAt, ...rest } = this.#words;
      const times = { createdAt: createdAt - ms, expiresAt: expiresAt - ms };
      this.#words = { ...rest, ...times, knockedAt: knockedAt && knockedAt - ms };
      await seed(`${SPOKEN_WORDS}/${this.#docId}`, storableSpoken(this.#words));
    }
    for (const [uid, { since, expiresAt, ...rest }] of this.#tries) {
      const earlier = { ...rest, since: since - ms, expiresAt: expiresAt - ms };
      this.#tries.set(uid, earlier);
      await seed(`${SPOKEN_TRIES}/${uid}`, storableCount(earlier));
    }
  }
}

function judged(isRight: boolean): Outcome {
  return isRight ? 'accepted' : 'refused';
}

function transitionOf({ action, page, sealedBytes }: WordsStep, before: SpokenDoc | null, now: number) {
  const key = new Uint8Array(65).fill(page);
  const sealed = new Uint8Array(sealedBytes).fill(7);
  const transitions: Partial<Record<WordsStep['action'], SpokenTransition>> = {
    'read-out': { type: 'read-out', key, expiresAt: now + SPOKEN_LIFE_MS },
    knock: { type: 'knock', key, sealed },
    reply: { type: 'reply', key: page === 1 ? key : (before?.knock?.key ?? key), reply: randomised(sealed) },
  };
  return transitions[action] ?? ({ type: 'withdraw' } as const);
}

/** The same reply again would be no change, which is no reply. */
function randomised({ length }: Uint8Array): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
