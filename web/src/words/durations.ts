import { locale } from './locale.ts';

const SECOND_MS = 1_000;
const DAY_MINUTES = 24 * 60;

/** A length of time as people say it: `1 minute`, `90 minutes`, `2 hours`, `1 hour 15 minutes`, `90 days`. Whole minutes. */
export function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  // "90 minutes" is said more often than "1 hour 30 minutes", and "60 minutes" less often than "1 hour".
  if (minutes < 60 || minutes === 90) return count(minutes, 'minute');
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (minutes >= 2 * DAY_MINUTES && minutes % DAY_MINUTES === 0) return durationInDays(seconds);
  return rest === 0 ? count(hours, 'hour') : inOne(count(hours, 'hour'), count(rest, 'minute'));
}

/** For how long two people have talked: `23 minutes`. */
export function talkLength(ms: number): string {
  return ms < 60 * SECOND_MS ? 'less than a minute' : duration(Math.floor(ms / SECOND_MS / 60) * 60);
}

/** A longer one, for which hours are too fine: `30 days`. */
export function durationInDays(seconds: number): string {
  return count(Math.round(seconds / 60 / DAY_MINUTES), 'day');
}

/** How long something takes to come: `3 days 4 hours`, `2:05:09`, `0:09`. What is past is `0:00`. */
export function countdown(ms: number): string {
  // Up, so that it says 0:00 when it is time and not a second before.
  const left = Math.max(0, Math.ceil(ms / SECOND_MS));
  const [minutes, seconds] = [Math.floor(left / 60), left % 60];
  const [days, hours] = [Math.floor(minutes / DAY_MINUTES), Math.floor((minutes % DAY_MINUTES) / 60)];
  if (days > 0) return inOne(count(days, 'day'), count(hours, 'hour'));
  return hours > 0
    ? `${digits(hours)}:${digits(minutes % 60, 2)}:${digits(seconds, 2)}`
    : `${digits(minutes)}:${digits(seconds, 2)}`;
}

/** How long something has taken so far: `0:09`, `12:04`, `1:02:05`. */
export function elapsed(ms: number): string {
  return countdown(Math.floor(Math.max(0, ms) / SECOND_MS) * SECOND_MS);
}

/**
 * In the plural that the number asks for. Intl.DurationFormat is made of these two formats, and came years after them:
 * with Chrome 129, Firefox 136 and Safari 18.4.
 */
function count(number: number, unit: 'day' | 'hour' | 'minute'): string {
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'long' }).format(number);
}

function inOne(...counts: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'unit', style: 'narrow' }).format(counts);
}

function digits(number: number, minimumIntegerDigits = 1): string {
  return new Intl.NumberFormat(locale(), { minimumIntegerDigits }).format(number);
}
