import { expect, it } from 'vitest';
import { CREATION_WINDOW_MS, MAX_CALLS_PER_CREATION_WINDOW } from '../reading/limits.ts';
import { ProtocolError } from '../reading/protocol-error.ts';
import { type CreatorDoc, countCreation, parseCreatorDoc } from './creator-doc.ts';

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

it.each([
  ['of a version that counts further', { count: 250 }],
  ['of a version that says more', { count: 20, region: 'eu' }],
  ['without a count', { count: 'many' }],
  ['without anything else', {}],
])('a document %s is waited for, and then the next window begins', (_, fields) => {
  const before = parseCreatorDoc({ since: NOW, ...fields });
  expect(countCreation(before, docId(1), NOW + CREATION_WINDOW_MS - 1)).toBeNull();
  expect(countCreation(before, docId(1), NOW + CREATION_WINDOW_MS)).toMatchObject({
    count: 1,
    lastCall: docId(1),
  });
});

it.each([[null], ['text'], [{}], [{ since: 'today' }], [{ since: -1 }]])(
  '%j cannot be counted on',
  (value) => {
    expect(() => parseCreatorDoc(value)).toThrow(ProtocolError);
  },
);
