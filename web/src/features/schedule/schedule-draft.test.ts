import { describe, expect, it } from 'vitest';
import { ODD_ZONES } from '../../testing/odd-zones.ts';
import { draftOf, newDraft, readDraft, type ScheduleDraft } from './schedule-draft.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** In Berlin, 2 March 2026, 13:05. */
const NOW = Date.UTC(2026, 2, 2, 12, 5);

function draft(changes: Partial<ScheduleDraft> = {}): ScheduleDraft {
  return { ...newDraft(NOW, 'Europe/Berlin', 600), date: '2026-03-05', time: '15:00', ...changes };
}

function read(changes: Partial<ScheduleDraft> = {}) {
  return readDraft(draft(changes), NOW);
}

describe('a new draft', () => {
  it.each([
    [0, '2026-03-03', '14:00'],
    [54, '2026-03-03', '14:00'],
    [55, '2026-03-03', '14:00'],
    [56, '2026-03-03', '15:00'],
    [10 * 60 + 41, '2026-03-04', '00:00'],
  ])('%i minutes later begins with %s %s', (minutes, date, time) => {
    expect(newDraft(NOW + minutes * MINUTE_MS, 'Europe/Berlin', 600)).toMatchObject({ date, time });
  });

  it.each([...ODD_ZONES, 'Europe/Berlin'])(
    'begins tomorrow at a full hour of clocks in %s, at any minute of days when they change',
    (zone) => {
      // In the first night Lord Howe goes back by half an hour, in the second Chatham forward, in the third Berlin back.
      for (const day of [Date.UTC(2026, 3, 4, 12), Date.UTC(2026, 8, 26, 12), Date.UTC(2026, 9, 24, 20)]) {
        for (let now = day; now < day + DAY_MS / 2; now += 7 * MINUTE_MS) {
          const begun = newDraft(now, zone, 600);
          expect({ now, time: begun.time }).toEqual({ now, time: expect.stringMatching(/:00$/) });
          const reading = readDraft(begun, now);
          if (!('plan' in reading))
            throw new Error(`At ${now} the form begins with ${JSON.stringify(reading)}`);
          // A day of clocks that change has 23 to 25 hours.
          expect(reading.plan.startsAt).toBeGreaterThanOrEqual(now + DAY_MS - 60 * MINUTE_MS);
          expect(reading.plan.startsAt).toBeLessThan(now + DAY_MS + 150 * MINUTE_MS);
        }
      }
    },
  );

  it.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['asia/kathmandu', 'Asia/Kathmandu'],
  ])('in a zone that somebody calls %s is planned in %s', (written, timeZone) => {
    expect(readDraft(newDraft(NOW, written, 600), NOW)).toMatchObject({ plan: { timeZone } });
  });

  it('is a plan as it is', () => {
    const reading = readDraft(newDraft(NOW, 'Asia/Kolkata', 600), NOW);
    expect(reading).toMatchObject({ plan: { title: '', timeZone: 'Asia/Kolkata', admission: 'anyone' } });
  });
});

describe('a draft', () => {
  it('becomes a plan, in the clocks of its zone', () => {
    expect(
      read({ title: ' Lesson\u200b 4 ', lengthMinutes: 45, earlyMinutes: 15, admission: 'after-host' }),
    ).toEqual({
      plan: {
        title: 'Lesson 4',
        timeZone: 'Europe/Berlin',
        opensAt: Date.UTC(2026, 2, 5, 13, 45),
        startsAt: Date.UTC(2026, 2, 5, 14),
        endsAt: Date.UTC(2026, 2, 5, 14, 45),
        admission: 'after-host',
      },
      twice: undefined,
    });
  });

  it.each([
    ['no date', { date: '' }, { date: 'date-missing' }],
    ['no time', { time: '' }, { time: 'time-missing' }],
    ['neither', { date: '', time: '' }, { date: 'date-missing', time: 'time-missing' }],
    ['a date that is none', { date: '20262-03-05' }, { date: 'date-missing' }],
    ['a zone that is none', { timeZone: 'Atlantis' }, { timeZone: 'time-zone-unknown' }],
    ['an offset for a zone', { timeZone: '+02:00' }, { timeZone: 'time-zone-unknown' }],
    ['a day that is over', { date: '2026-03-01' }, { date: 'in-the-past' }],
    ['a time that is over', { date: '2026-03-02', time: '13:04' }, { time: 'in-the-past' }],
    ['a time that is now', { date: '2026-03-02', time: '13:05' }, { time: 'in-the-past' }],
    ['a day too far ahead', { date: '2027-03-03', time: '13:00' }, { date: 'too-far-ahead' }],
  ] as const)('with %s is told what is wrong where', (_, changes, problems) => {
    expect(read(changes)).toEqual({ problems });
  });

  it('may reach a leap year ahead, to the minute', () => {
    const last = read({ date: '2027-03-03', time: '12:35' });
    expect('plan' in last && last.plan.endsAt).toBe(NOW + 366 * DAY_MS);
    expect(read({ date: '2027-03-03', time: '12:36' })).toEqual({ problems: { date: 'too-far-ahead' } });
  });

  it('with a time that the clocks skip is told so, and which time comes in its place', () => {
    expect(read({ date: '2026-03-29', time: '02:30' })).toEqual({
      problems: { time: 'time-skipped' },
      skippedTo: Date.UTC(2026, 2, 29, 1, 30),
    });
  });

  it.each([
    ['first', Date.UTC(2026, 9, 25, 0, 30)],
    ['second', Date.UTC(2026, 9, 25, 1, 30)],
  ] as const)('with a time that comes twice means the %s', (occurrence, startsAt) => {
    expect(read({ date: '2026-10-25', time: '02:30', occurrence })).toMatchObject({
      plan: { startsAt },
      twice: { first: Date.UTC(2026, 9, 25, 0, 30), second: Date.UTC(2026, 9, 25, 1, 30) },
    });
  });

  it('means the one there is, whichever was chosen before, when the time comes once', () => {
    expect(read({ occurrence: 'second' })).toMatchObject({ plan: { startsAt: Date.UTC(2026, 2, 5, 14) } });
  });
});

describe('the draft of a plan', () => {
  it.each([
    { date: '2026-03-05', time: '15:00' },
    { date: '2026-10-25', time: '02:30', occurrence: 'first' },
    { date: '2026-10-25', time: '02:30', occurrence: 'second' },
    {
      timeZone: 'America/St_Johns',
      earlyMinutes: 0,
      lengthMinutes: 1_440,
      title: 'x',
      admission: 'after-host',
    },
  ] as const)('is the draft that the plan was made of: %o', (changes) => {
    const before = draft(changes);
    const reading = readDraft(before, NOW);
    if (!('plan' in reading)) throw new Error('This is a plan');
    expect(draftOf(reading.plan, 600)).toEqual(before);
  });
});
