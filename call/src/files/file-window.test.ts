import { expect, it } from 'vitest';
import { chunkBytes, FileWindow, MAX_WINDOW_BYTES, MIN_WINDOW_BYTES } from './file-window.ts';

const KIB = 1024;
const CHUNK_BYTES = 16 * KIB;

/** A link with one queue, which takes as much as it is given. */
class ModelLink {
  bytesPerMs: number;
  /** There and back, where nothing waits. */
  wayMs: number;
  /** One of the pages is busy, and looks only so often. */
  looksEveryMs = 1;
  #now = 0;
  #freeAt = 0;
  readonly #underWay: { readonly takenAt: number; readonly bytes: number }[] = [];
  #saidBytes = 0;
  #takenBytes = 0;

  constructor(bytesPerMs: number, wayMs: number) {
    [this.bytesPerMs, this.wayMs] = [bytesPerMs, wayMs];
  }

  /** @returns how much of the link was used, and how long the last of it waited, at the most */
  carry(window: FileWindow, forMs: number): { readonly used: number; readonly waitMs: number } {
    const [from, until] = [this.#takenBytes, this.#now + forMs];
    let waitMs = 0;
    for (; this.#now < until; this.#now += 1) {
      let [first] = this.#underWay;
      for (; first !== undefined && first.takenAt <= this.#now; [first] = this.#underWay) {
        this.#underWay.shift();
        this.#takenBytes = first.bytes;
        window.noteTaken(this.#takenBytes, this.#now);
      }
      while (this.#saidBytes - this.#takenBytes < window.bytes) {
        this.#saidBytes += CHUNK_BYTES;
        window.noteSaid(this.#saidBytes, this.#now);
        this.#freeAt = Math.max(this.#now, this.#freeAt) + CHUNK_BYTES / this.bytesPerMs;
        waitMs = Math.max(waitMs, this.#freeAt - this.#now);
        const look = Math.ceil((this.#freeAt + this.wayMs) / this.looksEveryMs);
        this.#underWay.push({ takenAt: look * this.looksEveryMs, bytes: this.#saidBytes });
      }
      window.noteFull();
    }
    return { used: (this.#takenBytes - from) / (this.bytesPerMs * forMs), waitMs };
  }
}

it.each([
  ['3 Mbit/s', 375, 40],
  ['20 Mbit/s', 2_500, 20],
  ['20 Mbit/s, far away', 2_500, 300],
  ['4 Mbit/s by satellite', 500, 700],
])('A link of %s is kept full, and little waits before it', (_, bytesPerMs, wayMs) => {
  const [link, window] = [new ModelLink(bytesPerMs, wayMs), new FileWindow()];
  link.carry(window, 10_000);
  const { used, waitMs } = link.carry(window, 10_000);
  expect(used).toBeGreaterThan(0.95);
  expect(waitMs).toBeLessThan(300);
});

it.each([20, 80, 200])('A page that is busy and looks every %d ms is no slow way', (looksEveryMs) => {
  const [link, window] = [new ModelLink(10_000, 20), new FileWindow()];
  link.looksEveryMs = looksEveryMs;
  link.carry(window, 5_000);
  expect(link.carry(window, 10_000).used).toBeGreaterThan(0.9);
});

it('As much is under way as is worth it on any link, and no more', () => {
  const [link, window] = [new ModelLink(100_000, 2), new FileWindow()];
  link.carry(window, 2_000);
  expect(window.bytes).toBe(MAX_WINDOW_BYTES);
  link.bytesPerMs = 20;
  link.carry(window, 60_000);
  expect(window.bytes).toBeLessThan(2 * MIN_WINDOW_BYTES);
});

it('A way that becomes a longer one, or a narrower or wider one, is noticed', () => {
  const [link, window] = [new ModelLink(2_500, 20), new FileWindow()];
  link.carry(window, 5_000);
  for (const [bytesPerMs, wayMs] of [
    [2_500, 300],
    [400, 60],
    [5_000, 20],
  ] as const) {
    [link.bytesPerMs, link.wayMs] = [bytesPerMs, wayMs];
    link.carry(window, 10_000);
    const { used, waitMs } = link.carry(window, 5_000);
    expect(used).toBeGreaterThan(0.9);
    expect(waitMs).toBeLessThan(450);
  }
});

it.each([100, 400, 700, 1_500])(
  'A page that answers late and in large steps is waited for: %d ms',
  (wayMs) => {
    const [link, window] = [new ModelLink(1_000_000, wayMs), new FileWindow(512 * KIB)];
    const { used } = link.carry(window, 20 * wayMs);
    expect(used * 1_000_000 * 20 * wayMs).toBeGreaterThanOrEqual(18 * 512 * KIB);
  },
);

it('Chunks are small where little may be under way, and no larger than the other takes', () => {
  const today = { minBytes: 16 * KIB, maxBytes: 208 * KIB };
  const before = { minBytes: 64 * KIB, maxBytes: 128 * KIB };
  const sizes = [MIN_WINDOW_BYTES, 100 * KIB, 512 * KIB, MAX_WINDOW_BYTES].map((window) => [
    chunkBytes(window, today) / KIB,
    chunkBytes(window, before) / KIB,
  ]);
  expect(sizes).toEqual([
    [16, 64],
    [16, 64],
    [128, 128],
    [208, 128],
  ]);
});
