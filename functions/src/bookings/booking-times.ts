import {
  type CallTimes,
  CLOCK_TOLERANCE_MS,
  MAX_SCHEDULE_AHEAD_MS,
  MAX_SCHEDULED_LENGTH_MS,
} from '@parley/protocol';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

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

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/**
 * When a call takes place, of what is asked for and of what it has been so far; or all that is wrong with that.
 * @param before undefined: a new call
 * @param isLive whether the two have met in it: whoever talks is not sent back to the lobby
 */
export function resolveTimes(
  asked: AskedTimes,
  before: CallTimes | undefined,
  now: number,
  isLive = false,
): CallTimes | readonly TimeProblem[] {
  // A new call that nobody says the start of is one of now.
  const startsAt = asked.startsAt ?? before?.startsAt ?? now;
  const startProblems = findStartProblems(startsAt, before, now);
  if (asked.endsAt !== undefined && asked.durationMinutes !== undefined) {
    const detail = 'cannot be given together with endsAt';
    return [...startProblems, { field: 'durationMinutes', detail }];
  }
  const lengthBefore = before && before.endsAt - before.startsAt;
  const length = asked.durationMinutes === undefined ? lengthBefore : asked.durationMinutes * MINUTE_MS;
  const endsAt = asked.endsAt ?? (length === undefined ? undefined : startsAt + length);
  if (endsAt === undefined) {
    return [...startProblems, { field: 'endsAt', detail: 'is required, unless durationMinutes is given' }];
  }
  const earlyEntry =
    asked.earlyEntryMinutes === undefined
      ? before === undefined
        ? 0
        : before.startsAt - before.opensAt
      : asked.earlyEntryMinutes * MINUTE_MS;
  const times = { opensAt: startsAt - earlyEntry, startsAt, endsAt };
  const problems = [
    ...findProblems(times, asked, before, now),
    ...(isLive && before !== undefined ? findClosing(times, asked, before, now) : []),
  ];
  return problems.length > 0 ? problems : times;
}

/** A call that has begun keeps its start; only a new start has to be one that is to come. */
function findStartProblems(
  startsAt: number,
  before: CallTimes | undefined,
  now: number,
): readonly TimeProblem[] {
  if (startsAt === before?.startsAt || startsAt >= now - CLOCK_TOLERANCE_MS) return [];
  return [{ field: 'startsAt', detail: 'must not be in the past' }];
}

function findProblems(
  { startsAt, endsAt }: CallTimes,
  asked: AskedTimes,
  before: CallTimes | undefined,
  now: number,
): readonly TimeProblem[] {
  const endField = endFieldOf(asked);
  const problems = [...findStartProblems(startsAt, before, now)];
  // One that goes on may end sooner; calendars count seconds.
  const hasBegun = before !== undefined && startsAt <= now;
  if (endsAt - startsAt < (hasBegun ? SECOND_MS : MINUTE_MS)) {
    problems.push({
      field: endField,
      detail: `must be at least a ${hasBegun ? 'second' : 'minute'} after startsAt`,
    });
  } else if (endsAt - startsAt > MAX_SCHEDULED_LENGTH_MS) {
    problems.push({
      field: endField,
      detail: `must be at most ${MAX_SCHEDULED_LENGTH_MS / HOUR_MS} hours after startsAt`,
    });
  } else if (endsAt <= now && problems.length === 0) {
    problems.push({ field: endField, detail: 'must not be in the past' });
  }
  if (endsAt > now + MAX_SCHEDULE_AHEAD_MS) {
    const days = MAX_SCHEDULE_AHEAD_MS / DAY_MS;
    // The length alone is not what is too far away.
    const isMoved = asked.startsAt !== undefined && asked.endsAt === undefined;
    problems.push(
      isMoved
        ? {
            field: 'startsAt',
            detail: `must be early enough for the call to end at most ${days} days from now`,
          }
        : { field: endField, detail: `must be at most ${days} days from now` },
    );
  }
  return problems;
}

/** What would close a call that goes on until it opens again. */
function findClosing(
  { opensAt }: CallTimes,
  { startsAt }: AskedTimes,
  before: CallTimes,
  now: number,
): readonly TimeProblem[] {
  if (opensAt <= now || opensAt <= before.opensAt) return [];
  const field = startsAt === undefined ? 'earlyEntryMinutes' : 'startsAt';
  return [
    {
      field,
      detail: 'cannot close a call that is going on: it can only be made longer or shorter, or ended',
    },
  ];
}

/** Of what was sent, that by which the call ends when it does. */
function endFieldOf({ startsAt, endsAt, durationMinutes }: AskedTimes): AskedTime {
  if (durationMinutes !== undefined) return 'durationMinutes';
  return endsAt === undefined && startsAt !== undefined ? 'startsAt' : 'endsAt';
}
