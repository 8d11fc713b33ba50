import { expect, it, vi } from 'vitest';
import { ServerClock } from '../lib/server-clock.ts';
import { useFakeTime } from '../testing/fake-time.ts';
import { RoundGate } from './round-gate.ts';
import { MAX_BARREN_ROUNDS } from './round-pace.ts';

useFakeTime();

const onOpen = vi.fn();
const gateIn = (signal = new AbortController().signal) => {
  onOpen.mockReset();
  return new RoundGate({ clock: new ServerClock(), onOpen, signal });
};
const PEER = { uid: 'ada' };
const HURRY = MAX_BARREN_ROUNDS - 1;

function beginRounds(gate: RoundGate, count: number): void {
  gate.pass(PEER, false, 0);
  for (let round = 0; round < count; round += 1) gate.roundBegan();
}

it('says once when there is a chance, however often it was asked', async () => {
  const gate = gateIn();
  beginRounds(gate, HURRY);
  for (let asked = 0; asked < 50; asked += 1) expect(gate.pass(PEER, false, 0)).toBe('later');
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(25_000);
  expect(onOpen).toHaveBeenCalledOnce();
  expect(gate.pass(PEER, false, 0)).toBe('now');
  expect(vi.getTimerCount()).toBe(0);
});

it('waits for the referee, and no longer than the lifetime', () => {
  const life = new AbortController();
  const gate = gateIn(life.signal);
  expect(gate.pass(PEER, false, Date.now() + 500)).toBe('later');
  life.abort();
  vi.advanceTimersByTime(1_000);
  expect(onOpen).not.toHaveBeenCalled();
});

it('ends with somebody who begins rounds for nothing, not with whoever comes after them', () => {
  const gate = gateIn();
  beginRounds(gate, MAX_BARREN_ROUNDS);
  expect(gate.pass(PEER, false, 0)).toBe('never');
  expect(gate.pass(undefined, false, 0)).toBe('later');
  expect(gate.pass({ uid: 'bob' }, false, 0)).toBe('now');
});

it('never ends with two who try a way again at leisure', () => {
  const gate = gateIn();
  for (let count = 0; count < 10 * MAX_BARREN_ROUNDS; count += 1) {
    expect(gate.pass(PEER, false, 0)).toBe('now');
    gate.roundBegan();
    vi.advanceTimersByTime(20_000);
  }
});

it('ends nothing for rounds that it has kept waiting itself, as those of who presses "Try again"', () => {
  const gate = gateIn();
  for (let count = 0; count < 10 * MAX_BARREN_ROUNDS; count += 1) {
    for (let chance = gate.pass(PEER, false, 0); chance !== 'now'; chance = gate.pass(PEER, false, 0)) {
      expect(chance).toBe('later');
      vi.advanceTimersByTime(500);
    }
    gate.roundBegan();
  }
});

it('holds it against nobody that they offer as slowly as their own page lets them', () => {
  const gate = gateIn();
  beginRounds(gate, HURRY);
  for (let count = 0; count < 10 * MAX_BARREN_ROUNDS; count += 1) {
    // Theirs has waited since it offered, which is before it was answered here.
    vi.advanceTimersByTime(22_000);
    gate.roundOffered();
    vi.advanceTimersByTime(3_000);
    expect(gate.pass(PEER, false, 0)).toBe('now');
    gate.roundBegan();
  }
});
