/** Relays for those who may sit in a call, and for nobody else. */
import { CALLS, entryFor, type IssuedRelays, isHeld, isOpen, parseCallDoc } from '@parley/protocol';
import type { Firestore } from 'firebase-admin/firestore';
import type { RateLimiter } from '../http/rate-limiter.ts';
import { isStorableId } from '../stored/storable.ts';
import { fromStored } from '../stored/stored-value.ts';
import type { RelayProvider } from './relay-provider.ts';

/** Long enough that a page asks seldom; short enough that what leaks is worth little. */
const VALID_FOR_SECONDS = 10 * 60;

/**
 * In a minute. A page asks when it comes, once more from its seat where that was refused, and every five minutes from then on; reloads and a
 * second tab ask too. Whoever is let in through a door five times in a minute, each time on a page loaded anew, has asked ten times.
 */
const PER_USER = 10;
/** Of all who would take a seat that is free, who may be anybody with as many accounts as they like. Those who sit are two. */
const NEWCOMERS_PER_CALL = 20;

export type Refusal = 'may-not-sit' | 'too-often';

export interface RelayIssue {
  readonly firestore: Firestore;
  readonly rateLimiter: RateLimiter;
  /** undefined: this site has no relays. */
  readonly provider: RelayProvider | undefined;
  readonly clock: () => number;
}

/**
 * @param docId whatever a browser sent
 * @throws {RelayError} when the provider does not give any
 */
export async function issueRelays(
  { firestore, rateLimiter, provider, clock }: RelayIssue,
  docId: unknown,
  uid: string,
): Promise<IssuedRelays | Refusal> {
  if (provider === undefined) return { servers: [], validForSeconds: VALID_FOR_SECONDS };
  if (typeof docId !== 'string' || !/^[\w-]{1,64}$/.test(docId) || !isStorableId(docId)) return 'may-not-sit';
  if ((await rateLimiter.count(`relays-of-${uid}`, PER_USER)).isExceeded) return 'too-often';
  const stored = await firestore.collection(CALLS).doc(docId).get();
  const standing = stored.exists ? standingOf(stored.data(), uid, clock()) : 'none';
  if (standing === 'none') return 'may-not-sit';
  const isNew = standing === 'may-sit';
  if (isNew && (await rateLimiter.count(`relays-in-${docId}`, NEWCOMERS_PER_CALL)).isExceeded)
    return 'too-often';
  return { servers: await provider.issue(uid, VALID_FOR_SECONDS), validForSeconds: VALID_FOR_SECONDS };
}

function standingOf(fields: unknown, uid: string, now: number): 'sits' | 'may-sit' | 'none' {
  const call = parseCallDoc(fromStored(fields));
  if (!isOpen(call, now)) return 'none';
  const roles = ['host', 'guest'] as const;
  const visitor = { uid, now, entered: true };
  if (!roles.some((role) => entryFor(call, role, visitor) === 'free')) return 'none';
  const sits = roles.some((role) => {
    const seat = call.seats[role];
    return seat?.uid === uid && isHeld(seat, now);
  });
  return sits ? 'sits' : 'may-sit';
}
