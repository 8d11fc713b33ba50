/** What the browser's statistics say of the last few seconds of a link, in the units that people use. */
import type { MediaSource } from '@parley/protocol';
import type { LinkStats } from '../link/link.ts';

/** How the two browsers reach each other. */
export interface LinkPath {
  /** Relayed: by way of a server, which sees that they talk and hears nothing of it. */
  readonly kind: 'direct' | 'relayed';
  /** What carries it from this browser: `udp`, `tcp` or, to a relay, `tls`. */
  readonly protocol: string;
}

/** A picture that is sent or received. Undefined: this browser does not say. */
export interface PictureReading {
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly framesPerSecond: number | undefined;
  readonly codec: string | undefined;
  /** Why less is sent than the camera gives: `cpu` or `bandwidth`; undefined: it is not so, or not known. */
  readonly limitedBy: string | undefined;
}

/** One direction. Undefined: nothing flowed, or this browser does not say. */
export interface FlowReading {
  /** Of the packets, from 0 to 1. */
  readonly lossRatio: number | undefined;
  /** Of sound and picture together. */
  readonly bitsPerSecond: number | undefined;
  /** By how much the voice's packets come apart, in milliseconds. https://www.rfc-editor.org/rfc/rfc3550#section-6.4.1 */
  readonly jitterMs: number | undefined;
  readonly voiceCodec: string | undefined;
  readonly camera: PictureReading | undefined;
  readonly screen: PictureReading | undefined;
}

/** A link over the time since it was read before. */
export interface LinkReading {
  /** Milliseconds since the epoch, by this device's clock. */
  readonly at: number;
  /** Undefined: no path has been chosen yet. */
  readonly path: LinkPath | undefined;
  readonly roundTripMs: number | undefined;
  /** As the other's browser tells. */
  readonly sent: FlowReading;
  readonly received: FlowReading;
}

/** What is read of all kinds of statistics; each browser has some of it. https://www.w3.org/TR/webrtc-stats/ */
interface Stats {
  readonly id: string;
  readonly type: string;
  readonly timestamp: number;
  readonly kind?: string;
  readonly mid?: string;
  readonly codecId?: string;
  readonly mimeType?: string;
  readonly localId?: string;
  readonly selectedCandidatePairId?: string;
  readonly selected?: boolean;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
  readonly protocol?: string;
  readonly relayProtocol?: string;
  readonly currentRoundTripTime?: number;
  readonly roundTripTime?: number;
  readonly jitter?: number;
  readonly packetsLost?: number;
  readonly packetsReceived?: number;
  readonly packetsSent?: number;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  readonly framesPerSecond?: number;
  readonly qualityLimitationReason?: string;
}

type StatsById = ReadonlyMap<string, Stats>;

/** @param before as it was read the last time; undefined: never, so that nothing can be said of rates */
export function readLink(now: LinkStats, before?: LinkStats): LinkReading {
  const [stats, past] = [indexed(now), before && indexed(before)];
  const pair = selectedPair(stats);
  const streams = [...stats.values()];
  const received = streams.filter(({ type }) => type === 'inbound-rtp');
  const sent = streams.filter(({ type }) => type === 'outbound-rtp');
  const told = streams.filter(({ type }) => type === 'remote-inbound-rtp');
  const since = (stream: Stats, key: NumericKey) => change(stream, past?.get(stream.id), key);
  const picture = (flow: readonly Stats[], source: MediaSource) =>
    pictureOf(
      flow.find((each) => each.kind === 'video' && sourceOf(each, now) === source),
      stats,
      past,
    );
  const voiceOf = (flow: readonly Stats[]) =>
    flow.find((each) => each.kind === 'audio' && sourceOf(each, now) === 'microphone');
  const toldOf = (stream: Stats | undefined) => told.find(({ localId }) => localId === stream?.id);
  const tripSeconds = pair?.currentRoundTripTime ?? toldOf(voiceOf(sent))?.roundTripTime;
  return {
    at: Math.max(0, ...streams.map(({ timestamp }) => timestamp)),
    path: pair && pathOf(pair, stats),
    roundTripMs: inMs(tripSeconds),
    sent: {
      lossRatio: ratio(
        sum(told.map((each) => since(each, 'packetsLost'))),
        sum(sent.map((each) => since(each, 'packetsSent'))),
      ),
      bitsPerSecond: rate(sent, 'bytesSent', past),
      jitterMs: inMs(toldOf(voiceOf(sent))?.jitter),
      voiceCodec: codecOf(voiceOf(sent), stats),
      camera: picture(sent, 'camera'),
      screen: picture(sent, 'screen'),
    },
    received: {
      lossRatio: ratio(
        sum(received.map((each) => since(each, 'packetsLost'))),
        sum(received.flatMap((each) => [since(each, 'packetsLost'), since(each, 'packetsReceived')])),
      ),
      bitsPerSecond: rate(received, 'bytesReceived', past),
      jitterMs: inMs(voiceOf(received)?.jitter),
      voiceCodec: codecOf(voiceOf(received), stats),
      camera: picture(received, 'camera'),
      screen: picture(received, 'screen'),
    },
  };
}

type NumericKey = 'packetsLost' | 'packetsReceived' | 'packetsSent' | 'bytesReceived' | 'bytesSent';

function indexed({ report }: LinkStats): StatsById {
  const stats = new Map<string, Stats>();
  report.forEach((each: Stats) => void stats.set(each.id, each));
  return stats;
}

/** Firefox says it of the pair itself. */
function selectedPair(stats: StatsById): Stats | undefined {
  const all = [...stats.values()];
  const chosen = all.find(({ type }) => type === 'transport')?.selectedCandidatePairId;
  if (chosen !== undefined) return stats.get(chosen);
  const pairs = all.filter(({ type, state }) => type === 'candidate-pair' && state === 'succeeded');
  return pairs.find(({ selected }) => selected) ?? pairs.find(({ nominated }) => nominated);
}

function pathOf(pair: Stats, stats: StatsById): LinkPath | undefined {
  const [local, remote] = [stats.get(pair.localCandidateId ?? ''), stats.get(pair.remoteCandidateId ?? '')];
  if (local === undefined) return undefined;
  const isRelayed = local.candidateType === 'relay' || remote?.candidateType === 'relay';
  return {
    kind: isRelayed ? 'relayed' : 'direct',
    protocol: local.relayProtocol ?? local.protocol ?? 'udp',
  };
}

function sourceOf({ mid, kind }: Stats, { sources }: LinkStats): MediaSource | undefined {
  if (mid !== undefined) return sources.get(mid);
  return kind === 'audio' ? 'microphone' : 'camera';
}

function pictureOf(
  stream: Stats | undefined,
  stats: StatsById,
  past: StatsById | undefined,
): PictureReading | undefined {
  const before = stream && past?.get(stream.id);
  const key = stream?.type === 'inbound-rtp' ? 'bytesReceived' : 'bytesSent';
  // What has stopped still has the size that it had.
  if (stream === undefined || (before !== undefined && change(stream, before, key) === 0)) return undefined;
  const { frameWidth, frameHeight, framesPerSecond, qualityLimitationReason } = stream;
  if (frameWidth === undefined) return undefined;
  return {
    width: frameWidth,
    height: frameHeight,
    framesPerSecond: framesPerSecond && Math.round(framesPerSecond),
    codec: codecOf(stream, stats),
    limitedBy: qualityLimitationReason === 'none' ? undefined : qualityLimitationReason,
  };
}

/** `video/VP8` is VP8. */
function codecOf(stream: Stats | undefined, stats: StatsById): string | undefined {
  return stats.get(stream?.codecId ?? '')?.mimeType?.replace(/^.*\//, '');
}

/** Counters begin anew on another stream, and of packets that come twice some count one loss less. */
function change(now: Stats, before: Stats | undefined, key: NumericKey): number | undefined {
  const [to, from] = [now[key], before?.[key]];
  return to === undefined || from === undefined ? undefined : Math.max(0, to - from);
}

function rate(streams: readonly Stats[], key: NumericKey, past: StatsById | undefined): number | undefined {
  const rates = streams.map((stream) => {
    const before = past?.get(stream.id);
    const bytes = change(stream, before, key);
    const elapsedMs = stream.timestamp - (before?.timestamp ?? 0);
    return bytes === undefined || elapsedMs <= 0 ? undefined : (bytes * 8 * 1_000) / elapsedMs;
  });
  return sum(rates);
}

/** Undefined: of nothing, nothing is known. */
function sum(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, number) => total + number, 0);
}

function ratio(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole === 0 ? undefined : Math.min(1, part / whole);
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1_000);
}
