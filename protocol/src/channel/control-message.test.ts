import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCallId } from '../ids/call-id.ts';
import { cleanName } from '../link/description.ts';
import { MAX_CONTROL_MESSAGE_LENGTH, MAX_NAME_LENGTH } from '../reading/limits.ts';
import { ProtocolError } from '../reading/protocol-error.ts';
import { type ControlMessage, type PeerPresence, parseControlMessage } from './control-message.ts';

const presence: PeerPresence = {
  type: 'presence',
  name: 'Ada',
  hasEntered: true,
  isMicrophoneOn: true,
  isCameraOn: false,
};

const messages: fc.Arbitrary<ControlMessage> = fc.oneof(
  fc.constant({ type: 'heartbeat' } as const),
  fc.constant({ type: 'successor-taken' } as const),
  fc.constant({ type: 'goodbye' } as const),
  fc.constant('successor' as const).map((type) => ({ type, call: createCallId() })),
  fc.record(
    {
      type: fc.constant('presence' as const),
      name: fc.string({ unit: 'grapheme', maxLength: MAX_NAME_LENGTH }).map(cleanName),
      hasEntered: fc.boolean(),
      isMicrophoneOn: fc.boolean(),
      isCameraOn: fc.boolean(),
      wantedPicture: fc.constantFrom('small' as const, 'none' as const),
      isScreenShared: fc.boolean(),
      can: fc.constantFrom(['channels/1' as const], ['channels/1' as const, 'chat/1' as const]),
    },
    // Pages of a time before screens do not say it.
    { requiredKeys: ['type', 'name', 'hasEntered', 'isMicrophoneOn', 'isCameraOn'] },
  ),
  fc.record({
    type: fc.constant('candidate' as const),
    candidate: fc.record({
      candidate: fc.string({ maxLength: 100 }),
      sdpMid: fc.option(fc.string({ maxLength: 16 })),
      sdpMLineIndex: fc.option(fc.nat(15)),
      usernameFragment: fc.option(fc.string({ maxLength: 100 })),
    }),
  }),
);

describe('a message of the control channel', () => {
  it('arrives as it was sent', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(parseControlMessage(JSON.stringify(message))).toEqual(message);
      }),
    );
  });

  it.each([undefined, null, 'large', 1, ['small']])(
    'with %j for a wanted picture asks for all of it',
    (wantedPicture) => {
      expect(parseControlMessage(JSON.stringify({ ...presence, wantedPicture }))).toEqual(presence);
    },
  );

  it.each([undefined, null, 'chat/1', [], ['time-travel/9'], { 0: 'chat/1' }])(
    'with %j for what the page can says nothing of it',
    (can) => {
      expect(parseControlMessage(JSON.stringify({ ...presence, can }))).toEqual(presence);
    },
  );

  it('fits into the limit, even with the longest name that JSON makes longer', () => {
    const longest = {
      ...presence,
      name: '"'.repeat(MAX_NAME_LENGTH),
      isMicrophoneOn: false,
      hasEntered: false,
      wantedPicture: 'small',
      isScreenShared: false,
    } as const;
    const text = JSON.stringify(longest);
    expect(text.length).toBeLessThan(MAX_CONTROL_MESSAGE_LENGTH);
    expect(parseControlMessage(text)).toEqual(longest);
  });

  it('is refused one character past the limit', () => {
    const heartbeat = '{"type":"heartbeat"}';
    expect(parseControlMessage(heartbeat.padEnd(MAX_CONTROL_MESSAGE_LENGTH))).toEqual({ type: 'heartbeat' });
    expect(() => parseControlMessage(heartbeat.padEnd(MAX_CONTROL_MESSAGE_LENGTH + 1))).toThrow(
      ProtocolError,
    );
  });

  it.each([
    '',
    ' ',
    'heartbeat',
    '"heartbeat"',
    'null',
    '1',
    '[]',
    '["type"]',
    '{}',
    '{"type":null}',
    '{"type":"x"}',
    '{"type":["heartbeat"]}',
    '{"type":"toString"}',
    '{"__proto__":{"type":"heartbeat"}}',
    '{"type":"heartbeat"',
    '{"type":"presence"}',
    '{"type":"successor"}',
    '{"type":"successor","call":null}',
    '{"type":"successor","call":"7K3MD-2P9XW"}',
    JSON.stringify({ type: 'successor', call: '0'.repeat(65) }),
    JSON.stringify({ ...presence, name: null }),
    JSON.stringify({ ...presence, name: 'x'.repeat(MAX_NAME_LENGTH + 1) }),
    JSON.stringify({ ...presence, hasEntered: 1 }),
    JSON.stringify({ ...presence, isMicrophoneOn: 'on' }),
    JSON.stringify({ ...presence, isCameraOn: null }),
  ])('is refused as %s', (text) => {
    expect(() => parseControlMessage(text)).toThrow(ProtocolError);
  });

  it.each([new ArrayBuffer(2), new Uint8Array(2), null, undefined, 1, {}, ['{"type":"heartbeat"}']])(
    'is refused when it is not text',
    (data) => {
      expect(() => parseControlMessage(data)).toThrow(ProtocolError);
    },
  );

  it('loses what would let its name pass for another', () => {
    const tricky = { ...presence, name: '\u202eadA\u202c\u0000' };
    expect(parseControlMessage(JSON.stringify(tricky))).toEqual({ ...presence, name: 'adA' });
  });
});
