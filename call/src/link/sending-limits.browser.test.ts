import { expect, it, onTestFinished, vi } from 'vitest';
import { readLink } from '../quality/link-reading.ts';
import { connectedPair, createTracks, type Peer, seesAndHears, soon } from '../testing/peer-pair.ts';

async function parametersOf({ connection }: Peer, kind: string): Promise<RTCRtpSendParameters> {
  const sender = connection.getSenders().find(({ track }) => track?.kind === kind);
  if (sender === undefined) throw new Error(`Nothing of kind ${kind} is sent`);
  return sender.getParameters();
}

it('A limit makes the picture small at the other side and then stops it, and the voice goes on', async () => {
  const [one, other] = await connectedPair();
  const tracks = await createTracks();
  one.link.setOutgoing(tracks);
  await seesAndHears(other);
  expect((await parametersOf(one, 'audio')).encodings[0]).toMatchObject({
    ...{ active: true, priority: 'high', networkPriority: 'high' },
  });
  const { negotiationNeededCount } = one;
  const heightAtOther = async () => {
    const before = await other.link.readStats();
    await seesAndHears(other);
    return readLink(await other.link.readStats(), before).received.camera?.height;
  };
  one.link.limit({ camera: { maxHeight: 120, maxBitsPerSecond: 100_000, maxFramesPerSecond: 10 } });
  // A busy processor, or a link that is thought to be slow, makes it smaller still.
  await soon(async () => {
    const height = await heightAtOther();
    expect(height).toBeGreaterThan(0);
    expect(height).toBeLessThanOrEqual(120);
  });

  one.link.limit({ camera: { isPaused: true } });
  await soon(async () => {
    const before = await other.link.readStats();
    await soon(async () => {
      const { received } = readLink(await other.link.readStats(), before);
      expect(received.bitsPerSecond).toBeGreaterThan(0);
    });
    expect(readLink(await other.link.readStats(), before).received.camera).toBeUndefined();
  });

  one.link.limit({});
  await soon(async () => expect(await heightAtOther()).toBeGreaterThan(120));
  expect(one.negotiationNeededCount).toBe(negotiationNeededCount);
});

it('A limit that was set before the link stood holds on it, and for a track that comes later', async () => {
  const [one] = await connectedPair();
  one.link.limit({ camera: { maxHeight: 120 } });
  const tracks = await createTracks();
  const { height = 0 } = tracks.camera?.getSettings() ?? {};
  expect(height).toBeGreaterThan(120);
  one.link.setOutgoing(tracks);
  await soon(async () =>
    expect((await parametersOf(one, 'video')).encodings[0]?.scaleResolutionDownBy).toBe(height / 120),
  );
});

it('A sender is told nothing that it was told before, and all of it again when its track is of another height', async () => {
  const [one, other] = await connectedPair();
  const told = vi.spyOn(RTCRtpSender.prototype, 'setParameters');
  onTestFinished(() => told.mockRestore());
  const tracks = await createTracks();
  one.link.limit({ camera: { maxHeight: 120 } });
  one.link.setOutgoing(tracks);
  await seesAndHears(other);
  const { height = 0 } = tracks.camera?.getSettings() ?? {};
  const scale = async () => (await parametersOf(one, 'video')).encodings[0]?.scaleResolutionDownBy;
  await soon(async () => expect(await scale()).toBe(height / 120));
  told.mockClear();
  one.link.limit({ camera: { maxHeight: 120 } });
  await tracks.camera?.applyConstraints({ height: 240 });
  one.link.limit({ camera: { maxHeight: 120 }, microphone: {} });
  await soon(async () => expect(await scale()).toBe(2));
  expect(told).toHaveBeenCalledTimes(1);
});

it('The path, the round trip, and what is lost are read on both sides', async () => {
  const [one, other] = await connectedPair();
  const tracks = await createTracks();
  for (const { link } of [one, other]) link.setOutgoing(tracks);
  await seesAndHears(other);
  for (const { link } of [one, other]) {
    const before = await link.readStats();
    await soon(async () => {
      const reading = readLink(await link.readStats(), before);
      expect(reading).toMatchObject({
        path: { kind: 'direct', protocol: 'udp' },
        roundTripMs: expect.any(Number),
        sent: {
          voiceCodec: 'opus',
          bitsPerSecond: expect.any(Number),
          camera: { codec: expect.any(String) },
        },
        received: { voiceCodec: 'opus', lossRatio: 0, camera: { width: expect.any(Number) } },
      });
    });
  }
});

it('A link that is closed is not read any more', async () => {
  const [one] = await connectedPair();
  one.link.close();
  await expect(one.link.readStats()).rejects.toBeDefined();
});

/** How much goes out in one packet of the voice, without its header. */
async function bytesPerPacket({ connection }: Peer): Promise<number> {
  const sender = connection.getSenders().find(({ track }) => track?.kind === 'audio');
  let [bytes, packets] = [0, 0];
  (await sender?.getStats())?.forEach((stats) => {
    if (stats.type === 'outbound-rtp') [bytes, packets] = [stats.bytesSent, stats.packetsSent];
  });
  // Before that, silence weighs too much.
  expect(packets).toBeGreaterThan(100);
  return bytes / packets;
}

it('Each packet of the voice has the one before in it, in both directions, and none where a browser cannot', async () => {
  const sizes: number[] = [];
  for (const canRepeat of [true, false]) {
    // What Firefox says of it.
    if (!canRepeat)
      vi.spyOn(RTCRtpReceiver, 'getCapabilities').mockReturnValue({ codecs: [], headerExtensions: [] });
    const pair = await connectedPair();
    for (const { link } of pair) link.setOutgoing(await createTracks());
    for (const peer of pair) {
      await seesAndHears(peer);
      const [first] = peer.connection.getSenders()[0]?.getParameters().codecs ?? [];
      expect(first?.mimeType).toBe(canRepeat ? 'audio/red' : 'audio/opus');
      await soon(async () => {
        sizes.push(await bytesPerPacket(peer));
      });
    }
    for (const { link } of pair) link.close();
    vi.restoreAllMocks();
  }
  const [one = 0, other = 0, ...plain] = sizes;
  for (const each of plain) for (const twice of [one, other]) expect(twice / each).toBeGreaterThan(1.4);
});
