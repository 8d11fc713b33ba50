import { expect, it } from 'vitest';
import { type CreatorDoc, countCreation, parseCreatorDoc } from './creator-doc.ts';
import { CREATION_WINDOW_MS, MAX_CALLS_PER_CREATION_WINDOW } from './limits.ts';

const NOW = 1_800_000_000_000;
const docId = (number: number) => `call-${number}`.padEnd(22, '-');

it('lets one user create so many calls in a window, and again in the next', () => {
  let count: CreatorDoc | null = null;
  for (let number = 1; number <= MAX_CALLS_PER_CREATION_WINDOW; number += 1) {
    const next: CreatorDoc | null = countCreation(count, docId(number), NOW + number);
    expect(next).toMatchObject({ since: NOW + 1, count: number, lastCall: docId(number) });
    count = next;
  }
  expect(countCreation(count, docId(0), NOW + CREATION_WINDOW_MS)).toBeNull();
  const restarted = countCreation(count, docId(0), NOW + 1 + CREATION_WINDOW_MS);
  expect(restarted).toMatchObject({ since: NOW + 1 + CREATION_WINDOW_MS, count: 1 });
  expect(parseCreatorDoc(restarted)).toEqual(restarted);
});

it('outlives its window, so that deleting it does not shorten the wait', () => {
  const count = countCreation(null, docId(1), NOW);
  expect(count?.expiresAt).toBeGreaterThan(NOW + CREATION_WINDOW_MS);
});
