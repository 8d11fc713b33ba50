import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createApiKeyText, parseApiKeyText } from './api-key-text.ts';

describe('an API key', () => {
  test('is its name, an ID, 160 random bits and a checksum, and reads back', () => {
    const key = createApiKeyText();
    expect(key.text).toMatch(/^parley_[0-9a-hjkmnp-tv-z]{10}[0-9a-hjkmnp-tv-z]{32}[0-9a-hjkmnp-tv-z]{7}$/);
    expect(key.text.slice(7, 17)).toBe(key.id);
    expect(key.hash).toEqual(createHash('sha256').update(key.text).digest());
    expect(parseApiKeyText(key.text)).toEqual(key);
  });

  test('is new each time', () => {
    const keys = Array.from({ length: 1_000 }, () => createApiKeyText());
    expect(new Set(keys.map(({ text }) => text.slice(17, 49))).size).toBe(1_000);
    expect(new Set(keys.map(({ id }) => id)).size).toBe(1_000);
  });

  test('with any one character changed is none', () => {
    const { text } = createApiKeyText();
    for (let i = 0; i < text.length; i += 1) {
      const changed = text.slice(0, i) + (text[i] === 'x' ? 'y' : 'x') + text.slice(i + 1);
      expect(parseApiKeyText(changed)).toBeUndefined();
    }
  });

  test.each(['', 'parley_', `${createApiKeyText().text} `, createApiKeyText().text.toUpperCase(), '\u0000'])(
    'is not %j',
    (text) => expect(parseApiKeyText(text)).toBeUndefined(),
  );
});
