import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HealthStep, LinkHealth, TICK_MS } from './link-health.ts';
import {
  GONE_AFTER_MS,
  GONE_WITHOUT_ROUTE_MS,
  MIN_RESTART_INTERVAL_MS,
  NO_ROUTE_AFTER_MS,
  REPLACE_AFTER_MS,
  RESTART_AFTER_MS,
  SILENT_RESTART_AFTER_MS,
  STALLED_AFTER_MS,
  SWIFT_RESTART_AFTER_MS,
} from './recovery-policy.ts';

// It looks at the link once a tick, so that a step comes up to this much later than the policy says.
let health: LinkHealth;
let lifetime: AbortController;
let startedAt: number;
let steps: { readonly step: HealthStep; readonly atMs: number }[];
let probeCount: number;
/** The other answers whatever is offered. */
let isAnswered: boolean;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  lifetime = new AbortController();
  steps = [];
  probeCount = 0;
  isAnswered = false;
  health = new LinkHealth((step) => {
    if (isAnswered && step === 'replace') health.negotiated();
    if (step === 'probe') probeCount += 1;
    else steps.push({ step, atMs: performance.now() - startedAt });
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
  probeCount = 0;
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

  it('is restarted and told of when it falls silent, not before', () => {
    pass(SILENT_RESTART_AFTER_MS - 1);
    expect(steps).toEqual([]);
    pass(1);
    expect(steps).toEqual([{ step: 'restart', atMs: SILENT_RESTART_AFTER_MS }]);
    pass(STALLED_AFTER_MS - SILENT_RESTART_AFTER_MS - 1);
    expect(steps).toHaveLength(1);
    pass(1);
    expect(names()).toEqual(['restart', 'tell-stalled']);
  });

  it('needs nothing while sound comes, though no message does', () => {
    health.linkBegan(() => performance.now() - 200);
    connect();
    start();
    pass(GONE_AFTER_MS);
    expect(steps).toEqual([]);
  });

  it('is not told of any more when something is heard again', () => {
    passTo(STALLED_AFTER_MS);
    health.heard();
    start();
    pass(SILENT_RESTART_AFTER_MS - 1);
    expect(steps).toEqual([]);
  });

  it('that is silent again and again, as with a page that is only slow, is restarted ever more seldom', () => {
    for (let second = 0; second < 600; second += 3) {
      pass(3_000);
      health.heard();
    }
    const restarts = steps.filter(({ step }) => step === 'restart').map(({ atMs }) => atMs);
    expect(restarts.slice(0, 4)).toEqual([2_500, 6_000, 14_500, 29_500]);
    expect(restarts.length).toBeLessThan(17);
    start();
    for (let second = 0; second < 240; second += 1) {
      pass(1_000);
      health.heard();
    }
    pass(SILENT_RESTART_AFTER_MS + MIN_RESTART_INTERVAL_MS);
    expect(names().filter((step) => step === 'restart')).toHaveLength(2);
  });

  it('that the other has restarted is not restarted on top of that', () => {
    pass(SILENT_RESTART_AFTER_MS - 1);
    health.negotiated();
    pass(MIN_RESTART_INTERVAL_MS - TICK_MS);
    expect(new Set(names())).toEqual(new Set(['tell-stalled']));
    pass(2 * TICK_MS);
    expect(names()).toContain('restart');
  });

  it('that the other has restarted is restarted all the same when this side’s network changes', () => {
    health.negotiated();
    health.networkChanged();
    expect(names()).toEqual(['restart']);
  });

  it('is restarted soon where the other is heard twice a second, and not where once', () => {
    for (let beat = 0; beat < 8; beat += 1) {
      pass(500);
      health.heard();
    }
    pass(SWIFT_RESTART_AFTER_MS - 1);
    expect(steps).toEqual([]);
    pass(1);
    expect(names()).toEqual(['restart']);
    for (let beat = 0; beat < 100; beat += 1) {
      health.heard();
      pass(beat % 2 === 0 ? 1_000 : 1_900);
    }
    expect(names()).toEqual(['restart']);
  });

  it('that is silent to a page whose timers run once a second is noticed there', () => {
    const ticks: (() => void)[] = [];
    vi.spyOn(globalThis, 'setInterval').mockImplementation(((tick: () => void) => ticks.push(tick)) as never);
    const seen: HealthStep[] = [];
    const hidden = new LinkHealth((step) => void seen.push(step), lifetime.signal);
    hidden.linkBegan();
    hidden.stateChanged('connected');
    for (let second = 0; second < 4; second += 1) {
      pass(1_050);
      for (const tick of ticks) tick();
    }
    expect(seen.slice(0, 2)).toEqual(['restart', 'tell-stalled']);
    vi.restoreAllMocks();
  });

  it('that was told to be silent is told to be heard by its sound, though no message comes', () => {
    let arrivedAt = performance.now();
    health.linkBegan(() => arrivedAt);
    connect();
    start();
    passTo(STALLED_AFTER_MS);
    expect(names().at(-1)).toBe('tell-stalled');
    arrivedAt = performance.now();
    start();
    pass(2 * TICK_MS);
    expect(names()).toEqual(['tell-heard']);
  });

  it('is not held to be silent by a page that slept itself', () => {
    vi.setSystemTime(0);
    vi.spyOn(performance, 'now').mockImplementation(() => 3_600_000);
    pass(TICK_MS);
    expect(steps).toEqual([]);
    vi.restoreAllMocks();
  });

  it('that heals by itself is left alone, and what was not heard before does not count', () => {
    health.stateChanged('disconnected');
    pass(RESTART_AFTER_MS - 1);
    connect();
    pass(SILENT_RESTART_AFTER_MS - 1);
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
  it('is told of, and looked for for as long as the page is open, ever less often; so is what the network lets through', () => {
    start();
    isAnswered = true;
    pass(1_000_000);
    const [first, ...later] = steps;
    expect(first).toEqual({ step: 'tell-no-route', atMs: NO_ROUTE_AFTER_MS });
    expect(new Set(later.map(({ step }) => step))).toEqual(new Set(['replace']));
    const times = later.map(({ atMs }) => (atMs - NO_ROUTE_AFTER_MS) / 1_000);
    expect(times.slice(0, 9)).toEqual([6, 12, 18, 24, 30, 42, 66, 114, 174]);
    expect(probeCount).toBeLessThan(90);
  });

  it('with somebody who takes part in no round any more, as one does whose browser died, is given up', () => {
    start();
    pass(NO_ROUTE_AFTER_MS);
    health.negotiated();
    pass(GONE_WITHOUT_ROUTE_MS - TICK_MS);
    expect(names()).not.toContain('give-up');
    passTo(TICK_MS);
    expect(names().at(-1)).toBe('give-up');
    start();
    pass(10 * GONE_AFTER_MS);
    expect(steps).toEqual([]);
  });

  it('is not expected anew by a further round, and one of the other’s is an attempt, too', () => {
    start();
    pass(NO_ROUTE_AFTER_MS - 1);
    health.linkExpected();
    passTo(1);
    expect(names()).toEqual(['tell-no-route']);
    pass(5_000);
    health.negotiated();
    start();
    pass(5_999);
    expect(steps).toEqual([]);
    passTo(1);
    expect(names()).toEqual(['replace']);
  });

  it('is looked for at once when the person asks for it, and told of again', () => {
    pass(NO_ROUTE_AFTER_MS + 1_000);
    start();
    health.tryAgain();
    expect(steps).toEqual([{ step: 'replace', atMs: 0 }]);
    passTo(NO_ROUTE_AFTER_MS);
    expect(names()).toEqual(['replace', 'tell-no-route']);
  });

  it('is looked for no oftener afterwards, however often the person asks for it', () => {
    pass(NO_ROUTE_AFTER_MS + 40_000);
    for (let press = 0; press < 3; press += 1) {
      health.tryAgain();
      pass(1_000);
    }
    start();
    pass(NO_ROUTE_AFTER_MS + 10_000);
    expect(names()).toEqual(['tell-no-route']);
  });

  it('is looked for at once when the network changes', () => {
    pass(NO_ROUTE_AFTER_MS + 1_000);
    start();
    health.networkChanged();
    health.networkChanged();
    expect(steps).toEqual([{ step: 'replace', atMs: 0 }]);
  });

  it('is no news once it has come about', () => {
    pass(NO_ROUTE_AFTER_MS + 1_000);
    connect();
    start();
    health.stateChanged('failed');
    expect(names()).toEqual(['restart']);
  });
});

describe('without a network', () => {
  beforeEach(() => {
    connect();
    start();
    health.wentOffline();
  });

  it('nothing is tried and nobody is given up, and both begin when there is one', () => {
    health.stateChanged('failed');
    pass(10 * GONE_AFTER_MS);
    expect([steps, probeCount]).toEqual([[], 0]);
    start();
    health.networkChanged();
    expect(steps).toEqual([{ step: 'restart', atMs: 0 }]);
    passTo(GONE_AFTER_MS - TICK_MS - 1);
    expect(names()).not.toContain('give-up');
    passTo(TICK_MS + 1);
    expect(names().at(-1)).toBe('give-up');
  });

  it.each([
    ['something is heard', () => health.heard()],
    ['a link comes about', () => connect()],
  ])('which is what a browser may say wrongly: %s', (_, happens) => {
    pass(1_000);
    happens();
    start();
    pass(STALLED_AFTER_MS);
    expect(names()).not.toContain('restart');
    happens();
    passTo(SILENT_RESTART_AFTER_MS);
    expect(names()).toContain('restart');
  });

  it('a link that stands is only said to be silent', () => {
    passTo(STALLED_AFTER_MS);
    expect(new Set(names())).toEqual(new Set(['tell-stalled']));
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
    for (const ms of [1_000, 1_000, MIN_RESTART_INTERVAL_MS - 2_001]) {
      health.heard();
      pass(ms);
    }
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
    const unwatched = new LinkHealth((step) => void steps.push({ step, atMs: 0 }), AbortSignal.abort());
    start();
    unwatched.stateChanged('connected');
    unwatched.stateChanged('failed');
    expect(steps).toEqual([]);
  });
});
