import { expect, it } from 'vitest';
import { atTheDoor, dismissalFull, dismissalWords, ringTitle, visitorStanding } from './door.ts';

it.each([
  [59_999, {}, 'rang just now'],
  [59_999, { isByWords: true }, 'rang just now, by your words'],
  [59_999, { isAskedToWait: true }, 'rang just now, knows that it takes a moment'],
  [
    59_999,
    { isByWords: true, isAskedToWait: true },
    'rang just now, by your words, knows that it takes a moment',
  ],
  [130_000, {}, 'waiting for 2 minutes'],
  [130_000, { isByWords: true }, 'waiting for 2 minutes, by your words'],
  [130_000, { isAskedToWait: true }, 'waiting for 2 minutes, knows that it takes a moment'],
  [
    130_000,
    { isByWords: true, isAskedToWait: true },
    'waiting for 2 minutes, by your words, knows that it takes a moment',
  ],
] as const)('after %i ms a visitor with %o is “%s”', (waitedMs, visitor, text) => {
  expect(visitorStanding(waitedMs, { isAskedToWait: false, ...visitor })).toBe(text);
});

it('counts people at the door from the second on, and says somebody’s name before', () => {
  expect([atTheDoor(['Ada', 'Grace']), ringTitle(['Ada', 'Grace'])]).toEqual([
    '2 people at the door',
    '2 people are at the door',
  ]);
  expect([ringTitle(['Ada']), ringTitle([''])]).toEqual(['Ada is at the door', 'Somebody is at the door']);
});

it.each([
  [true, false],
  [true, true],
  [false, false],
  [false, true],
])(
  'of whom a call cannot remember it says that they have to ask, and what keeps them out for good: with a new link %s, being a lasting room %s',
  (canMakeLink, isRoom) => {
    const { help } = dismissalFull({ canMakeLink, isRoom });
    expect(help).toContain('from now on whoever comes has to ask you first');
    expect(help).toContain(canMakeLink ? 'make a new link' : 'end the call');
  },
);

it('before somebody is asked to leave it is said whether the call keeps them out, or has them ask', () => {
  const [kept, asking] = [true, false].map((keepsOut) => dismissalWords('Ada', keepsOut).consequence);
  expect(kept).toContain('does not let this visitor in again');
  expect(asking).not.toContain('does not let this visitor in again');
  expect(asking).toContain('from then on whoever comes has to ask you first, and so do they');
});
