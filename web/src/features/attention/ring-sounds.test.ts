import type { OutgoingRingState } from '@parley/call';
import { createCallId } from '@parley/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SOUNDS } from '../../ui/sounds.ts';
import { RING_SOUNDS, RINGS_THERE_MS, RingSounds } from './ring-sounds.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const over = (outcome: Extract<OutgoingRingState, { phase: 'over' }>['outcome']): OutgoingRingState => ({
  ...{ phase: 'over', outcome, word: '' },
});

function hear(...states: (OutgoingRingState | undefined)[]): string[] {
  const heard: string[] = [];
  const sounds = new RingSounds((sound) => heard.push(sound));
  for (const state of states) {
    sounds.follow(state);
    // The page is drawn anew.
    sounds.follow(state);
    vi.advanceTimersByTime(2.5 * RINGS_THERE_MS);
  }
  return heard;
}

test('It rings there again and again, and what becomes of it is heard once', () => {
  expect(hear({ phase: 'calling' }, { phase: 'ringing' }, over('declined'))).toEqual([
    ...['ringing', 'ringing', 'ringing', 'declined'],
  ]);
});

test.each(['declined', 'busy', 'no-answer', 'not-reachable', 'cancelled', 'answered'] as const)(
  '%s has a sound of its own, and the same once more at the next ring',
  (outcome) => {
    expect(hear({ phase: 'calling' }, over(outcome), { phase: 'calling' }, over(outcome))).toEqual([
      outcome,
      outcome,
    ]);
  },
);

test('That they come is heard, and while nothing is known nothing is', () => {
  expect(hear(undefined, { phase: 'calling' }, { phase: 'changed' })).toEqual([]);
  expect(hear({ phase: 'ringing' }, { phase: 'accepted', call: createCallId() }).at(-1)).toBe('accepted');
  expect(hear({ phase: 'ringing' }, undefined)).toHaveLength(3);
  expect(hear({ phase: 'failed', error: 'no-such-person' })).toEqual([]);
});

test('No two sound alike, nor like somebody who comes into a call or goes', () => {
  const notes = [...Object.values(RING_SOUNDS), SOUNDS.came, SOUNDS.went].map((melody) =>
    melody.notes.join(' '),
  );
  expect(new Set(notes).size).toBe(notes.length);
});
