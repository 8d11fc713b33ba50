import { describe, expect, it } from 'vitest';
import { createCallId } from '../ids/call-id.ts';
import { deriveCallKeys } from '../ids/call-keys.ts';
import { seal } from '../ids/sealing.ts';
import { MAX_SCHEDULE_AHEAD_MS, MAX_SEALED_DETAILS_BYTES, MAX_TITLE_LENGTH } from '../reading/limits.ts';
import { type ChosenSchedule, isSchedulable, openDetails, sealDetails } from './schedule.ts';

const NOW = 1_800_000_000_000;
const schedule: ChosenSchedule = {
  ...{ revision: 0, opensAt: NOW, startsAt: NOW + 60_000, endsAt: NOW + 120_000, admission: 'anyone' },
  details: new Uint8Array(10),
  hostKeyHash: new Uint8Array(32),
};

describe('what a scheduled call is about', () => {
  const details = { title: 'Contract, second reading', timeZone: 'Europe/Zurich' };

  it('is read by whoever has the call ID, at its revision alone', async () => {
    const keys = await deriveCallKeys(createCallId());
    const sealed = await sealDetails(keys, 3, details);
    expect(await openDetails(keys, { revision: 3, details: sealed })).toEqual(details);
    await expect(openDetails(keys, { revision: 4, details: sealed })).rejects.toMatchObject({
      code: 'does-not-open',
    });
    const others = await deriveCallKeys(createCallId());
    await expect(openDetails(others, { revision: 3, details: sealed })).rejects.toMatchObject({
      code: 'does-not-open',
    });
  });

  it.each([
    [true, { isBooked: true }],
    [false, {}],
    ['yes', {}],
    [undefined, {}],
  ])('says of itself that a program has booked it, or nothing: %j', async (isBooked, said) => {
    const keys = await deriveCallKeys(createCallId());
    const written = { ...details, isBooked } as Parameters<typeof sealDetails>[2];
    const sealed = await sealDetails(keys, 0, written);
    expect(await openDetails(keys, { revision: 0, details: sealed })).toEqual({ ...details, ...said });
  });

  it('fits, whatever the longest title is made of', async () => {
    const keys = await deriveCallKeys(createCallId());
    for (const character of ['x', '"', '\u0001', '\u20ac', '\u{1f4de}']) {
      const title = character.repeat(MAX_TITLE_LENGTH / character.length);
      const sealed = await sealDetails(keys, 0, { ...details, title, isBooked: true });
      expect(sealed.length).toBeLessThanOrEqual(MAX_SEALED_DETAILS_BYTES);
    }
  });

  it.each([
    [
      { title: ' a\u202eb\u0000c\n ', timeZone: 'UTC' },
      { title: 'abc', timeZone: 'UTC' },
    ],
    [
      { title: '', timeZone: 'Mars/Olympus_Mons' },
      { title: '', timeZone: 'UTC' },
    ],
  ])('is shown clean: %j', async (written, shown) => {
    const keys = await deriveCallKeys(createCallId());
    const sealed = await sealDetails(keys, 0, written);
    expect(await openDetails(keys, { revision: 0, details: sealed })).toEqual(shown);
  });

  it.each([
    null,
    [],
    { title: 'x' },
    { title: 1, timeZone: 'UTC' },
    { title: 'x'.repeat(121), timeZone: 'UTC' },
  ])('is not %j', async (value) => {
    const keys = await deriveCallKeys(createCallId());
    const sealed = await seal(
      keys.sealingKey,
      { docId: keys.docId, kind: 'details', round: 0, index: 0 },
      value,
    );
    await expect(openDetails(keys, { revision: 0, details: sealed })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('a schedule', () => {
  it.each<[string, Partial<ChosenSchedule>, boolean]>([
    ['as it should be', {}, true],
    ['that is just not over', { opensAt: NOW - 2, startsAt: NOW - 1, endsAt: NOW + 1 }, true],
    ['that is just over', { opensAt: NOW - 2, startsAt: NOW - 1, endsAt: NOW }, false],
    ['as far ahead as may be', far(MAX_SCHEDULE_AHEAD_MS), true],
    ['further ahead', far(MAX_SCHEDULE_AHEAD_MS + 1), false],
    ['without a time', { startsAt: Number.NaN }, false],
    ['without details', { details: new Uint8Array() }, false],
    ['with too many details', { details: new Uint8Array(MAX_SEALED_DETAILS_BYTES + 1) }, false],
    ['with another hash', { hostKeyHash: new Uint8Array(31) }, false],
    ['of half a revision', { revision: 0.5 }, false],
  ])('%s', (_, changes, expected) => {
    expect(isSchedulable({ ...schedule, ...changes }, NOW)).toBe(expected);
  });
});

function far(ms: number): Partial<ChosenSchedule> {
  return { opensAt: NOW + ms - 2, startsAt: NOW + ms - 1, endsAt: NOW + ms };
}
