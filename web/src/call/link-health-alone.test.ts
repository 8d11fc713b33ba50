import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LinkHealth } from './link-health.ts';
import { GONE_AFTER_MS, REPLACE_AFTER_MS } from './recovery-policy.ts';

let health: LinkHealth;
let steps: string[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  steps = [];
  health = new LinkHealth((step) => steps.push(step), new AbortController().signal);
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
    pass(REPLACE_AFTER_MS - 1);
    expect(steps).toEqual([]);
    pass(501);
    expect(steps).toEqual(['replace']);
  });
});
