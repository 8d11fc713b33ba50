import { describe, expect, it } from 'vitest';
import { locale } from './locale.ts';
import { callTimes, offsetWords, shortDay } from './times.ts';

const AT = Date.UTC(2026, 10, 26, 14);
const HOUR_MS = 60 * 60_000;

/** Versions of the Unicode data differ in commas, and in the space before AM. */
function plain(text: string): string {
  return text.replaceAll(',', '').replaceAll('\u202f', ' ');
}

describe('the times of a call', () => {
  const span = { startsAt: AT, endsAt: AT + HOUR_MS / 2 };

  it.each([
    ['Europe/Berlin', 'en-GB', 'Thursday 26 November 2026', '15:00 – 15:30', 'Berlin time (GMT+1)'],
    ['America/New_York', 'en-US', 'Thursday November 26 2026', '9:00 AM – 9:30 AM', 'New York time (GMT-5)'],
    ['Asia/Kathmandu', 'en-GB', 'Thursday 26 November 2026', '19:45 – 20:15', 'Kathmandu time (GMT+5:45)'],
    ['UTC', 'en-GB', 'Thursday 26 November 2026', '14:00 – 14:30', 'UTC'],
  ])('in %s, for %s', (zone, language, day, hours, name) => {
    const times = callTimes(span, zone, language);
    expect({ ...times, day: plain(times.day), hours: plain(times.hours) }).toEqual({
      day,
      hours,
      zone: name,
    });
  });

  it('say when the end is on another day', () => {
    const late = { startsAt: AT + 9 * HOUR_MS, endsAt: AT + 11 * HOUR_MS };
    expect(callTimes(late, 'UTC', 'en-GB').hours).toBe('23:00 – 01:00 on the next day');
  });
});

it('The clocks that change during a call are told of', () => {
  const startsAt = Date.UTC(2026, 9, 25, 0, 30);
  const { hours, zone } = callTimes({ startsAt, endsAt: startsAt + HOUR_MS / 2 }, 'Europe/Berlin', 'en-GB');
  expect([hours, zone]).toEqual(['02:30 – 02:00 (GMT+1)', 'Berlin time (GMT+2)']);
});

it.each([
  [0, 'Today'],
  [9, 'Today'],
  [10, 'Tomorrow'],
  [-15, 'Yesterday'],
  [24 * 5, 'Tue 1 Dec'],
  [24 * 300, 'Wed 22 Sept 2027'],
])('The day %i hours away is called %s', (hours, words) => {
  expect(plain(shortDay(AT + hours * HOUR_MS, AT, 'UTC', 'en-GB'))).toBe(words);
});

it('A zone’s clocks are as far from UTC as they are at that instant', () => {
  expect(offsetWords(Date.UTC(2026, 6, 1), 'Europe/Berlin')).toBe('GMT+2');
  expect(offsetWords(Date.UTC(2026, 11, 1), 'Europe/Berlin')).toBe('GMT+1');
});

it.each([
  [['de-CH', 'en-US', 'en'], 'en-US'],
  [['en'], 'en'],
  [['de', 'fr'], 'en-GB'],
  [['enm'], 'en-GB'],
  [[], 'en-GB'],
])('Whoever reads %j reads %s here', (languages, language) => {
  expect(locale(languages)).toBe(language);
});
