/**
 * How much of an instant is told: the day and the time with its zone, the time alone, or the day alone.
 * The zone's name is there because two people read the same invitation.
 */
export type ZonedTimeStyle = 'full' | 'time' | 'date';

const STYLES: Readonly<Record<ZonedTimeStyle, Intl.DateTimeFormatOptions>> = {
  full: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  time: { timeStyle: 'short' },
  date: { dateStyle: 'full' },
};

/**
 * An instant in words, as clocks in that zone show it.
 * @param locale whose words; undefined: the platform's own
 * @throws {RangeError} for a zone or a locale that there is not
 */
export function formatInZone(
  instant: number,
  timeZone: string,
  options: { readonly locale?: string | undefined; readonly style?: ZonedTimeStyle } = {},
): string {
  const { locale, style = 'full' } = options;
  return new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone }).format(instant);
}
