import { expect, it } from 'vitest';
import { TransferSpeed } from './transfer-speed.ts';

const MIB = 2 ** 20;

/** One block after the other. @returns when the last came */
function blocks(speed: TransferSpeed, count: number, everyMs: number): number {
  for (let index = 0; index < count; index++) speed.note({ at: index * everyMs, doneBytes: index * MIB });
  return (count - 1) * everyMs;
}

it.each([500, 1_000, 4_000, 6_000, 16_000, 60_000])('A block every %i ms has a speed', (everyMs) => {
  for (const count of [2, 3, 9]) {
    const speed = new TransferSpeed();
    const at = blocks(speed, count, everyMs);
    const usual = (MIB / everyMs) * 1_000;
    expect(speed.bytesPerSecond(at)).toBeCloseTo(usual);
    expect(speed.bytesPerSecond(at + everyMs)).toBeCloseTo(usual);
    // It falls while nothing comes, and then is not known any more.
    if (everyMs >= 4_000) expect(speed.bytesPerSecond(at + everyMs * 1.5)).toBeLessThan(usual);
    expect(speed.bytesPerSecond(at + Math.max(5_000, 2 * everyMs))).toBeGreaterThan(0);
    expect(speed.bytesPerSecond(at + Math.max(5_000, 2 * everyMs) + 1)).toBe(0);
  }
});

it('Before two are known there is no speed, nor after it was begun anew', () => {
  const speed = new TransferSpeed();
  expect(speed.bytesPerSecond(0)).toBe(0);
  const at = blocks(speed, 3, 1_000);
  expect(speed.bytesPerSecond(at)).toBe(MIB);
  speed.note({ at: at + 1_000, doneBytes: MIB });
  expect(speed.bytesPerSecond(at + 1_000)).toBe(0);
  speed.note({ at: at + 2_000, doneBytes: 2 * MIB });
  expect(speed.bytesPerSecond(at + 2_000)).toBe(MIB);
  speed.clear();
  expect(speed.bytesPerSecond(at + 2_000)).toBe(0);
});
