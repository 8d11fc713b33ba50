import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOSTILE_TEXTS } from '../../../../protocol/src/testing/hostile-texts.ts';
import { linkedText } from './linked-text.ts';

const links = (text: string) =>
  linkedText(text).flatMap(({ href, text }) => (href === undefined ? [] : [text]));

test('A text with links is the text, letter for letter, and its links lead where they say', () => {
  const pieces = fc.constantFrom(
    'https://',
    'http://',
    'a.example',
    '/',
    ' ',
    '\n',
    '@',
    ')',
    '(',
    '.',
    'x',
    '\u200b',
  );
  const texts = fc.oneof(
    fc.array(pieces).map((some) => some.join('')),
    fc.string({ unit: 'binary' }),
  );
  const check = (text: string) => {
    const parts = linkedText(text);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    for (const { href, text: shown } of parts) {
      if (href === undefined) continue;
      expect(new URL(href).protocol).toMatch(/^https?:$/);
      expect(new URL(shown).href).toBe(href);
    }
  };
  fc.assert(fc.property(texts, check));
  for (const text of HOSTILE_TEXTS) check(text);
});

test.each([
  ['see https://a.example.', ['https://a.example']],
  [
    '(https://a.example/b?c=d#e), and http://b.example:8080/!',
    ['https://a.example/b?c=d#e', 'http://b.example:8080/'],
  ],
  ['https://a.example/x_(y) https://a.example/z)', ['https://a.example/x_(y)', 'https://a.example/z']],
  ['„https://a.example/ü“\nHTTPS://B.EXAMPLE', ['https://a.example/ü“'.slice(0, -1), 'HTTPS://B.EXAMPLE']],
  ['انظر https://a.example/مرحبا', ['https://a.example/مرحبا']],
])('In %j the links are found', (text, found) => {
  expect(links(text)).toEqual(found);
});

test('What would end a sentence many times in an address takes no longer than it is long', () => {
  const startsAt = performance.now();
  // Tried anew from each, that would be twenty thousand million steps.
  expect(links(`https://a.example/${'.'.repeat(200_000)}x`)).toHaveLength(1);
  expect(performance.now() - startsAt).toBeLessThan(2_000);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'xhttps://a.example',
  '1https://a.example',
  'https://bank.example@evil.example/',
  'https://a.examplehttps://b.example',
  'https://bank.example\u200b.evil.example',
  'https://bank.example\u2066.evil.example',
  'https:/a.example https:// http://[',
  'a.example www.a.example',
])('In %j nothing is a link', (text) => {
  expect(links(text)).toEqual([]);
});

test('Of a message that is nothing but links the first twenty are, and the rest is text', () => {
  const text = Array.from({ length: 50 }, (_, index) => `https://a.example/${index}`).join(' ');
  expect(links(text)).toEqual(text.split(' ').slice(0, 20));
  expect(
    linkedText(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});
