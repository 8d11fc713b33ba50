import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LinkHealth } from './link-health.ts';
import {
  GONE_AFTER_MS,
  MIN_RESTART_INTERVAL_MS,
  REPLACE_AFTER_MS,
  RESTART_AFTER_MS,
  STALLED_AFTER_MS,
} from './recovery-policy.ts';

/** It looks at the link this often, so that a step comes up to this much later than the policy says. */
const TICK_MS = 500;

let health: LinkHealth;
let lifetime: AbortController;
let startedAt: number;
let steps: { readonly step: string; readonly atMs: number }[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  lifetime = new AbortController();
  steps = [];
  health = new LinkHealth((step) => {
    steps.push({ step, atMs: performance.now() - startedAt });
  }, lifetime.signal);
  health.linkBegan();
  health.linkExpected();
});
afterEach(() => {
  vi.useRealTimers();
});

/** From here on, steps are recorded, with the time since now. */
function start(): void {
  startedAt = performance.now();
  steps.length = 0;
}

function connect(): void {
  health.stateChanged('connecting');
  health.stateChanged('connected');
}

const names = () => steps.map(({ step }) => step);
const pass = (ms: number) => vi.advanceTimersByTime(ms);
/** As far as the tick on which something that is due after `ms` must have been seen. */
const passTo = (ms: number) => pass(ms + TICK_MS);

describe('a connected link', () => {
  beforeEach(() => {
    connect();
    start();
  });

  it('needs nothing while something is heard', () => {
    for (let second = 0; second < 120; second += 1) {
      pass(1_000);
      health.heard();
    }
    expect(steps).toEqual([]);
  });

  it('is told of when it falls silent, not before', () => {
    pass(STALLED_AFTER_MS - 1);
    expect(steps).toEqual([]);
    passTo(1);
    expect(names()).toContain('tell-stalled');
  });

  it('is not told of any more when something is heard again', () => {
    passTo(STALLED_AFTER_MS);
    health.heard();
    start();
    pass(STALLED_AFTER_MS - 1);
    expect(steps).toEqual([]);
  });

  it('that heals by itself is left alone, and what was not heard before does not count', () => {
    health.stateChanged('disconnected');
    pass(RESTART_AFTER_MS - 1);
    connect();
    pass(STALLED_AFTER_MS - 1);
    expect(steps).toEqual([]);
  });

  it('is known to be linked until it breaks', () => {
    expect(health.isLinked).toBe(true);
    health.stateChanged('disconnected');
    expect(health.isLinked).toBe(false);
  });
});

describe('a broken link', () => {
  beforeEach(() => {
    connect();
    start();
  });

  it('is restarted when it stays disconnected', () => {
    health.stateChanged('disconnected');
    passTo(RESTART_AFTER_MS);
    expect(names()).toEqual(['restart']);
  });

  it('is restarted at once when it failed', () => {
    health.stateChanged('failed');
    expect(steps).toEqual([{ step: 'restart', atMs: 0 }]);
  });

  it('is restarted again and again, never sooner than the interval, then replaced every so often, then given up', () => {
    health.stateChanged('failed');
    passTo(GONE_AFTER_MS);
    const timesOf = (name: string) => steps.filter(({ step }) => step === name).map(({ atMs }) => atMs);
    const [restarts, replacements] = [timesOf('restart'), timesOf('replace')];
    const gaps = (times: number[]) => times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.min(...gaps(restarts))).toBeGreaterThanOrEqual(MIN_RESTART_INTERVAL_MS);
    expect(restarts.filter((atMs) => atMs < REPLACE_AFTER_MS)).toHaveLength(5);
    expect(replacements).toEqual([15_000, 30_000, 45_000]);
    expect(timesOf('give-up')).toEqual([60_000]);
    expect(names().at(-1)).toBe('give-up');
  });

  it('asks for nothing more once it was given up', () => {
    health.stateChanged('failed');
    passTo(GONE_AFTER_MS);
    start();
    health.stateChanged('closed');
    pass(10 * GONE_AFTER_MS);
    expect(steps).toEqual([]);
  });

  it('that is closed without another in its place is replaced', () => {
    health.stateChanged('closed');
    expect(names()).toEqual(['replace']);
  });

  it('that connects is well again', () => {
    health.stateChanged('failed');
    pass(10_000);
    health.stateChanged('connected');
    start();
    health.stateChanged('disconnected');
    pass(RESTART_AFTER_MS - 1);
    expect(steps).toEqual([]);
    passTo(REPLACE_AFTER_MS - RESTART_AFTER_MS + 1);
    expect(steps.find(({ step }) => step === 'replace')?.atMs).toBe(REPLACE_AFTER_MS);
  });
});

describe('a new link in place of a broken one', () => {
  beforeEach(() => {
    connect();
    start();
    health.stateChanged('failed');
    pass(REPLACE_AFTER_MS + 5_000);
    health.linkBegan();
    steps.length = 0;
  });

  it('has its own time to connect', () => {
    pass(REPLACE_AFTER_MS - 1);
    expect(steps).toEqual([]);
    passTo(1);
    expect(names()).toEqual(['replace']);
  });

  it('may be restarted at once, whenever the old one was', () => {
    health.stateChanged('failed');
    expect(names()).toEqual(['restart']);
  });

  it('does not begin the minute anew', () => {
    pass(REPLACE_AFTER_MS - 1);
    health.linkBegan();
    passTo(GONE_AFTER_MS - 2 * REPLACE_AFTER_MS - 5_000);
    expect(steps.at(-1)).toEqual({ step: 'give-up', atMs: GONE_AFTER_MS });
  });
});

describe('a link that never comes about', () => {
  it('is replaced, and given up a minute after it was expected', () => {
    start();
    passTo(GONE_AFTER_MS);
    expect(names()).toEqual(['replace', 'replace', 'replace', 'give-up']);
    expect(steps.at(-1)?.atMs).toBe(GONE_AFTER_MS);
  });

  it('is not expected anew by a further round', () => {
    start();
    pass(GONE_AFTER_MS - 1);
    health.linkExpected();
    passTo(1);
    expect(steps.at(-1)).toEqual({ step: 'give-up', atMs: GONE_AFTER_MS });
  });
});

describe('when the network changes', () => {
  beforeEach(() => {
    connect();
    start();
  });

  it('a link that has not begun to connect is left alone', () => {
    health.linkBegan();
    health.networkChanged();
    expect(steps).toEqual([]);
  });

  it('an offer that nobody has answered is made anew, once for all events', () => {
    health.linkNotExpected();
    health.linkBegan();
    health.networkChanged();
    health.linkBegan();
    expect(names()).toEqual(['replace']);
  });

  it('a connected link is restarted at once', () => {
    health.networkChanged();
    expect(names()).toEqual(['restart']);
  });

  it('several events are one change', () => {
    health.networkChanged();
    health.networkChanged();
    pass(1_000);
    health.heard();
    pass(MIN_RESTART_INTERVAL_MS - 1_001);
    health.networkChanged();
    expect(names()).toEqual(['restart']);
    pass(1);
    health.networkChanged();
    expect(names()).toEqual(['restart', 'restart']);
  });

  it('a link that was given up is tried again', () => {
    health.stateChanged('failed');
    passTo(GONE_AFTER_MS + MIN_RESTART_INTERVAL_MS);
    start();
    health.networkChanged();
    expect(names()).toEqual(['restart']);
  });

  it('the restart counts when the link breaks all the same', () => {
    health.networkChanged();
    health.stateChanged('failed');
    pass(MIN_RESTART_INTERVAL_MS - 1);
    expect(names()).toEqual(['restart']);
    passTo(1);
    expect(names()).toEqual(['restart', 'restart']);
  });
});

describe('once the call is over', () => {
  it('nothing is asked for, whatever still happens', () => {
    connect();
    start();
    lifetime.abort();
    pass(GONE_AFTER_MS);
    health.networkChanged();
    health.stateChanged('failed');
    health.linkBegan();
    health.stateChanged('closed');
    pass(GONE_AFTER_MS);
    expect(steps).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('nothing begins, if it was over before', () => {
    const unwatched = new LinkHealth((step) => steps.push({ step, atMs: 0 }), AbortSignal.abort());
    start();
    unwatched.stateChanged('connected');
    unwatched.stateChanged('failed');
    expect(steps).toEqual([]);
  });
});
