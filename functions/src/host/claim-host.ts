import {
  CALL_DOC_ID_PATTERN,
  CALLS,
  hashHostKey,
  mayClaimHost,
  parseHostKey,
  serverWrite,
} from '@parley/protocol';
import type { Firestore } from 'firebase-admin/firestore';
import { isOwnCall } from '../bookings/own-call.ts';
import { readScheduledCall } from '../bookings/scheduled-call.ts';
import { BOOKINGS } from '../stored/collections.ts';
import { isStorableId } from '../stored/storable.ts';
import { toStoredFields } from '../stored/stored-value.ts';

/** What a browser shows to become the host. */
export interface HostClaim {
  readonly docId: string;
  readonly hostKey: string;
}

/** Reads what a browser sent, which may be anything; undefined: it is no claim. */
export function parseHostClaim(value: unknown): HostClaim | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { docId, hostKey } = value as Record<string, unknown>;
  if (typeof docId !== 'string' || !CALL_DOC_ID_PATTERN.test(docId)) return undefined;
  if (!isStorableId(docId)) return undefined;
  if (typeof hostKey !== 'string' || hostKey.length > 64) return undefined;
  return { docId, hostKey };
}

/**
 * Makes whoever has a scheduled call's host key its host: the seat of the host before them is freed, on whatever device
 * they sat. Done again by the same user, it changes nothing.
 *
 * @param now milliseconds since the epoch
 * @returns false, and nothing is said about why, when there is no such call, it is over, or this is not its key
 */
export async function claimHost(
  firestore: Firestore,
  { docId, hostKey }: HostClaim,
  uid: string,
  now: number,
): Promise<boolean> {
  const key = parseHostKey(hostKey);
  if (key === undefined) return false;
  const hash = await hashHostKey(key);
  const reference = firestore.collection(CALLS).doc(docId);
  const bookingRef = firestore.collection(BOOKINGS).doc(docId);
  return firestore.runTransaction(async (transaction) => {
    const [stored, booking] = await transaction.getAll(reference, bookingRef);
    if (stored === undefined || booking === undefined) return false;
    if (booking.exists && !isOwnCall(stored, booking)) return false;
    const call = readScheduledCall(stored.data());
    if (call === null || !mayClaimHost(call, hash, now)) return false;
    if (call.hostUid !== uid) {
      const { fields } = serverWrite({ type: 'claim-host', uid });
      transaction.update(reference, toStoredFields(fields));
    }
    return true;
  });
}
