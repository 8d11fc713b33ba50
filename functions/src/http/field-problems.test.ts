import { expect, test } from 'vitest';
import * as z from 'zod';
import { bodyProblems } from './field-problems.ts';

const schema = z.strictObject({ count: z.int(), names: z.record(z.string(), z.string()) });

test.each([
  [{ count: 30.5, names: {} }, '#/count', 'must be of the type integer'],
  [{ count: 1, names: [] }, '#/names', 'must be of the type object'],
  [{ names: {} }, '#/count', 'is required'],
  [{ count: 1, names: {}, 'a/b~': 1 }, '#/a~1b~0', 'is not known here'],
])('%j is refused in the words of JSON Schema, where it is wrong', (value, pointer, detail) => {
  const { error } = schema.safeParse(value);
  expect(error && bodyProblems(error)).toEqual([{ pointer, detail }]);
});
