import { describe, expect, it } from 'vitest';
import {
  GONE_AFTER_MS,
  GONE_WITHOUT_ROUTE_MS,
  isProbeDue,
  type LinkFacts,
  MIN_RESTART_INTERVAL_MS,
  NO_ROUTE_AFTER_MS,
  PROBE_AFTER_MS,
  RELAYS_AFTER_MS,
  RELAYS_AFTER_NO_WAY_MS,
  REPLACE_AFTER_MS,
  RESTART_AFTER_MS,
  recoveryStep,
  SILENT_RESTART_AFTER_MS,
  STALLED_AFTER_MS,
  SWIFT_RESTART_AFTER_MS,
} from './recovery-policy.ts';

/** A link that came about long ago and has been well since. */
const healthy: LinkFacts = {
  state: 'connected',
  inStateMs: 600_000,
  silentMs: 0,
  isHeardOften: false,
  isStallTold: false,
  lostMs: 0,
  sinceRestartMs: Number.POSITIVE_INFINITY,
  ageMs: 600_000,
  hasUntriedRelays: false,
  silentRestartCount: 0,
  wasLinked: true,
  isEveryWayTold: true,
  isPeerThere: false,
  sinceNegotiatedMs: 0,
  isOffline: false,
  noRoute: undefined,
};
/** The same link, lost a moment ago. */
const failed: LinkFacts = { ...healthy, state: 'failed', inStateMs: 0, silentMs: 5_000, lostMs: 1 };
const disconnected: LinkFacts = { ...failed, state: 'disconnected', inStateMs: RESTART_AFTER_MS };

describe('relays that came too late for a link', () => {
  const connecting: LinkFacts = {
    ...healthy,
    state: 'connecting',
    lostMs: RELAYS_AFTER_MS,
    hasUntriedRelays: true,
  };

  it('are tried when no direct way has been found in good time', () => {
    expect(recoveryStep(connecting)).toBe('restart');
    expect(recoveryStep({ ...connecting, lostMs: RELAYS_AFTER_MS - 1 })).toBe('none');
    expect(recoveryStep({ ...connecting, hasUntriedRelays: false })).toBe('none');
    expect(recoveryStep({ ...connecting, sinceRestartMs: MIN_RESTART_INTERVAL_MS - 1 })).toBe('none');
  });

  it('are tried sooner where there is no way that could be tried', () => {
    const idle: LinkFacts = { ...connecting, state: 'new', lostMs: RELAYS_AFTER_NO_WAY_MS };
    expect(recoveryStep(idle)).toBe('restart');
    expect(recoveryStep({ ...idle, lostMs: RELAYS_AFTER_NO_WAY_MS - 1 })).toBe('none');
  });

  it('leave one alone that stands', () => {
    expect(recoveryStep({ ...healthy, hasUntriedRelays: true })).toBe('none');
  });
});

describe('the constants', () => {
  it('are what the design says', () => {
    expect([
      ...[
        SWIFT_RESTART_AFTER_MS,
        SILENT_RESTART_AFTER_MS,
        STALLED_AFTER_MS,
        RESTART_AFTER_MS,
        MIN_RESTART_INTERVAL_MS,
      ],
      ...[RELAYS_AFTER_NO_WAY_MS, RELAYS_AFTER_MS, PROBE_AFTER_MS],
      ...[REPLACE_AFTER_MS, NO_ROUTE_AFTER_MS, GONE_AFTER_MS],
    ]).toEqual([1_500, 2_500, 3_000, 2_000, 3_500, 500, 1_000, 5_000, 15_000, 15_000, 60_000]);
  });
});

describe('a connected link', () => {
  const restarted: LinkFacts = { ...healthy, sinceRestartMs: 0, silentRestartCount: 1 };

  it.each([
    [1_499, 'none', 'none'],
    [1_500, 'none', 'restart'],
    [2_499, 'none', 'restart'],
    [2_500, 'restart', 'restart'],
    [3_600_000, 'restart', 'restart'],
  ])('after %d ms of silence: %s, and of one who was heard often: %s', (silentMs, step, often) => {
    expect(recoveryStep({ ...healthy, silentMs })).toBe(step);
    expect(recoveryStep({ ...healthy, silentMs, isHeardOften: true })).toBe(often);
  });

  it.each([
    [0, 'tell-heard'],
    [2_499, 'tell-heard'],
    [2_500, 'none'],
    [3_000, 'tell-stalled'],
  ])('of which silence was told, after %d ms of it: %s', (silentMs, step) => {
    expect(recoveryStep({ ...restarted, silentMs, isStallTold: true })).toBe(step);
  });

  it.each([
    [2_999, 'none'],
    [3_000, 'tell-stalled'],
    [3_600_000, 'tell-stalled'],
  ])('after %d ms of silence, just after a restart: %s', (silentMs, step) => {
    expect(recoveryStep({ ...restarted, silentMs })).toBe(step);
  });

  it.each([
    [1, 3_500],
    [2, 7_000],
    [3, 14_000],
    [4, 28_000],
    [5, 56_000],
    [6, 60_000],
    [1_000, 60_000],
  ])('after %d restarts for silence the next is %d ms later', (silentRestartCount, sinceRestartMs) => {
    const silent = { ...restarted, silentMs: 2_500, silentRestartCount };
    expect(recoveryStep({ ...silent, sinceRestartMs: sinceRestartMs - 1 })).toBe('none');
    expect(recoveryStep({ ...silent, sinceRestartMs })).toBe('restart');
  });

  it('is not restarted while there is no network', () => {
    expect(recoveryStep({ ...healthy, silentMs: 2_999, isOffline: true })).toBe('none');
    expect(recoveryStep({ ...healthy, silentMs: 3_000, isOffline: true })).toBe('tell-stalled');
  });
});

describe('a link that is missed', () => {
  const missed: LinkFacts = { ...failed, state: 'connecting', wasLinked: false, sinceRestartMs: 0 };

  it.each([
    [4_999, Number.POSITIVE_INFINITY, false],
    [5_000, Number.POSITIVE_INFINITY, true],
    [9_999, 4_999, false],
    [10_000, 5_000, true],
    [300_000, 29_999, false],
    [300_000, 30_000, true],
  ])(
    'for %d ms, when the network was looked at %d ms ago, is a reason to look: %s',
    (lostMs, sinceProbeMs, isDue) => {
      expect(isProbeDue({ ...missed, lostMs }, sinceProbeMs)).toBe(isDue);
      expect(isProbeDue({ ...missed, lostMs, isOffline: true }, sinceProbeMs)).toBe(false);
    },
  );

  it('and never was is told after a quarter of a minute', () => {
    expect(recoveryStep({ ...missed, lostMs: NO_ROUTE_AFTER_MS - 1 })).toBe('none');
    expect(recoveryStep({ ...missed, lostMs: NO_ROUTE_AFTER_MS })).toBe('tell-no-route');
  });

  it.each(['new', 'connecting', 'disconnected', 'failed'] as const)(
    'while one of the two only looks is tried for a minute, and then waits for them, however long it is %s',
    (state) => {
      const looking = { ...missed, state, lostMs: 3_600_000, ageMs: 3_600_000, sinceRestartMs: 3_600_000 };
      expect(recoveryStep({ ...looking, isEveryWayTold: false })).toBe('none');
      const first = { ...looking, isEveryWayTold: false, lostMs: REPLACE_AFTER_MS };
      expect(recoveryStep(first)).toBe('replace');
      expect(recoveryStep({ ...first, ageMs: REPLACE_AFTER_MS - 1 })).toBe('none');
      expect(isProbeDue({ ...looking, isEveryWayTold: false }, 3_600_000)).toBe(false);
      expect(recoveryStep(looking)).toBe('tell-no-route');
    },
  );

  it('while one of the two only looks is still tried with relays that came too late', () => {
    const looking = { ...missed, lostMs: RELAYS_AFTER_MS, sinceRestartMs: 3_500, isEveryWayTold: false };
    expect(recoveryStep({ ...looking, hasUntriedRelays: true })).toBe('restart');
  });

  it('after it was there is told after a minute, and the other is only gone if nothing was heard of them', () => {
    const lost = { ...missed, wasLinked: true, ageMs: 0 };
    expect(recoveryStep({ ...lost, lostMs: GONE_AFTER_MS - 1 })).toBe('none');
    expect(recoveryStep({ ...lost, lostMs: GONE_AFTER_MS })).toBe('give-up');
    expect(recoveryStep({ ...lost, lostMs: GONE_AFTER_MS, isPeerThere: true })).toBe('tell-no-route');
  });

  it.each([
    [0, 6_000],
    [4, 6_000],
    [5, 12_000],
    [6, 24_000],
    [7, 48_000],
    [8, 60_000],
    [1_000, 60_000],
  ])('is looked for again, after %d times in vain %d ms after the last', (tryCount, sinceTryMs) => {
    const facts = { ...missed, lostMs: 3_600_000, ageMs: 3_600_000 };
    expect(recoveryStep({ ...facts, noRoute: { tryCount, sinceTryMs: sinceTryMs - 1 } })).toBe('none');
    expect(recoveryStep({ ...facts, noRoute: { tryCount, sinceTryMs } })).toBe('replace');
  });

  it('is looked for no more once the other has taken part in nothing for two minutes', () => {
    const facts = { ...missed, lostMs: 3_600_000, noRoute: { tryCount: 9, sinceTryMs: 0 } };
    expect(recoveryStep({ ...facts, sinceNegotiatedMs: GONE_WITHOUT_ROUTE_MS - 1 })).toBe('none');
    expect(recoveryStep({ ...facts, sinceNegotiatedMs: GONE_WITHOUT_ROUTE_MS })).toBe('give-up');
    expect(recoveryStep({ ...facts, sinceNegotiatedMs: GONE_WITHOUT_ROUTE_MS, isOffline: true })).toBe(
      'none',
    );
  });

  it('is looked for soon when there are relays', () => {
    const facts = { ...missed, lostMs: 3_600_000, noRoute: { tryCount: 9, sinceTryMs: 3_500 } };
    expect(recoveryStep(facts)).toBe('none');
    expect(recoveryStep({ ...facts, hasUntriedRelays: true })).toBe('replace');
  });

  it.each(['new', 'connecting', 'disconnected', 'failed', 'closed'] as const)(
    'is left alone while there is no network, whatever it is: %s',
    (state) => {
      expect(recoveryStep({ ...missed, state, lostMs: 3_600_000, ageMs: 3_600_000, isOffline: true })).toBe(
        'none',
      );
    },
  );
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
    const facts = { ...failed, state, inStateMs: 14_999, lostMs: 14_999, ageMs: 14_999, wasLinked: false };
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
