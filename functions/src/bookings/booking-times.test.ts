import { describe, expect, test } from 'vitest';
import { resolveTimes } from './booking-times.ts';

const NOW = Date.parse('2027-03-27T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const before = { opensAt: NOW + HOUR - 5 * MINUTE, startsAt: NOW + HOUR, endsAt: NOW + 2 * HOUR };
const running = { opensAt: NOW - HOUR, startsAt: NOW - HOUR, endsAt: NOW + HOUR };

describe('the times of a new call', () => {
  test('are a start with an end', () => {
    expect(resolveTimes({ startsAt: NOW + HOUR, endsAt: NOW + 2 * HOUR }, undefined, NOW)).toEqual({
      opensAt: NOW + HOUR,
      startsAt: NOW + HOUR,
      endsAt: NOW + 2 * HOUR,
    });
  });

  test('or a start with a length, and how early it opens', () => {
    const asked = { startsAt: NOW + HOUR, durationMinutes: 30, earlyEntryMinutes: 10 };
    expect(resolveTimes(asked, undefined, NOW)).toEqual({
      opensAt: NOW + 50 * MINUTE,
      startsAt: NOW + HOUR,
      endsAt: NOW + 90 * MINUTE,
    });
  });

  test.each([
    ['in the past', { startsAt: NOW - MINUTE, durationMinutes: 30 }, ['startsAt']],
    ['wholly in the past', { startsAt: NOW - DAY, durationMinutes: 30 }, ['startsAt']],
    ['without an end', { startsAt: NOW }, ['endsAt']],
    ['with two ends', { startsAt: NOW, endsAt: NOW + HOUR, durationMinutes: 60 }, ['durationMinutes']],
    ['that end when they start', { startsAt: NOW, endsAt: NOW }, ['endsAt']],
    ['of less than a minute', { startsAt: NOW, endsAt: NOW + MINUTE - 1 }, ['endsAt']],
    ['of more than a day', { startsAt: NOW, endsAt: NOW + DAY + 1 }, ['endsAt']],
    ['too far ahead', { startsAt: NOW + 366 * DAY, durationMinutes: 1 }, ['startsAt']],
    ['that end too far ahead', { startsAt: NOW + 366 * DAY, endsAt: NOW + 366 * DAY + HOUR }, ['endsAt']],
    ['past and ending before', { startsAt: NOW - HOUR, endsAt: NOW - 2 * HOUR }, ['startsAt', 'endsAt']],
  ])('%s are refused', (_, asked, fields) => {
    const problems = resolveTimes(asked, undefined, NOW);
    expect('startsAt' in problems ? [] : problems.map(({ field }) => field)).toEqual(fields);
  });
});

test('A call without a start is one of now', () => {
  expect(resolveTimes({ durationMinutes: 30, earlyEntryMinutes: 0 }, undefined, NOW)).toEqual({
    opensAt: NOW,
    startsAt: NOW,
    endsAt: NOW + 30 * MINUTE,
  });
});

test('The shortest call takes a minute', () => {
  expect(resolveTimes({ startsAt: NOW, endsAt: NOW + MINUTE }, undefined, NOW)).toMatchObject({
    endsAt: NOW + MINUTE,
  });
});

describe('the times of a call that is moved', () => {
  test('stay when nothing is said of them', () => {
    expect(resolveTimes({}, before, NOW)).toEqual(before);
    expect(resolveTimes({}, running, NOW)).toEqual(running);
  });

  test('keep the length and the early entry when only the start moves', () => {
    const hour = 3 * HOUR;
    expect(resolveTimes({ startsAt: NOW + hour }, before, NOW)).toEqual({
      opensAt: NOW + hour - 5 * MINUTE,
      startsAt: NOW + hour,
      endsAt: NOW + hour + HOUR,
    });
  });

  test('may lengthen what is going on, and not move its start into the past', () => {
    expect(resolveTimes({ endsAt: NOW + 2 * HOUR }, running, NOW)).toEqual({
      ...running,
      endsAt: NOW + 2 * HOUR,
    });
    expect(resolveTimes({ startsAt: NOW - 30 * MINUTE }, running, NOW)).toMatchObject([
      { field: 'startsAt' },
    ]);
    expect(resolveTimes({ endsAt: NOW }, running, NOW)).toMatchObject([{ field: 'endsAt' }]);
    const begun = { opensAt: NOW - 5_000, startsAt: NOW - 5_000, endsAt: NOW + HOUR };
    expect(resolveTimes({ endsAt: NOW + 1 }, begun, NOW)).toMatchObject({ endsAt: NOW + 1 });
    const justBegun = { ...begun, startsAt: NOW };
    expect(resolveTimes({ endsAt: NOW + 999 }, justBegun, NOW)).toMatchObject([{ field: 'endsAt' }]);
    expect(resolveTimes({ startsAt: NOW + 400 * DAY }, before, NOW)).toMatchObject([{ field: 'startsAt' }]);
  });

  describe('while they are in it', () => {
    const early = { opensAt: NOW - HOUR, startsAt: NOW + MINUTE, endsAt: NOW + HOUR };

    test.each([
      ['its start', running, { startsAt: NOW + HOUR }, 'startsAt'],
      ['its start and its end', running, { startsAt: NOW + 2 * HOUR, endsAt: NOW + 3 * HOUR }, 'startsAt'],
      [
        'its start and how early it opens',
        early,
        { startsAt: NOW + 2 * HOUR, earlyEntryMinutes: 60 },
        'startsAt',
      ],
      ['how early it opens', early, { earlyEntryMinutes: 0 }, 'earlyEntryMinutes'],
    ])('close it by %s no more, as they do while nobody has met', (_, known, asked, field) => {
      expect(resolveTimes(asked, known, NOW, true)).toMatchObject([{ field }]);
      expect(resolveTimes(asked, known, NOW)).toHaveProperty('opensAt');
    });

    test('may be another end, and a start that leaves it open', () => {
      const longer = resolveTimes({ endsAt: NOW + 2 * HOUR }, running, NOW, true);
      expect(longer).toEqual({ ...running, endsAt: NOW + 2 * HOUR });
      const later = resolveTimes({ startsAt: NOW + 30 * MINUTE }, early, NOW, true);
      expect(later).toMatchObject({ opensAt: NOW - 31 * MINUTE, startsAt: NOW + 30 * MINUTE });
    });

    test('stay, though a host may have closed it in the browser', () => {
      expect(resolveTimes({}, before, NOW, true)).toEqual(before);
    });
  });
});
