import { describe, expect, it } from 'vitest';
import { formatInZone } from './time-zone.ts';

describe('an instant in words', () => {
  const instant = Date.UTC(2026, 2, 29, 1, 30);

  it.each([
    ['Europe/Zurich', 'en-GB', 'Sunday, 29 March 2026 at 03:30 CEST'],
    ['America/New_York', 'en-US', 'Saturday, March 28, 2026 at 9:30 PM EDT'],
    ['Europe/Zurich', 'de', 'Sonntag, 29. März 2026 um 03:30 MESZ'],
  ])('is told as clocks in %s show it, in %s', (timeZone, locale, expected) => {
    expect(formatInZone(instant, timeZone, { locale }).replaceAll('\u202f', ' ')).toBe(expected);
  });

  it('may be told in part', () => {
    expect(formatInZone(instant, 'Europe/Zurich', { locale: 'de', style: 'time' })).toBe('03:30');
    expect(formatInZone(instant, 'Europe/Zurich', { locale: 'de', style: 'date' })).toBe(
      'Sonntag, 29. März 2026',
    );
  });

  it('names the offset that holds at that instant', () => {
    const before = formatInZone(instant - 60 * 60_000, 'Europe/Zurich', { locale: 'en-GB' });
    expect(before).toContain('01:30 CET');
  });

  it('needs a zone that there is', () => {
    expect(() => formatInZone(instant, 'Europe/Atlantis')).toThrow(RangeError);
  });
});
