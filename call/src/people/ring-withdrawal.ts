/** The caller's last word about a ring. */
import { MAX_RING_MS } from '@parley/protocol';
import { delay } from '../lib/lifetime.ts';
import { CallError, isPassing } from '../ports/call-error.ts';
import type { PeopleStore } from '../ports/people-store.ts';

/** How long after a last word that did not get through the next try follows. */
const AGAIN_MS = 1_500;

export interface WrittenRing {
  readonly store: Pick<PeopleStore, 'commitRing' | 'readRing'>;
  /** The caller's. */
  readonly uid: string;
  readonly ring: string;
  /** Settles once it is stored that it rings, or is not, and never rejects; undefined: it has. */
  readonly writing: Promise<void> | undefined;
}

export interface RingWithdrawal extends WrittenRing {
  /** The server's time. */
  readonly now: () => number;
  /** Ends the tries, but not what is said first. */
  readonly signal: AbortSignal;
}

/** At once, since nothing of the page may be left to wait for it, and again where the ring was stored only then. @throws {CallError} */
export async function sayLastWord({ store, uid, ring, writing }: WrittenRing): Promise<void> {
  const options = { signal: new AbortController().signal, isLastWord: true };
  const say = () => store.commitRing(uid, { type: 'give-up', ring }, options).catch(unlessRefused);
  await say();
  if (writing === undefined) return;
  await writing;
  await say();
}

/**
 * Tried until it rings no more, where the database cannot be reached.
 * @returns whether they had accepted before they heard of it: they wait in the call @throws {CallError} nobody knows
 */
export async function withdrawRing(withdrawal: RingWithdrawal): Promise<boolean> {
  const { store, uid, ring, now, signal } = withdrawal;
  const ringsUntil = now() + MAX_RING_MS;
  for (;;) {
    try {
      await sayLastWord(withdrawal);
      const stored = await store.readRing(uid, signal);
      return stored?.ring === ring && stored.reply?.answer === 'accepted';
    } catch (error) {
      if (!(error instanceof CallError && isPassing(error.code)) || now() >= ringsUntil) throw error;
      await delay(AGAIN_MS, signal);
    }
  }
}

/** Another last word of theirs, which nobody waits for, or another page's came in between: it is over, as it should be. */
export function unlessRefused(error: unknown): void {
  if (!(error instanceof CallError && error.code === 'refused')) throw error;
}
