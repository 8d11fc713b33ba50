import type { MediaSource } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { LinkStats } from '../link/link.ts';
import { readLink } from './link-reading.ts';

const SOURCES = new Map<string, MediaSource>([
  ['0', 'microphone'],
  ['1', 'camera'],
  ['3', 'screen'],
  ['4', 'screen-sound'],
]);

type Counted = Readonly<Record<string, unknown>> & { readonly id: string };

/** One look of a browser that counts every millisecond alike. */
function look(timestamp: number, ...counted: readonly Counted[]): LinkStats {
  const report = new Map(counted.map((each) => [each.id, { timestamp, ...each }]));
  return { report: report as unknown as LinkStats['report'], sources: SOURCES };
}

const CHROMIUM_PATH = [
  { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
  {
    ...{ id: 'P', type: 'candidate-pair', state: 'succeeded', currentRoundTripTime: 0.042 },
    ...{ localCandidateId: 'L', remoteCandidateId: 'R' },
  },
  { id: 'Q', type: 'candidate-pair', state: 'succeeded', nominated: true, localCandidateId: 'L2' },
  { id: 'L2', type: 'local-candidate', candidateType: 'relay', protocol: 'udp' },
] as const;
const local = (candidateType: string, more = {}) => ({
  ...{ id: 'L', type: 'local-candidate', candidateType, protocol: 'udp', ...more },
});
const remote = (candidateType: string) => ({ id: 'R', type: 'remote-candidate', candidateType });

test.each([
  ['straight', [local('host'), remote('srflx')], { kind: 'direct', protocol: 'udp' }],
  [
    'by way of this side’s relay',
    [local('relay', { relayProtocol: 'tls' }), remote('host')],
    { kind: 'relayed', protocol: 'tls' },
  ],
  ['by way of the other’s', [local('host'), remote('relay')], { kind: 'relayed', protocol: 'udp' }],
  ['over TCP', [local('host', { protocol: 'tcp' }), remote('host')], { kind: 'direct', protocol: 'tcp' }],
])('The path that the transport has chosen is told: %s', (_, candidates, path) => {
  expect(readLink(look(0, ...CHROMIUM_PATH, ...candidates))).toMatchObject({ path, roundTripMs: 42 });
});

test('Firefox names no transport: the pair says itself that it is selected', () => {
  const pair = { type: 'candidate-pair', state: 'succeeded', nominated: true };
  const stats = look(
    0,
    { id: 'P0', ...pair, localCandidateId: 'L0' },
    { id: 'L0', type: 'local-candidate', candidateType: 'relay', protocol: 'udp' },
    { id: 'P', ...pair, selected: true, localCandidateId: 'L', remoteCandidateId: 'R' },
    local('prflx'),
    remote('host'),
  );
  expect(readLink(stats).path).toEqual({ kind: 'direct', protocol: 'udp' });
});

test('Without a path or anything counted, nothing is known', () => {
  const nothing = {
    ...{ lossRatio: undefined, bitsPerSecond: undefined, jitterMs: undefined, voiceCodec: undefined },
    ...{ camera: undefined, screen: undefined },
  };
  expect(readLink(look(0))).toEqual({
    ...{ at: 0, path: undefined, roundTripMs: undefined, sent: nothing, received: nothing },
  });
});

const inbound = (kind: string, mid: string, packets: number, lost: number, bytes: number, more = {}) => ({
  ...{ id: `I${mid}`, type: 'inbound-rtp', kind, mid, packetsReceived: packets, packetsLost: lost },
  ...{ bytesReceived: bytes, jitter: 0.004, codecId: `C${kind}`, ...more },
});
const CODECS = [
  { id: 'Caudio', type: 'codec', mimeType: 'audio/opus' },
  { id: 'Cvideo', type: 'codec', mimeType: 'video/VP8' },
] as const;
const SIZE = { frameWidth: 1280, frameHeight: 720, framesPerSecond: 29.7 };

test('What arrives is told as loss, rate, jitter, and a picture’s size, from two looks', () => {
  const before = look(
    1_000,
    inbound('audio', '0', 100, 0, 10_000),
    inbound('video', '1', 200, 10, 100_000, SIZE),
  );
  const now = look(
    3_000,
    ...CODECS,
    inbound('audio', '0', 190, 10, 20_000),
    inbound('video', '1', 290, 20, 350_000, SIZE),
  );
  expect(readLink(now, before).received).toEqual({
    // 20 of 200 packets, and 260,000 bytes in two seconds.
    ...{ lossRatio: 0.1, bitsPerSecond: 1_040_000, jitterMs: 4, voiceCodec: 'opus' },
    camera: { width: 1280, height: 720, framesPerSecond: 30, codec: 'VP8', limitedBy: undefined },
    screen: undefined,
  });
  expect(readLink(now).received).toMatchObject({ lossRatio: undefined, bitsPerSecond: undefined });
});

test('What is sent is told by what the other’s browser reports of it', () => {
  const sent = (packetsSent: number, bytesSent: number) => ({
    ...{ id: 'O0', type: 'outbound-rtp', kind: 'audio', mid: '0', packetsSent, bytesSent, codecId: 'Caudio' },
  });
  const told = (packetsLost: number) => ({
    ...{ id: 'RI0', type: 'remote-inbound-rtp', kind: 'audio', localId: 'O0', packetsLost },
    ...{ roundTripTime: 0.25, jitter: 0.012 },
  });
  const screen = {
    ...{ id: 'O3', type: 'outbound-rtp', kind: 'video', mid: '3', codecId: 'Cvideo', bytesSent: 9 },
    ...{ ...SIZE, qualityLimitationReason: 'bandwidth' },
  };
  const before = look(0, sent(100, 8_000), told(5));
  const now = look(2_000, ...CODECS, sent(200, 18_000), told(10), screen);
  expect(readLink(now, before)).toMatchObject({
    // No path has a time of its own, so the voice's says it.
    roundTripMs: 250,
    sent: {
      ...{ lossRatio: 0.05, bitsPerSecond: 40_000, jitterMs: 12, voiceCodec: 'opus', camera: undefined },
      screen: { width: 1280, height: 720, framesPerSecond: 30, codec: 'VP8', limitedBy: 'bandwidth' },
    },
  });
});

test('A picture that has stopped has no size any more, and a stream that begins anew no negative rate', () => {
  const before = look(0, inbound('video', '1', 200, 10, 100_000, SIZE));
  expect(readLink(look(2_000, inbound('video', '1', 200, 10, 100_000, SIZE)), before).received).toMatchObject(
    {
      ...{ camera: undefined, bitsPerSecond: 0, lossRatio: undefined },
    },
  );
  // Packets that came twice make up for some that were lost.
  expect(readLink(look(2_000, inbound('video', '1', 300, 4, 90, SIZE)), before).received).toMatchObject({
    ...{ bitsPerSecond: 0, lossRatio: 0 },
  });
});
