import { expect, test, vi } from 'vitest';
import { logIgnored } from './log.ts';

test('A flood of useless things is told of in a few lines, and without their content', () => {
  const info = vi.spyOn(console, 'info').mockReturnValue();
  for (let count = 0; count < 1_000; count++) logIgnored(new TypeError('a secret'));
  expect(info.mock.calls.map(([line]) => line)).toEqual(
    [1, 2, 4, 8, 16, 32, 64, 128, 256, 512].map(
      (count) => `Parley: ignored something unusable (TypeError, ${count} so far)`,
    ),
  );
  info.mockRestore();
});
