import { expect, it } from 'vitest';
import { plural } from './plural.ts';

const FORMS = { one: '1 message', few: 'a few messages', other: 'messages' };

it.each([
  ['en-GB', 0, 'messages'],
  ['en-GB', 1, '1 message'],
  ['en-GB', 2, 'messages'],
  // A language that has the form, and one where it holds for other numbers.
  ['pl', 3, 'a few messages'],
  ['pl', 22, 'a few messages'],
  // Polish has a form for five that is not here.
  ['pl', 5, 'messages'],
  ['fr', 0, '1 message'],
])('in %s %i asks for “%s”', (language, count, text) => {
  expect(plural(count, FORMS, language)).toBe(text);
});
