/** When a scheduled call is, in words. */
import { instantToZonedTime } from '@parley/invitation';
import { locale } from './locale.ts';

const DAY_MS = 24 * 60 * 60_000;

export interface CallTimes {
  /** `Thursday 26 November 2026` */
  readonly day: string;
  /** `15:00 – 15:30`, and on which day it ends if that is another. */
  readonly hours: string;
  /** `Berlin time (GMT+1)` */
  readonly zone: string;
}

interface Span {
  readonly startsAt: number;
  readonly endsAt: number;
}

/**
 * As clocks in that zone show it, in the interface's language.
 * @param language undefined: the English that this person reads
 */
export function callTimes({ startsAt, endsAt }: Span, timeZone: string, language = locale()): CallTimes {
  const start = instantToZonedTime(startsAt, timeZone).date;
  const end = instantToZonedTime(endsAt, timeZone).date;
  const [offset, offsetAtEnd] = [offsetWords(startsAt, timeZone), offsetWords(endsAt, timeZone)];
  return {
    day: format(language, { dateStyle: 'full', timeZone }, startsAt),
    hours: hourSpan({
      from: clockTime(startsAt, timeZone, language),
      to: clockTime(endsAt, timeZone, language),
      isNextDay: Date.parse(end) - Date.parse(start) === DAY_MS,
      // Where the clocks change meanwhile, the end would look wrong without a word.
      offsetAtEnd: offset === offsetAtEnd ? undefined : offsetAtEnd,
    }),
    zone: timeZone === 'UTC' ? 'UTC' : `${cityOf(timeZone)} time (${offset})`,
  };
}

/** Each takes a browser far longer to make than to use, and a chat has a thousand times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(language: string | undefined, style: Intl.DateTimeFormatOptions, instant: number): string {
  const key = JSON.stringify([language, style]);
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(language, style);
  formatters.set(key, formatter);
  return formatter.format(instant);
}

interface HourSpan {
  readonly from: string;
  readonly to: string;
  readonly isNextDay: boolean;
  readonly offsetAtEnd: string | undefined;
}

function hourSpan({ from, to, isNextDay, offsetAtEnd }: HourSpan): string {
  if (offsetAtEnd === undefined) return isNextDay ? `${from} – ${to} on the next day` : `${from} – ${to}`;
  return isNextDay ? `${from} – ${to} (${offsetAtEnd}) on the next day` : `${from} – ${to} (${offsetAtEnd})`;
}

/** `15:05` */
export function clockTime(instant: number, timeZone: string, language = locale()): string {
  return format(language, { timeStyle: 'short', timeZone }, instant);
}

/** `Today`, `Tomorrow`, or the weekday and the date, without the year that everybody knows. */
export function shortDay(instant: number, now: number, timeZone: string, language = locale()): string {
  const dayOf = (time: number) => Date.parse(instantToZonedTime(time, timeZone).date);
  const days = (dayOf(instant) - dayOf(now)) / DAY_MS;
  if (days === 0) return 'Today';
  if (days === 1) return 'Tomorrow';
  if (days === -1) return 'Yesterday';
  const isNear = Math.abs(days) < 180;
  const style = { weekday: 'short', day: 'numeric', month: 'short', timeZone } as const;
  return format(language, isNear ? style : { ...style, year: 'numeric' }, instant);
}

/** What clocks show there, as far as it is not what they show here; undefined: it is the same. */
export function timesElsewhere(there: CallTimes, here: CallTimes): string | undefined {
  if (here.day !== there.day) return `${there.day}, ${there.hours} ${there.zone}`;
  return here.hours === there.hours ? undefined : `${there.hours} ${there.zone}`;
}

/** How far the zone's clocks are from UTC at that instant: `GMT+1`. */
export function offsetWords(instant: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(
    instant,
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
}

/** `Europe/Berlin` → `Berlin`, `America/Argentina/Buenos_Aires` → `Buenos Aires`. */
export function cityOf(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
