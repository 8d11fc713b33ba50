import { expect, it } from 'vitest';
import { FileWindow, MAX_WINDOW_BYTES } from './file-window.ts';

const KIB = 1024;

/** What may be under way after a second in which so much was taken, in ten steps. */
function after(window: FileWindow, takenBytes: number, from = { at: 0, takenBytes: 0 }): number {
  for (let step = 0; step <= 10; step++)
    window.noteTaken(from.takenBytes + (takenBytes * step) / 10, from.at + step * 100);
  return window.bytes;
}

it('As much is under way as goes in half a second, within bounds', () => {
  expect(new FileWindow().bytes).toBe(512 * KIB);
  expect(after(new FileWindow(), 2048 * KIB)).toBe(1024 * KIB);
  expect(after(new FileWindow(), 100 * KIB)).toBe(512 * KIB);
  expect(after(new FileWindow(), 100 * MAX_WINDOW_BYTES)).toBe(MAX_WINDOW_BYTES);
});

it('A link that gets slower has less under way, and one that gets faster more', () => {
  const window = new FileWindow();
  expect(after(window, 4096 * KIB)).toBe(MAX_WINDOW_BYTES);
  expect(after(window, 800 * KIB, { at: 1_000, takenBytes: 4096 * KIB })).toBe(512 * KIB);
  expect(after(window, 1600 * KIB, { at: 2_000, takenBytes: 4896 * KIB })).toBe(800 * KIB);
});

it.each([100, 400, 700, 1_500])(
  'A file on a path where an answer takes %d ms is never slower than with 512 KiB under way',
  (answerMs) => {
    const window = new FileWindow();
    let takenBytes = 0;
    // The link carries any amount: each time all that may be under way is taken at once.
    for (let round = 0; round <= 20; round++) {
      window.noteTaken(takenBytes, round * answerMs);
      takenBytes += window.bytes;
    }
    expect(takenBytes).toBeGreaterThanOrEqual(21 * 512 * KIB);
  },
);
