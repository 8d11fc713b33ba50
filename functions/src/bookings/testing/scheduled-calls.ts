import type { Schedule, Seat } from '@parley/protocol';
import {
  aCall,
  anAnsweredRound,
  aRound,
  aSchedule,
  aSeat,
} from '../../../../protocol/src/testing/call-docs.ts';
import type { ScheduledCall } from '../scheduled-call.ts';

export const STARTS_AT = Date.UTC(2026, 10, 21, 15);
const HOUR = 60 * 60_000;
const CREATED_AT = STARTS_AT - 24 * HOUR;

/** Of one hour, that nobody has come to. */
export function createScheduledCall(changes: Partial<ScheduledCall> = {}): ScheduledCall {
  const times = { opensAt: STARTS_AT - HOUR / 4, startsAt: STARTS_AT, endsAt: STARTS_AT + HOUR };
  const schedule: Schedule = aSchedule(0, { ...times, revision: 0, changedAt: CREATED_AT });
  const call = aCall({ createdAt: CREATED_AT, expiresAt: schedule.endsAt });
  return { ...call, schedule, ...changes };
}

/** Of somebody who came when it started. */
export function seat(changes: Partial<Seat>): Seat {
  return aSeat('host', { renewedAt: STARTS_AT, ...changes });
}

/** The host has offered. */
export const OFFERED = aRound();
export const ANSWERED = anAnsweredRound();
