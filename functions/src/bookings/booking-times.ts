import { CLOCK_TOLERANCE_MS, MAX_SCHEDULE_AHEAD_MS, MAX_SCHEDULED_LENGTH_MS } from '@parley/protocol';
import type { BookingTimes } from './booking.ts';

/** Times as a program asks for them. Undefined: as they are. */
export interface AskedTimes {
  readonly startsAt?: number | undefined;
  readonly endsAt?: number | undefined;
  /** Instead of `endsAt`. */
  readonly durationMinutes?: number | undefined;
  readonly earlyEntryMinutes?: number | undefined;
}

type AskedTime = keyof AskedTimes;

/** A field that is wrong, and what it must be. */
export interface TimeProblem {
  readonly field: AskedTime;
  readonly detail: string;
}

const MINUTE_MS = 60_000;

/**
 * When a call takes place, of what is asked for and of what it has been so far; or all that is wrong with that.
 * @param before undefined: a new call
 */
export function resolveTimes(
  asked: AskedTimes,
  before: BookingTimes | undefined,
  now: number,
): BookingTimes | readonly TimeProblem[] {
  const startsAt = asked.startsAt ?? before?.startsAt;
  if (startsAt === undefined) return [{ field: 'startsAt', detail: 'is required' }];
  if (asked.endsAt !== undefined && asked.durationMinutes !== undefined) {
    return [{ field: 'durationMinutes', detail: 'cannot be given together with endsAt' }];
  }
  const lengthBefore = before && before.endsAt - before.startsAt;
  const length = asked.durationMinutes === undefined ? lengthBefore : asked.durationMinutes * MINUTE_MS;
  const endsAt = asked.endsAt ?? (length === undefined ? undefined : startsAt + length);
  if (endsAt === undefined) {
    return [{ field: 'endsAt', detail: 'is required, unless durationMinutes is given' }];
  }
  const earlyEntry =
    asked.earlyEntryMinutes === undefined
      ? before === undefined
        ? 0
        : before.startsAt - before.opensAt
      : asked.earlyEntryMinutes * MINUTE_MS;
  const times = { opensAt: startsAt - earlyEntry, startsAt, endsAt };
  const problems = findProblems(times, asked, before, now);
  return problems.length > 0 ? problems : times;
}

function findProblems(
  { startsAt, endsAt }: BookingTimes,
  asked: AskedTimes,
  before: BookingTimes | undefined,
  now: number,
): readonly TimeProblem[] {
  const endField = asked.durationMinutes === undefined ? 'endsAt' : 'durationMinutes';
  const problems: TimeProblem[] = [];
  // A call that has begun keeps its start; only a new start has to be one that is to come.
  if (startsAt !== before?.startsAt && startsAt < now - CLOCK_TOLERANCE_MS) {
    problems.push({ field: 'startsAt', detail: 'must not be in the past' });
  }
  if (endsAt <= startsAt) {
    problems.push({ field: endField, detail: 'must be after startsAt' });
  } else if (endsAt - startsAt > MAX_SCHEDULED_LENGTH_MS) {
    problems.push({ field: endField, detail: 'must be at most 24 hours after startsAt' });
  } else if (endsAt <= now && problems.length === 0) {
    problems.push({ field: endField, detail: 'must not be in the past' });
  }
  if (endsAt > now + MAX_SCHEDULE_AHEAD_MS) {
    problems.push({ field: endField, detail: 'must be at most 366 days from now' });
  }
  return problems;
}
