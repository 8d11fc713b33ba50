import { describe, expect, it } from 'vitest';
import { knownTimeZone } from './time-zone.ts';

describe('a time zone', () => {
  it.each(['Europe/Zurich', 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Chatham'])(
    '%s is known by its name',
    (name) => {
      expect(knownTimeZone(name)).toBe(name);
    },
  );

  it.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Asia/Katmandu', 'Asia/Kathmandu'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['Pacific/Truk', 'Pacific/Chuuk'],
    ['asia/kolkata', 'Asia/Kolkata'],
  ])('%s is %s', (name, presentName) => {
    expect(knownTimeZone(name)).toBe(presentName);
    expect(knownTimeZone(presentName)).toBe(presentName);
  });

  it('keeps its present name, whichever it is', () => {
    const names = Intl.supportedValuesOf('timeZone').map((name) => knownTimeZone(name) ?? '');
    expect(names.map(knownTimeZone)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(['BST', 'ist', 'PST', 'SystemV/EST5EDT'])('%s is no name of the IANA database', (name) => {
    expect(() => new Intl.DateTimeFormat('en', { timeZone: name })).not.toThrow();
    expect(knownTimeZone(name)).toBeUndefined();
  });

  it.each(['', '+02:00', 'Mars/Olympus_Mons', '<b>', '../etc'])('%j is not', (name) => {
    expect(knownTimeZone(name)).toBeUndefined();
  });
});
