/** Times in requests and answers. */
import * as z from 'zod';
import { isStorableTime } from '../stored/storable.ts';

const isoTime = z.iso.datetime({ offset: true });

export const time = z
  .string()
  .refine((text) => isoTime.safeParse(withLargeLetters(text)).success, {
    error: 'must be a time with an offset (RFC 3339), such as 2027-01-15T09:30:00+01:00',
    abort: true,
  })
  .refine((text) => isStorableTime(toTime(text)), 'must lie in the years 1 to 9999 of UTC')
  .meta({
    format: 'date-time',
    description: 'RFC 3339, with an offset.',
    examples: ['2027-01-15T09:30:00+01:00'],
  });

export const utcTime = z.iso
  .datetime()
  .meta({ description: 'RFC 3339, in UTC.', examples: ['2027-01-15T08:30:00.000Z'] });

/** Milliseconds since the epoch; undefined stays so. */
export function toTime(text: string): number;
export function toTime(text: string | undefined): number | undefined;
export function toTime(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(withLargeLetters(text));
}

/** RFC 3339 has its two letters in either case (section 5.6), and readers of ISO 8601 only in this one. */
function withLargeLetters(time: string): string {
  return time.replace(/[tz]/g, (letter) => letter.toUpperCase());
}
