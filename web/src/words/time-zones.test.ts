import { knownTimeZone } from '@parley/protocol';
import { describe, expect, it, vi } from 'vitest';
import { findTimeZones, ownTimeZone, timeZoneNames } from './time-zones.ts';

const NAMES = timeZoneNames('Europe/Berlin');

describe('the time zones', () => {
  it('are many, each once, in order, with UTC and the person’s own', () => {
    expect(NAMES.length).toBeGreaterThan(300);
    expect(NAMES).toEqual([...new Set(NAMES)].sort());
    expect(NAMES).toContain('UTC');
    expect(timeZoneNames('Own/Zone')).toContain('Own/Zone');
  });

  it('are all of them usable', () => {
    expect(NAMES.filter((name) => knownTimeZone(name) === undefined)).toEqual([]);
  });

  it.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['America/St_Johns', 'America/St_Johns'],
    ['Etc/Unknown', 'UTC'],
    // What Node and browsers say whose device is in a zone that they do not know.
    [undefined, 'UTC'],
  ])('one that the device calls %s is one’s own as %s', (name, own) => {
    const resolvedOptions = () => ({ timeZone: name }) as Intl.ResolvedDateTimeFormatOptions;
    const device = vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions');
    device.mockImplementationOnce(resolvedOptions);
    expect(ownTimeZone()).toBe(own);
    device.mockRestore();
  });

  it.each([
    ['berlin', 'Europe/Berlin'],
    ['Zürich', 'Europe/Zurich'],
    ['new york', 'America/New_York'],
    ['new_york', 'America/New_York'],
    ['America/New_York', 'America/New_York'],
    ['  são paulo ', 'America/Sao_Paulo'],
    ['tok', 'Asia/Tokyo'],
    ['utc', 'UTC'],
    ['los ang', 'America/Los_Angeles'],
    ['kolkata', 'Asia/Kolkata'],
    ['kyiv', 'Europe/Kyiv'],
    ['europe lon', 'Europe/London'],
  ])('are found by %s, %s first', (text, name) => {
    expect(findTimeZones(text, NAMES)[0]).toBe(name);
  });

  it('are all found by nothing, and none by what is none', () => {
    expect(findTimeZones('', NAMES)).toHaveLength(NAMES.length);
    expect(findTimeZones('Atlantis', NAMES)).toEqual([]);
    expect(findTimeZones('erlin', NAMES)).toEqual([]);
  });
});
