import type { FlowReading, LinkQuality, LinkReading } from '@parley/call';

const PICTURE = { width: 1280, height: 720, framesPerSecond: 30, codec: 'VP8', limitedBy: undefined };

/** Two minutes of a link, with some wind in it, and what is different from a good one. */
function history(
  sent: Partial<FlowReading> = {},
  received: Partial<FlowReading> = {},
  roundTripMs = 46,
): readonly LinkReading[] {
  return Array.from({ length: 60 }, (_, index) => {
    const wind = Math.sin(index / 3) + Math.sin(index / 1.3) / 2;
    const flow = (own: Partial<FlowReading>, bitsPerSecond: number): FlowReading => ({
      ...{ lossRatio: Math.max(0, 0.002 * wind), jitterMs: 4, voiceCodec: 'opus', camera: PICTURE },
      ...{ bitsPerSecond: bitsPerSecond * (1 + wind / 9), screen: undefined },
      ...own,
      ...(own.lossRatio && { lossRatio: Math.max(0, own.lossRatio * (1 + wind / 2)) }),
    });
    return {
      at: Date.UTC(2030, 0, 17, 13, 45) + index * 2_000,
      path: { kind: 'direct', protocol: 'udp' },
      roundTripMs: Math.round(roundTripMs * (1 + wind / 8)),
      sent: flow(sent, 1_700_000),
      received: flow(received, 1_300_000),
    };
  });
}

const SOFT = { ...PICTURE, width: 640, height: 360, framesPerSecond: 24, limitedBy: 'bandwidth' };

/** Every kind of link, by name; undefined: it has just begun. */
export const QUALITIES: Readonly<Record<string, LinkQuality | undefined>> = {
  'a link that has just begun': undefined,
  'a good link': { readings: history(), verdict: { level: 'good' }, givenUp: 'nothing' },
  'a link that is weak on one’s own side': {
    readings: history({ lossRatio: 0.06, bitsPerSecond: 420_000, camera: SOFT }),
    verdict: { level: 'weak', side: 'yours' },
    givenUp: 'sharpness',
  },
  'a link that is weak on the other’s side': {
    readings: history({}, { lossRatio: 0.05 }).map((reading) => ({
      ...reading,
      path: { kind: 'relayed', protocol: 'tls' },
    })),
    verdict: { level: 'weak', side: 'theirs' },
    givenUp: 'nothing',
  },
  'a poor link': {
    readings: history({ lossRatio: 0.2, camera: undefined, bitsPerSecond: 44_000 }, {}, 640),
    verdict: { level: 'poor', side: 'both' },
    givenUp: 'the-picture',
  },
};
