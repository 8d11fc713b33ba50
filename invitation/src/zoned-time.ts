/**
 * From what a form asks for, a date and a time in some zone, to the instant that is meant. By `Intl` alone, whose
 * time zone data the platform keeps: Safari has no Temporal yet, and a polyfill weighs twenty-five times this file. The
 * tests hold it against one.
 */

/** A date and a time as clocks in some zone show them: `2026-03-29`, `02:30`. What date and time inputs hold. */
export interface LocalTime {
  readonly date: string;
  readonly time: string;
}

/** What such a time means. Instants are milliseconds since the epoch. */
export type ZonedTime =
  | { readonly kind: 'once'; readonly instant: number }
  /** The clocks are put forward over it: no clock ever shows it. `instant` is as much later as they are put forward. */
  | { readonly kind: 'never'; readonly instant: number }
  /** The clocks are put back over it. `instant` is the first time, `later` the second. */
  | { readonly kind: 'twice'; readonly instant: number; readonly later: number };

const DAY_MS = 24 * 60 * 60_000;

/**
 * @param date `YYYY-MM-DD`, in the years 1970 to 9998
 * @param time `HH:MM`
 * @throws {RangeError} for a date or a time that no calendar has, and for a zone that there is not
 */
export function zonedTimeToInstant(date: string, time: string, timeZone: string): ZonedTime {
  const asUtc = parseAsUtc(date, time);
  const zone = createClock(timeZone);
  // No zone changes its clocks twice within two days, so these are all the offsets there can be.
  const before = zone.offsetAt(asUtc - DAY_MS);
  const after = zone.offsetAt(asUtc + DAY_MS);
  const [first, second] = [...new Set([asUtc - before, asUtc - after])]
    .filter((instant) => instant + zone.offsetAt(instant) === asUtc)
    .sort((a, b) => a - b);
  if (first === undefined) return { kind: 'never', instant: asUtc - before };
  if (second === undefined) return { kind: 'once', instant: first };
  return { kind: 'twice', instant: first, later: second };
}

/**
 * What clocks in that zone show at that instant. Seconds are dropped.
 * @throws {RangeError} for a zone that there is not
 */
export function instantToZonedTime(instant: number, timeZone: string): LocalTime {
  const shown = new Date(instant + createClock(timeZone).offsetAt(instant)).toISOString();
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) };
}

function parseAsUtc(date: string, time: string): number {
  if (!/^(?:19[7-9]\d|[2-9]\d{3})-\d\d-\d\d$/.test(date))
    throw new RangeError('A date is written YYYY-MM-DD');
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RangeError('A time is written HH:MM');
  const asUtc = Date.parse(`${date}T${time}:00.000Z`);
  // Some platforms take 30 February for 2 March.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 10) !== date) {
    throw new RangeError('There is no such date');
  }
  return asUtc;
}

/** The clocks of a zone: how far they are ahead of UTC at an instant, in milliseconds. */
function createClock(timeZone: string): { offsetAt(instant: number): number } {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return {
    offsetAt(instant) {
      const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
      for (const { type, value } of format.formatToParts(instant)) shown[type] = Number(value);
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
      const wholeSeconds = Math.floor(instant / 1000) * 1000;
      return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSeconds;
    },
  };
}
