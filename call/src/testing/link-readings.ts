/** Readings of a link of which a test names what matters. */
import type { FlowReading, LinkReading } from '../quality/link-reading.ts';

const QUIET: FlowReading = {
  ...{ lossRatio: 0, bitsPerSecond: 40_000, jitterMs: 3, voiceCodec: 'opus' },
  ...{ camera: undefined, screen: undefined },
};

export interface ReadingScene extends Partial<Omit<LinkReading, 'sent' | 'received'>> {
  readonly sent?: Partial<FlowReading>;
  readonly received?: Partial<FlowReading>;
}

export function aReading({ sent, received, ...rest }: ReadingScene = {}): LinkReading {
  return {
    ...{ at: 0, path: { kind: 'direct', protocol: 'udp' }, roundTripMs: 30, ...rest },
    sent: { ...QUIET, ...sent },
    received: { ...QUIET, ...received },
  };
}
