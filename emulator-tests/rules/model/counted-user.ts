/** One user who creates calls, on the emulator and by protocol's countCreation at once, with the clock put forward. */
import {
  CREATION_WINDOW_MS,
  CREATORS,
  type CreatorDoc,
  countCreation,
  MAX_CALLS_PER_CREATION_WINDOW,
} from '@parley/protocol';
import fc from 'fast-check';
import { toRestFields } from '../../../call/src/firebase/firestore-value.ts';
import { MINUTE_MS } from '../../../protocol/src/testing/call-docs.ts';
import type { Fields } from '../document-tree.ts';
import { wholeWrite } from '../legal-writes.ts';
import { create } from '../moves.ts';
import { commitAs, type Outcome, readFields, seed } from '../rest-firestore.ts';
import { count, newDocId, storableCount, write } from '../scene.ts';

/** So near to the end of a window, the emulator's clock and ours may not agree on which side it is. */
const TOO_CLOSE_MS = 5_000;

/** A new call, and how long afterwards the next follows. */
export interface Creation {
  readonly thenMs: number;
  /** Instead of what countCreation says. */
  readonly wrong: Partial<Pick<CreatorDoc, 'count' | 'since'>> | null;
}

export const creations: fc.Arbitrary<readonly Creation[]> = fc.array(
  fc.record<Creation>({
    thenMs: fc.constantFrom(0, 0, 0, 1_000, MINUTE_MS, 20 * MINUTE_MS, CREATION_WINDOW_MS + MINUTE_MS),
    wrong: fc.oneof(
      { weight: 6, arbitrary: fc.constant(null) },
      {
        weight: 1,
        arbitrary: fc.record({ count: fc.integer({ min: -1, max: MAX_CALLS_PER_CREATION_WINDOW + 2 }) }),
      },
      { weight: 1, arbitrary: fc.record({ since: fc.constantFrom(0, 2_000_000_000_000) }) },
    ),
  }),
  { minLength: 1, maxLength: 60, size: 'max' },
);

export class CountedUser {
  readonly #uid = `creator-${newDocId()}`;
  #before: CreatorDoc | null = null;
  readonly counts: Record<Outcome, number> = { accepted: 0, refused: 0 };

  /** @throws when the rules and countCreation disagree */
  async create({ thenMs, wrong }: Creation): Promise<void> {
    const [docId, now, before] = [newDocId(), Date.now(), this.#before];
    if (before !== null && Math.abs(before.since + CREATION_WINDOW_MS - now) < TOO_CLOSE_MS) return;
    const right = countCreation(before, docId, now);
    const tooMany = { ...(before ?? count()), count: MAX_CALLS_PER_CREATION_WINDOW + 1, lastCall: docId };
    const after: CreatorDoc = { ...(right ?? tooMany), ...wrong };
    // What is said instead may happen to be what is right.
    const expected = right?.count === after.count && right.since === after.since ? 'accepted' : 'refused';
    const counted = wholeWrite({
      path: `${CREATORS}/${this.#uid}`,
      fields: toRestFields(storableCount(after)) as Fields,
      // Of a window that began in this very millisecond it is not the server's to say once more.
      timeFields: after.since === now && before?.since !== now ? ['since'] : [],
    });
    const outcome = await commitAs({ uid: this.#uid }, counted, write(docId, { uid: this.#uid }, create()));
    const isThere = (await readFields(`calls/${docId}`)) !== null;
    if (outcome !== expected || isThere !== (expected === 'accepted')) {
      const details = JSON.stringify({ before, after, isThere });
      throw new Error(`The rules ${outcome} what countCreation ${expected}: ${details}`);
    }
    this.counts[outcome]++;
    if (expected === 'accepted') this.#before = after;
    await this.#pass(thenMs);
  }

  async #pass(ms: number): Promise<void> {
    if (this.#before === null) return;
    const { since, expiresAt, ...rest } = this.#before;
    this.#before = { ...rest, since: since - ms, expiresAt: expiresAt - ms };
    await seed(`${CREATORS}/${this.#uid}`, storableCount(this.#before));
  }
}
