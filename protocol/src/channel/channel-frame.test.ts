import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandomId } from '../ids/random-id.ts';
import {
  MAX_CHANNEL_BYTES_LENGTH,
  MAX_CHANNEL_MESSAGE_BYTES,
  MAX_CHANNEL_NAME_LENGTH,
} from '../reading/limits.ts';
import { ProtocolError } from '../reading/protocol-error.ts';
import { type ChannelFrame, encodeChannelFrame, parseChannelFrame } from './channel-frame.ts';

const id = fc.nat();
const mark = fc.stringMatching(/^[A-Za-z0-9_-]{16}$/);
const channel = fc.string({ unit: 'binary', minLength: 1, maxLength: MAX_CHANNEL_NAME_LENGTH / 2 });
const data = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array());
const frames: fc.Arbitrary<ChannelFrame> = fc.oneof(
  fc.record({
    ...{ type: fc.constant('hello' as const), channel, tab: mark, stream: mark, isReply: fc.boolean() },
    ...{ first: fc.integer({ min: 1 }), taken: fc.option(fc.record({ stream: mark, id })) },
  }),
  fc.record({ type: fc.constant('message' as const), channel, id, data }),
  fc.record({ type: fc.constant('ack' as const), channel, id }),
  fc.record({ type: fc.constant('note' as const), channel, data }),
  fc.record({ type: fc.constant('goodbye' as const), channel }),
);

/** A header, and what stands behind it. */
function raw(header: string, body = new Uint8Array()): ArrayBuffer {
  const text = new TextEncoder().encode(header);
  return Uint8Array.of(text.length >> 8, text.length & 0xff, ...text, ...body).buffer;
}

const hello = {
  ...{ type: 'hello', channel: 'a', tab: createRandomId(), stream: createRandomId(), first: 1 },
  ...{ taken: null, isReply: false },
};

describe('a frame of a channel', () => {
  it('arrives as it was sent', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        expect(parseChannelFrame(encodeChannelFrame(frame).buffer)).toEqual(frame);
      }),
    );
  });

  it('is read or refused, whatever bytes it is, and never breaks the reader', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(raw)), (bytes) => {
        try {
          parseChannelFrame(bytes instanceof ArrayBuffer ? bytes : bytes.slice().buffer);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });

  it('says nothing to this page where it is of a later version', () => {
    expect(parseChannelFrame(raw('{"type":"song","channel":"a"}'))).toBeUndefined();
    expect(parseChannelFrame(raw(JSON.stringify({ ...hello, mood: 'good' })))).toEqual(hello);
  });

  it.each([
    'x',
    null,
    {},
    new Uint8Array(3),
    new ArrayBuffer(0),
    raw(''),
    raw('{'),
    raw('[]'),
    raw('{"type":"ack","id":1}'),
    raw('{"type":"ack","channel":"","id":1}'),
    raw(`{"type":"ack","channel":"${'x'.repeat(MAX_CHANNEL_NAME_LENGTH + 1)}","id":1}`),
    raw('{"type":"ack","channel":"a","id":-1}'),
    raw('{"type":"ack","channel":"a","id":1.5}'),
    raw('{"type":"ack","channel":"a","id":1e99}'),
    raw('{"type":"message","channel":"a","id":1}'),
    raw('{"type":"note","channel":"a","isText":"yes"}'),
    raw('{"type":"note","channel":"a","isText":true}', Uint8Array.of(0xff)),
    raw(JSON.stringify({ ...hello, tab: 'a' })),
    raw(JSON.stringify({ ...hello, first: 0 })),
    raw(JSON.stringify({ ...hello, taken: { stream: hello.stream } })),
    Uint8Array.of(0, 9, 0x7b).buffer,
  ])('is refused where no page would send it', (received) => {
    expect(() => parseChannelFrame(received)).toThrow(ProtocolError);
  });

  it('carries as much as it may, whatever JSON would make of it, and no byte more', () => {
    const largest = { type: 'note', channel: '"'.repeat(MAX_CHANNEL_NAME_LENGTH) } as const;
    const text = { ...largest, data: '\0'.repeat(MAX_CHANNEL_MESSAGE_BYTES) };
    expect(parseChannelFrame(encodeChannelFrame(text).buffer)).toEqual(text);
    const bytes = { ...largest, data: new Uint8Array(MAX_CHANNEL_BYTES_LENGTH) };
    expect(parseChannelFrame(encodeChannelFrame(bytes).buffer)).toEqual(bytes);
    for (const data of [`${text.data}.`, new Uint8Array(MAX_CHANNEL_BYTES_LENGTH + 1)]) {
      const larger = { ...largest, data };
      expect(() => parseChannelFrame(encodeChannelFrame(larger).buffer)).toThrow(ProtocolError);
    }
  });
});
