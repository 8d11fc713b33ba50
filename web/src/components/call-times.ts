/** When a scheduled call is, in words. */
import { instantToZonedTime } from '@parley/invitation';

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
 * @param locale undefined: the English that this person reads
 */
export function callTimes(
  { startsAt, endsAt }: Span,
  timeZone: string,
  locale: string = readersEnglish(navigator.languages),
): CallTimes {
  const start = instantToZonedTime(startsAt, timeZone).date;
  const end = instantToZonedTime(endsAt, timeZone).date;
  const isNextDay = Date.parse(end) - Date.parse(start) === DAY_MS;
  // Where the clocks change meanwhile, the end would look wrong without a word.
  const [offset, offsetAtEnd] = [offsetWords(startsAt, timeZone), offsetWords(endsAt, timeZone)];
  const endNote = offset === offsetAtEnd ? '' : ` (${offsetAtEnd})`;
  const hours = `${clockTime(startsAt, timeZone, locale)} – ${clockTime(endsAt, timeZone, locale)}${endNote}`;
  return {
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone }).format(startsAt),
    hours: isNextDay ? `${hours} on the next day` : hours,
    zone: timeZone === 'UTC' ? 'UTC' : `${cityOf(timeZone)} time (${offset})`,
  };
}

/** `15:05` */
export function clockTime(
  instant: number,
  timeZone: string,
  locale: string = readersEnglish(navigator.languages),
): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(instant);
}

/** `Today`, `Tomorrow`, or the weekday and the date, without the year that everybody knows. */
export function shortDay(
  instant: number,
  now: number,
  timeZone: string,
  locale: string = readersEnglish(navigator.languages),
): string {
  const dayOf = (time: number) => Date.parse(instantToZonedTime(time, timeZone).date);
  const days = (dayOf(instant) - dayOf(now)) / DAY_MS;
  if (days === 0) return 'Today';
  if (days === 1) return 'Tomorrow';
  if (days === -1) return 'Yesterday';
  const isNear = Math.abs(days) < 180;
  return new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone },
    ...(!isNear && { year: 'numeric' }),
  }).format(instant);
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

/** The interface is in English; whose hours and dates it writes, Britain's or America's, the browser knows. */
export function readersEnglish(languages: readonly string[]): string {
  return languages.find((language) => /^en\b/i.test(language)) ?? 'en-GB';
}
