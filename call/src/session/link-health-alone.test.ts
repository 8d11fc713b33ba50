import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LinkHealth, TICK_MS } from './link-health.ts';
import {
  GONE_AFTER_MS,
  MIN_RESTART_INTERVAL_MS,
  NO_ROUTE_AFTER_MS,
  RELAYS_AFTER_MS,
} from './recovery-policy.ts';

let health: LinkHealth;
let steps: string[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  steps = [];
  health = new LinkHealth((step) => step !== 'probe' && steps.push(step), new AbortController().signal);
  health.linkBegan();
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTime(ms);

describe('while nobody has come', () => {
  it('no link is missed', () => {
    pass(10 * GONE_AFTER_MS);
    health.stateChanged('closed');
    health.linkBegan();
    pass(10 * GONE_AFTER_MS);
    expect(steps).toEqual([]);
  });

  it('one may come about unexpectedly, and is missed from then on', () => {
    health.stateChanged('connected');
    health.stateChanged('failed');
    expect(steps).toEqual(['restart']);
  });
});

describe('when relays come', () => {
  it('an offer that nobody has answered is made anew with them, and asked for again ever later until it is', () => {
    health.relaysCame();
    pass(2_000);
    expect(steps).toEqual(['replace']);
    pass(10_000);
    expect(steps).toEqual(['replace', 'replace', 'replace']);
    health.linkBegan();
    pass(10 * GONE_AFTER_MS);
    expect(steps).toHaveLength(3);
  });

  it('a link that is just coming about has some time for a direct way, and is restarted once', () => {
    health.linkExpected();
    health.stateChanged('connecting');
    health.relaysCame();
    expect(steps).toEqual([]);
    pass(RELAYS_AFTER_MS - 1);
    expect(steps).toEqual([]);
    pass(TICK_MS + 1);
    expect(steps).toEqual(['restart']);
    pass(MIN_RESTART_INTERVAL_MS + 500);
    expect(steps).toEqual(['restart']);
  });

  it('a link that stands is left alone, and one that is made later has them from the start', () => {
    health.stateChanged('connected');
    health.relaysCame();
    health.linkBegan();
    health.stateChanged('connecting');
    pass(RELAYS_AFTER_MS + 500);
    expect(steps).toEqual([]);
  });
});

describe('when the other has left', () => {
  beforeEach(() => {
    health.stateChanged('connected');
    health.linkNotExpected();
  });

  it.each(['disconnected', 'failed', 'closed'] as const)('it is no loss that the link is %s', (state) => {
    health.stateChanged(state);
    health.linkBegan();
    pass(10 * GONE_AFTER_MS);
    expect(steps).toEqual([]);
  });

  it('silence is no news', () => {
    pass(GONE_AFTER_MS);
    expect(steps).toEqual([]);
  });

  it('and comes back, a link is expected again', () => {
    health.stateChanged('closed');
    health.linkBegan();
    pass(5_000);
    health.linkExpected();
    pass(NO_ROUTE_AFTER_MS - 1);
    expect(steps).toEqual([]);
    pass(TICK_MS + 1);
    expect(steps).toEqual(['tell-no-route']);
  });
});
