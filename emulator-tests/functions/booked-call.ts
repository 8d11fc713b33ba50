import { type HostKey, hashHostKey, serverWrite } from '@parley/protocol';
import type { DocumentData } from 'firebase-admin/firestore';
import { toStoredFields } from '../../functions/src/stored/stored-value.ts';

export const HOUR_MS = 60 * 60_000;

/** As the server writes a call that a program booked an hour ago, for an hour from now on. */
export async function bookedCall(hostKey: HostKey, now: number): Promise<DocumentData> {
  const hostKeyHash = await hashHostKey(hostKey);
  const times = { opensAt: now, startsAt: now, endsAt: now + HOUR_MS };
  const schedule = {
    ...times,
    revision: 0,
    admission: 'anyone',
    details: Uint8Array.of(1),
    hostKeyHash,
  } as const;
  const book = {
    type: 'book',
    createdAt: now - HOUR_MS,
    emptyTimeoutSeconds: 600,
    schedule,
    links: null,
  } as const;
  return toStoredFields(serverWrite(book).fields);
}
