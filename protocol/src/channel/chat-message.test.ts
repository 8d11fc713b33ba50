import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CHAT_TEXT_BYTES } from '../reading/limits.ts';
import { ProtocolError } from '../reading/protocol-error.ts';
import { chatTextBytes, cleanChatText, parseChatText, parseChatTyping } from './chat-message.ts';

const read = (text: unknown, sentAt: unknown = 1) => parseChatText(JSON.stringify({ text, sentAt }));

describe('a text of the chat', () => {
  it('is cleaned once: cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanChatText(text);
        expect(cleanChatText(clean)).toBe(clean);
      }),
    );
  });

  it.each([
    'function f() {\n\tif (a < b) return `<b>`;\n\n  }',
    '  indented',
    'شكرا، see you at 5 👋🏽 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    'e\u0301',
  ])('keeps line breaks, code, emoji and every writing as they are: %j', (text) => {
    expect(read(text)).toEqual({ text, sentAt: 1 });
  });

  it.each([
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['\n \n  a \n\n', '  a'],
    ['a\u0000\u001b\u202eb\ud800', 'ab'],
  ])('loses what is no text: %j', (given, clean) => {
    expect(read(given).text).toBe(clean);
  });

  it('has four kilobytes at most, whatever they are written with', () => {
    for (const letter of ['x', 'é', '漢', '👋']) {
      const most = letter.repeat(MAX_CHAT_TEXT_BYTES / chatTextBytes(letter));
      expect(read(most).text).toBe(most);
      expect(() => read(most + letter)).toThrow(ProtocolError);
    }
    const escaped = '\u0001'.repeat(MAX_CHAT_TEXT_BYTES - 1);
    expect(read(`${escaped}x`).text).toBe('x');
  });

  it.each([
    ['', 1],
    [' \n', 1],
    [1, 1],
    [null, 1],
    ['a', null],
    ['a', -1],
    ['a', '1'],
  ])('is refused as %j at %j', (text, sentAt) => {
    expect(() => read(text, sentAt)).toThrow(ProtocolError);
  });

  it('is refused, whatever it is, without breaking the reader', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json()), (value) => {
        for (const parse of [parseChatText, parseChatTyping]) {
          try {
            parse(value);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
        }
      }),
    );
    expect(parseChatTyping('{"isTyping":true,"mood":1}')).toEqual({ isTyping: true });
  });
});
