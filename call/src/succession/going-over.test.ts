import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallState } from '../session/call-state.ts';
import { GoingOver } from './going-over.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const hasEntered = true;
const HOST = { role: 'host', hasEntered } as const;

const ON_THE_WAY: readonly CallState[] = [
  { phase: 'arriving', hasEntered },
  { phase: 'early', hasEntered, because: 'host-absent' },
  { phase: 'early', hasEntered, because: 'at-door' },
  { phase: 'early', hasEntered, because: 'ringing' },
  { phase: 'early', hasEntered, because: 'rung' },
  { ...HOST, phase: 'waiting', because: 'nobody-came' },
  { ...HOST, phase: 'connecting', peerName: '' },
];

const NEWS: readonly CallState[] = [
  { ...HOST, phase: 'connected', isStalled: false },
  { ...HOST, phase: 'waiting', because: 'no-route' },
  { ...HOST, phase: 'waiting', because: 'peer-left' },
  { phase: 'early', hasEntered: false, because: 'declined' },
  { phase: 'early', hasEntered, because: 'unheard' },
  { phase: 'early', hasEntered, because: 'other-tab' },
  { phase: 'ended', reason: 'host-ended' },
  { phase: 'failed', error: 'call-full' },
];

test.each(NEWS)(
  'Nothing is said of what lies on the way, and everything from the first news on: %o',
  (news) => {
    const onLate = vi.fn();
    const goingOver = new GoingOver(onLate, new AbortController().signal);
    expect(ON_THE_WAY.map((state) => goingOver.covers(state))).toEqual(ON_THE_WAY.map(() => true));
    expect([news, ...ON_THE_WAY].some((state) => goingOver.covers(state))).toBe(false);
    vi.advanceTimersByTime(60_000);
    expect(onLate).not.toHaveBeenCalled();
  },
);

test('Whoever has not met the other in time is told how things stand, unless the call is left before', async () => {
  const [onLate, never] = [vi.fn(), vi.fn()];
  const left = new AbortController();
  const goingOver = new GoingOver(onLate, new AbortController().signal);
  new GoingOver(never, left.signal);
  left.abort();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(onLate).toHaveBeenCalledOnce();
  expect(never).not.toHaveBeenCalled();
  for (const state of ON_THE_WAY) expect(goingOver.covers(state)).toBe(false);
});
