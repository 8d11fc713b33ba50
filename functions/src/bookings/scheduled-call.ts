import { type CallDoc, parseCallDoc, type Schedule } from '@parley/protocol';
import type { DocumentData } from 'firebase-admin/firestore';
import { fromStored } from '../stored/stored-value.ts';

/** A call that has a schedule: only such a one can be booked. */
export interface ScheduledCall extends CallDoc {
  readonly schedule: Schedule;
}

/**
 * Reads one version of a call.
 * @returns null when there is no call, or one of now: nobody has booked that
 * @throws {ProtocolError} `newer`, `invalid`
 */
export function readScheduledCall(fields: DocumentData | undefined): ScheduledCall | null {
  if (!fields?.schedule) return null;
  const { schedule, ...call } = parseCallDoc(fromStored(fields));
  return schedule && { ...call, schedule };
}
