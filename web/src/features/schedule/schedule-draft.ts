/** What somebody has filled in to schedule a call, and what it comes to. */

import type { CallPlan } from '@parley/call';
import { instantToZonedTime, zonedTimeToInstant } from '@parley/invitation';
import {
  type Admission,
  cleanText,
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  knownTimeZone,
  MAX_SCHEDULE_AHEAD_MS,
  MAX_TITLE_LENGTH,
} from '@parley/protocol';
import type { ScheduleProblem } from '../../words/schedule.ts';

const MINUTE_MS = 60_000;

export const USUAL_EARLY_MINUTES = 10;

/** As the fields have it: a date and a time are what clocks in the time zone show. */
export interface ScheduleDraft {
  readonly title: string;
  /** `YYYY-MM-DD`, or empty. */
  readonly date: string;
  /** `HH:MM`, or empty. */
  readonly time: string;
  /** Which of two is meant, where the clocks are put back and the time comes twice. */
  readonly occurrence: 'first' | 'second';
  readonly lengthMinutes: number;
  readonly timeZone: string;
  readonly admission: Admission;
  /** How long before the start one may come in. */
  readonly earlyMinutes: number;
  readonly emptyTimeoutSeconds: number;
}

/** What is wrong with which field. */
type ScheduleProblems = Partial<Readonly<Record<'date' | 'time' | 'timeZone', ScheduleProblem>>>;

export type ScheduleReading =
  | { readonly plan: CallPlan; readonly twice: ClockChange | undefined }
  | { readonly problems: ScheduleProblems; readonly skippedTo?: number };

/** A time that comes twice: both instants. */
export interface ClockChange {
  readonly first: number;
  readonly second: number;
}

/** What the form begins with: tomorrow, at the full hour that comes next by the zone's clocks. */
export function newDraft(now: number, timeZone: string, emptyTimeoutSeconds: number): ScheduleDraft {
  const today = instantToZonedTime(now, timeZone);
  const tomorrow = new Date(Date.parse(today.date) + 24 * 60 * MINUTE_MS).toISOString().slice(0, 10);
  let startsAt =
    Math.ceil(zonedTimeToInstant(tomorrow, today.time, timeZone).instant / MINUTE_MS) * MINUTE_MS;
  // Once more where clocks change by half an hour before that.
  while (minuteOf(startsAt, timeZone) !== 0) startsAt += (60 - minuteOf(startsAt, timeZone)) * MINUTE_MS;
  return {
    title: '',
    ...startOf(startsAt, timeZone),
    lengthMinutes: 30,
    timeZone,
    admission: 'anyone',
    earlyMinutes: USUAL_EARLY_MINUTES,
    emptyTimeoutSeconds,
  };
}

/** What the form has for a call that is there already. */
export function draftOf(plan: CallPlan, emptyTimeoutSeconds = DEFAULT_EMPTY_TIMEOUT_SECONDS): ScheduleDraft {
  const { title, timeZone, opensAt, startsAt, endsAt, admission } = plan;
  return {
    title,
    ...startOf(startsAt, timeZone),
    lengthMinutes: (endsAt - startsAt) / MINUTE_MS,
    timeZone,
    admission,
    earlyMinutes: (startsAt - opensAt) / MINUTE_MS,
    emptyTimeoutSeconds,
  };
}

function startOf(startsAt: number, timeZone: string): Pick<ScheduleDraft, 'date' | 'time' | 'occurrence'> {
  const local = instantToZonedTime(startsAt, timeZone);
  const meant = zonedTimeToInstant(local.date, local.time, timeZone);
  return {
    ...local,
    occurrence: meant.kind === 'twice' && meant.later <= startsAt ? 'second' : 'first',
  };
}

function minuteOf(instant: number, timeZone: string): number {
  return Number(instantToZonedTime(instant, timeZone).time.slice(3));
}

/** @param now by the server's clock */
export function readDraft(draft: ScheduleDraft, now: number): ScheduleReading {
  // Whatever name somebody wrote, the plan has the present one.
  const timeZone = knownTimeZone(draft.timeZone);
  const problems: ScheduleProblems = {
    ...(draft.date === '' && { date: 'date-missing' }),
    ...(draft.time === '' && { time: 'time-missing' }),
    ...(timeZone === undefined && { timeZone: 'time-zone-unknown' }),
  };
  if (timeZone === undefined || Object.keys(problems).length > 0) return { problems };
  const meant = readTime(draft.date, draft.time, timeZone);
  // What a date field lets through and no calendar has, such as the year 20262.
  if (meant === undefined) return { problems: { date: 'date-missing' } };
  if (meant.kind === 'never') return { problems: { time: 'time-skipped' }, skippedTo: meant.instant };
  const startsAt = meant.kind === 'twice' && draft.occurrence === 'second' ? meant.later : meant.instant;
  const endsAt = startsAt + draft.lengthMinutes * MINUTE_MS;
  if (startsAt <= now) return { problems: { [isToday(draft, now) ? 'time' : 'date']: 'in-the-past' } };
  if (endsAt > now + MAX_SCHEDULE_AHEAD_MS) return { problems: { date: 'too-far-ahead' } };
  return {
    plan: {
      title: cleanText(draft.title, MAX_TITLE_LENGTH),
      timeZone,
      opensAt: startsAt - draft.earlyMinutes * MINUTE_MS,
      startsAt,
      endsAt,
      admission: draft.admission,
    },
    twice: meant.kind === 'twice' ? { first: meant.instant, second: meant.later } : undefined,
  };
}

function readTime(date: string, time: string, timeZone: string) {
  try {
    return zonedTimeToInstant(date, time, timeZone);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Then it is the time that has to change, and otherwise the date. */
function isToday({ date, timeZone }: ScheduleDraft, now: number): boolean {
  return instantToZonedTime(now, timeZone).date === date;
}
