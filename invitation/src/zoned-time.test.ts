/** Held against Temporal's own rules, as the polyfill implements them. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { createCalendarFile } from './calendar-file.ts';
import { createInvitation } from './testing/invitations.ts';
import { readEvent } from './testing/read-calendar-file.ts';
import { instantToZonedTime, type ZonedTime, zonedTimeToInstant } from './zoned-time.ts';

/** What Temporal makes of the same. */
function byTemporal(date: string, time: string, timeZone: string): ZonedTime {
  const local = Temporal.PlainDateTime.from(`${date}T${time}`);
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    local.toZonedDateTime(timeZone, { disambiguation }),
  );
  if (!first || !second) throw new Error('Temporal answers each time');
  const compatible = local.toZonedDateTime(timeZone).epochMilliseconds;
  if (first.epochMilliseconds === second.epochMilliseconds) return { kind: 'once', instant: compatible };
  if (!first.toPlainDateTime().equals(local)) return { kind: 'never', instant: compatible };
  return { kind: 'twice', instant: first.epochMilliseconds, later: second.epochMilliseconds };
}

/** Days on which clocks change, in zones that differ in all there is: hemisphere, half hours, Ramadan, midnight. */
const CHANGES: readonly (readonly [timeZone: string, date: string])[] = [
  ['Europe/Zurich', '2026-03-29'],
  ['Europe/Zurich', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Africa/Casablanca', '2026-03-22'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2018-02-17'],
  ['Pacific/Apia', '2011-12-30'],
  ['Europe/London', '1971-10-31'],
  ['Asia/Kolkata', '2026-03-29'],
  ['UTC', '2026-03-29'],
];

const quarters = Array.from({ length: 96 }, (_, index) =>
  [Math.floor(index / 4), (index % 4) * 15].map((part) => `${part}`.padStart(2, '0')).join(':'),
);

describe('a time in some zone', () => {
  it.each([
    ['2026-03-29', '01:59', 'Europe/Zurich', { kind: 'once', instant: Date.UTC(2026, 2, 29, 0, 59) }],
    ['2026-03-29', '02:30', 'Europe/Zurich', { kind: 'never', instant: Date.UTC(2026, 2, 29, 1, 30) }],
    ['2026-03-29', '03:00', 'Europe/Zurich', { kind: 'once', instant: Date.UTC(2026, 2, 29, 1, 0) }],
    [
      ...['2026-10-25', '02:30', 'Europe/Zurich'],
      { kind: 'twice', instant: Date.UTC(2026, 9, 25, 0, 30), later: Date.UTC(2026, 9, 25, 1, 30) },
    ],
    [
      ...['2026-04-05', '01:45', 'Australia/Lord_Howe'],
      { kind: 'twice', instant: Date.UTC(2026, 3, 4, 14, 45), later: Date.UTC(2026, 3, 4, 15, 15) },
    ],
    ['2026-07-01', '12:00', 'Asia/Kathmandu', { kind: 'once', instant: Date.UTC(2026, 6, 1, 6, 15) }],
  ] as const)('%s %s in %s is known', (date, time, timeZone, expected) => {
    expect(zonedTimeToInstant(date, time, timeZone)).toEqual(expected);
  });

  it.each(CHANGES)('means what Temporal says it means, in %s around %s', (timeZone, date) => {
    const day = Temporal.PlainDate.from(date);
    for (const near of [-1, 0, 1].map((days) => `${day.add({ days })}`)) {
      for (const time of quarters) {
        const meant = zonedTimeToInstant(near, time, timeZone);
        expect({ near, time, ...meant }).toEqual({ near, time, ...byTemporal(near, time, timeZone) });
      }
    }
  });

  it('means what Temporal says it means, anywhere and at any time', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const minutes = fc.integer({ min: 0, max: 130 * 366 * 24 * 60 });
    const check = (timeZone: string, minute: number) => {
      const [date, rest = ''] = new Date(minute * 60_000).toISOString().split('T');
      if (date === undefined) throw new Error('There is always a date');
      const time = rest.slice(0, 5);
      expect(zonedTimeToInstant(date, time, timeZone)).toEqual(byTemporal(date, time, timeZone));
    };
    fc.assert(fc.property(zones, minutes, check), { numRuns: 2_000 });
  });

  it('is read back as it was written, in every zone', () => {
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      const meant = zonedTimeToInstant('2026-11-21', '14:25', timeZone);
      expect(instantToZonedTime(meant.instant, timeZone)).toEqual({ date: '2026-11-21', time: '14:25' });
    }
  });

  it('comes out of a calendar file as the same time in that zone', () => {
    for (const [timeZone, date] of CHANGES) {
      for (const time of quarters) {
        const meant = zonedTimeToInstant(date, time, timeZone);
        if (meant.kind === 'never') continue;
        const instants = meant.kind === 'twice' ? [meant.instant, meant.later] : [meant.instant];
        for (const startsAt of instants) {
          const invitation = createInvitation({ startsAt, endsAt: startsAt + 45 * 60_000 });
          const { start, end } = readEvent(createCalendarFile(invitation, 'PUBLISH'));
          const shown = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(timeZone);
          expect(shown.toPlainDateTime().toString()).toBe(`${date}T${time}:00`);
          expect((end?.getTime() ?? 0) - start.getTime()).toBe(45 * 60_000);
        }
      }
    }
  });

  it.each([
    ['2026-02-29', '12:00', 'UTC'],
    ['2026-13-01', '12:00', 'UTC'],
    ['2026-04-31', '12:00', 'UTC'],
    ['26-04-30', '12:00', 'UTC'],
    ['1969-12-31', '12:00', 'UTC'],
    ['2026-04-30', '24:00', 'UTC'],
    ['2026-04-30', '12:60', 'UTC'],
    ['2026-04-30', '1:00', 'UTC'],
    ['2026-04-30', '12:00:00', 'UTC'],
    ['2026-04-30', '12:00', 'Europe/Atlantis'],
    ['2026-04-30', '12:00', ''],
  ])('is refused: %s %s in %s', (date, time, timeZone) => {
    expect(() => zonedTimeToInstant(date, time, timeZone)).toThrow(RangeError);
  });
});
