import { describe, expect, it } from 'vitest';
import {
  GONE_AFTER_MS,
  type LinkFacts,
  MIN_RESTART_INTERVAL_MS,
  REPLACE_AFTER_MS,
  RESTART_AFTER_MS,
  recoveryStep,
  STALLED_AFTER_MS,
} from './recovery-policy.ts';

/** A link that came about long ago and has been well since. */
const healthy: LinkFacts = {
  state: 'connected',
  inStateMs: 600_000,
  silentMs: 0,
  lostMs: 0,
  sinceRestartMs: Number.POSITIVE_INFINITY,
  ageMs: 600_000,
};
/** The same link, lost a moment ago. */
const failed: LinkFacts = { ...healthy, state: 'failed', inStateMs: 0, silentMs: 5_000, lostMs: 1 };
const disconnected: LinkFacts = { ...failed, state: 'disconnected', inStateMs: RESTART_AFTER_MS };

describe('the constants', () => {
  it('are what the design says', () => {
    expect([
      STALLED_AFTER_MS,
      RESTART_AFTER_MS,
      MIN_RESTART_INTERVAL_MS,
      REPLACE_AFTER_MS,
      GONE_AFTER_MS,
    ]).toEqual([3_000, 2_000, 3_500, 15_000, 60_000]);
  });
});

describe('a connected link', () => {
  it.each([
    [2_999, 'none'],
    [3_000, 'tell-stalled'],
    [3_001, 'tell-stalled'],
  ])('after %d ms of silence: %s', (silentMs, step) => {
    expect(recoveryStep({ ...healthy, silentMs })).toBe(step);
  });

  it('is only told of, however long the silence: ICE knows best whether it is broken', () => {
    expect(recoveryStep({ ...healthy, silentMs: 3_600_000 })).toBe('tell-stalled');
  });
});

describe('a disconnected link', () => {
  it.each([
    [1_999, 'none'],
    [2_000, 'restart'],
    [2_001, 'restart'],
  ])('after %d ms: %s', (inStateMs, step) => {
    expect(recoveryStep({ ...disconnected, inStateMs })).toBe(step);
  });
});

describe('a failed link', () => {
  it('is restarted at once', () => {
    expect(recoveryStep(failed)).toBe('restart');
  });
});

describe.each([
  ['failed', failed],
  ['disconnected', disconnected],
])('restarts of a link that is %s', (_, facts) => {
  it.each([
    [0, 'none'],
    [3_499, 'none'],
    [3_500, 'restart'],
    [3_501, 'restart'],
  ])('%d ms after the last: %s', (sinceRestartMs, step) => {
    expect(recoveryStep({ ...facts, sinceRestartMs })).toBe(step);
  });
});

describe.each(['new', 'connecting', 'disconnected', 'failed'] as const)('a link that is %s', (state) => {
  const facts = { ...failed, state, inStateMs: 0, sinceRestartMs: 0 };

  it.each([
    [14_999, 'none'],
    [15_000, 'replace'],
    [15_001, 'replace'],
  ])('%d ms after the loss: %s', (lostMs, step) => {
    expect(recoveryStep({ ...facts, lostMs })).toBe(step);
  });

  it.each([
    [14_999, 'none'],
    [15_000, 'replace'],
    [15_001, 'replace'],
  ])('%d ms after it began, in an outage that began before it: %s', (ageMs, step) => {
    expect(recoveryStep({ ...facts, lostMs: 40_000, ageMs })).toBe(step);
  });

  it.each([
    [59_999, 'replace'],
    [60_000, 'give-up'],
    [60_001, 'give-up'],
  ])('%d ms after the loss, on an old link: %s', (lostMs, step) => {
    expect(recoveryStep({ ...facts, lostMs })).toBe(step);
  });

  it('is given up a minute after the loss however young it is', () => {
    expect(recoveryStep({ ...facts, lostMs: GONE_AFTER_MS, ageMs: 0 })).toBe('give-up');
  });
});

describe('a link that has not connected yet', () => {
  it.each(['new', 'connecting'] as const)('is not restarted, however long it is %s', (state) => {
    const facts = { ...failed, state, inStateMs: 14_999, lostMs: 14_999, ageMs: 14_999 };
    expect(recoveryStep(facts)).toBe('none');
  });
});

describe('a closed link', () => {
  it('is replaced at once: a restart cannot help it', () => {
    expect(recoveryStep({ ...failed, state: 'closed', ageMs: 0 })).toBe('replace');
  });

  it.each([
    [59_999, 'replace'],
    [60_000, 'give-up'],
  ])('%d ms after the loss: %s', (lostMs, step) => {
    expect(recoveryStep({ ...failed, state: 'closed', lostMs })).toBe(step);
  });
});
