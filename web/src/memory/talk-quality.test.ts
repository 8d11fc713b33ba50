import type { QualityVerdict } from '@parley/call';
import { expect, test } from 'vitest';
import { TalkQuality } from './talk-quality.ts';

const good: QualityVerdict = { level: 'good' };
const weak = (side: 'yours' | 'theirs' | 'both'): QualityVerdict => ({ level: 'weak', side });

test.each([
  ['nothing, while a link has just begun', [[4, good]], undefined],
  ['good', [[100, good]], { weak: 'never', side: undefined }],
  [
    'good, with a moment in which it was not',
    [
      [95, good],
      [5, weak('yours')],
    ],
    { weak: 'never', side: undefined },
  ],
  [
    'weak now and then, on one’s own side',
    [
      [90, good],
      [6, weak('yours')],
      [4, weak('theirs')],
    ],
    { weak: 'sometimes', side: 'yours' },
  ],
  [
    'weak now and then, on both',
    [
      [90, good],
      [5, weak('yours')],
      [5, weak('theirs')],
    ],
    { weak: 'sometimes', side: undefined },
  ],
  [
    'weak on the long way between',
    [
      [2, good],
      [8, weak('both')],
    ],
    { weak: 'often', side: undefined },
  ],
  [
    'weak for most of the time, on theirs',
    [
      [4, good],
      [6, weak('theirs')],
    ],
    { weak: 'often', side: 'theirs' },
  ],
] as const)('A talk went: %s', (_, verdicts, expected) => {
  const quality = new TalkQuality();
  for (const [times, verdict] of verdicts)
    for (let index = 0; index < times; index += 1) quality.note(verdict);
  expect(quality.howItWent).toEqual(expected);
});
