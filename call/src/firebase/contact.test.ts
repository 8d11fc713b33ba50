import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ASKING_MS, Contact } from './contact.ts';

let lifetime: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  lifetime = new AbortController();
});
afterEach(() => void vi.useRealTimers());

type Step = 'cache' | 'server' | 'a moment' | 'a while' | 'abort';

function lossesAfter(...steps: readonly Step[]): number {
  const onLost = vi.fn();
  const contact = new Contact(onLost, lifetime.signal);
  for (const step of steps) {
    if (step === 'cache' || step === 'server') contact.hear(step === 'cache');
    else if (step === 'abort') lifetime.abort();
    else vi.advanceTimersByTime(step === 'a moment' ? ASKING_MS - 1 : ASKING_MS);
  }
  return onLost.mock.calls.length;
}

it.each<[string, number, readonly Step[]]>([
  ['not lost before the server has said anything', 0, ['cache', 'a while']],
  ['lost when it says nothing for a while', 1, ['server', 'cache', 'a while']],
  ['not lost for a moment', 0, ['server', 'cache', 'a moment', 'server', 'a while']],
  ['lost once, however long it is', 1, ['server', 'cache', 'a while', 'cache', 'a while']],
  [
    'lost as soon after the first silent snapshot, whatever follows',
    1,
    ['server', 'cache', 'a moment', 'cache', 'a while'],
  ],
  ['lost a second time after it was back', 2, ['server', 'cache', 'a while', 'server', 'cache', 'a while']],
  ['lost to nobody who does not listen any more', 0, ['server', 'cache', 'abort', 'a while']],
  ['lost to nobody who has stopped before', 0, ['server', 'abort', 'cache', 'a while']],
])('the database is %s', (_, losses, steps) => {
  expect(lossesAfter(...steps)).toBe(losses);
});
