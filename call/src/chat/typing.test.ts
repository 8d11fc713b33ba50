/** How often somebody is told that the other writes, and when they are taken to have stopped. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Typing } from './typing.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function aPerson() {
  const said: boolean[] = [];
  const typing = new Typing((isTyping) => said.push(isTyping));
  return { typing, said };
}

it('says once in three seconds that this person types, and once that they do not', () => {
  const { typing, said } = aPerson();
  typing.set(false);
  for (let key = 0; key < 31; key += 1) {
    typing.set(true);
    vi.advanceTimersByTime(100);
  }
  expect(said).toEqual([true, true]);
  typing.set(false);
  typing.set(false);
  expect(said).toEqual([true, true, false]);
});

it('says nothing more of what was sent, and anew what is typed next', () => {
  const { typing, said } = aPerson();
  typing.set(true);
  typing.sent();
  typing.set(false);
  typing.set(true);
  expect(said).toEqual([true, true]);
});

it('believes the other for six seconds from the last time', () => {
  const { typing } = aPerson();
  const { isPeerTyping } = typing;
  typing.hear(true);
  vi.advanceTimersByTime(5_000);
  typing.hear(true);
  vi.advanceTimersByTime(5_900);
  expect(isPeerTyping.value).toBe(true);
  vi.advanceTimersByTime(200);
  expect(isPeerTyping.value).toBe(false);
});

it.for([
  ['they say so', (typing: Typing) => typing.hear(false)],
  ['their message is here', (typing: Typing) => typing.peerStopped()],
] as const)('knows at once that the other has stopped when %s', ([, stop]) => {
  const { typing } = aPerson();
  typing.hear(true);
  stop(typing);
  expect(typing.isPeerTyping.value).toBe(false);
});

it('heeds five of a flood, and one a second', () => {
  const { typing } = aPerson();
  const shown: boolean[] = [];
  typing.isPeerTyping.subscribe((isTyping) => shown.push(isTyping));
  shown.length = 0;
  for (let count = 0; count < 100; count += 1) typing.hear(count % 2 === 0);
  expect(shown).toEqual([true, false, true, false, true]);
  vi.advanceTimersByTime(1_000);
  typing.hear(false);
  expect(shown.at(-1)).toBe(false);
});
