import { expect, test } from 'vitest';
import { formatCursor, parseCursor } from './opaque-values.ts';

const place = { at: Date.UTC(2026, 10, 21), id: 'Jm3vYw0Q5cN8sT1xKz7RbA' };

test('A cursor is of a list in one order, and refused in another', () => {
  expect(parseCursor(formatCursor(place, 'startsAt'), 'startsAt')).toEqual(place);
  expect(parseCursor(formatCursor(place, 'updatedAt'), 'updatedAt')).toEqual(place);
  const refusal = expect.objectContaining({ kind: expect.objectContaining({ type: 'invalid-request' }) });
  for (const [of, order] of [
    ['startsAt', 'updatedAt'],
    ['updatedAt', 'startsAt'],
  ] as const) {
    expect(() => parseCursor(formatCursor(place, of), order)).toThrow(refusal);
  }
});
