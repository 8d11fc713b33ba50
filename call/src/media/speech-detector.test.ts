import { expect, it } from 'vitest';
import { SAMPLE_MS, SpeechDetector } from './speech-detector.ts';

/** Tells a detector so many samples, by turns. @returns what it says after each */
function tell(detector: SpeechDetector, from: number, count: number, ...loudnesses: number[]): boolean[] {
  return Array.from({ length: count }, (_, index) =>
    detector.update(loudnesses[index % loudnesses.length] ?? 0, from + index * SAMPLE_MS),
  );
}

it('Syllables after a quiet room are speech within half a second, and are over two seconds after the last', () => {
  const detector = new SpeechDetector();
  expect(tell(detector, 0, 20, -70)).not.toContain(true);
  const speaking = tell(detector, 1_200, 10, -30, -28, -45, -33);
  expect(speaking.indexOf(true) * SAMPLE_MS).toBeLessThan(500);
  expect(tell(detector, 1_800, 30, -70).at(-1)).toBe(true);
  expect(tell(detector, 3_600, 10, -70).at(-1)).toBe(false);
});

it.each([
  ['silence', [Number.NEGATIVE_INFINITY]],
  ['an even noise, however loud', [-25, -27, -26]],
  ['a voice in the next room', [-75, -60, -58, -62]],
  ['typing: one loud sample of four', [-70, -70, -70, -20]],
])('No speech is %s', (_, loudnesses) => {
  expect(tell(new SpeechDetector(), 0, 200, ...loudnesses)).not.toContain(true);
});

it('A room that becomes loud is a room again after some seconds', () => {
  const detector = new SpeechDetector();
  tell(detector, 0, 50, -80);
  // Somebody has switched on a fan: 40 dB more.
  const after = tell(detector, 3_000, 400, -40);
  expect(after[20]).toBe(true);
  expect(after.at(-1)).toBe(false);
});
