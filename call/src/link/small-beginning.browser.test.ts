import { expect, it } from 'vitest';
import { connectedPair, createPeer, createTracks, negotiate, type Peer, soon } from '../testing/peer-pair.ts';

/** Chromium's, and not in TypeScript's library. https://www.w3.org/TR/mediacapture-transform/#track-processor */
declare class MediaStreamTrackProcessor {
  constructor(init: { track: MediaStreamTrack; maxBufferSize?: number });
  readonly readable: ReadableStream<VideoFrame>;
}

/** How high the other's pictures are, one after the other, from the first that is decoded. */
function heightsSeenBy({ link }: Peer): readonly number[] {
  const heights: number[] = [];
  const watch = async (track: MediaStreamTrack) => {
    // It keeps one by itself, and a page that is busy when the first one comes would see a later one.
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 30 }).readable.getReader();
    for (let read = await reader.read(); read.value !== undefined; read = await reader.read()) {
      const { displayHeight } = read.value;
      read.value.close();
      if (heights.at(-1) !== displayHeight) heights.push(displayHeight);
    }
  };
  link.incoming.subscribe(({ person }) => {
    for (const track of person?.getVideoTracks() ?? []) void watch(track);
  });
  return heights;
}

async function trackOfHeight() {
  const tracks = await createTracks();
  const { height = 0 } = tracks.camera?.getSettings() ?? {};
  expect(height).toBeGreaterThan(240);
  return { tracks, height };
}

/** A busy processor may have them a little smaller than they were meant to be. */
async function beginsSmall(heights: readonly number[], height: number): Promise<void> {
  await soon(() => expect(heights.length).toBeGreaterThan(0));
  expect(heights[0]).toBeLessThanOrEqual(height / 4);
  await soon(() => expect(Math.max(...heights)).toBeGreaterThan(height / 2));
}

it('On a link that stands the first picture is small, and those that come after it are not', async () => {
  const [one, other] = await connectedPair();
  const { tracks, height } = await trackOfHeight();
  const heights = heightsSeenBy(other);
  one.link.setOutgoing(tracks);
  await beginsSmall(heights, height);
});

it('So is the first on a link that is made with a camera on, whoever has offered', async () => {
  const [one, other] = [createPeer(), createPeer()];
  const { tracks, height } = await trackOfHeight();
  const seen = [heightsSeenBy(one), heightsSeenBy(other)];
  for (const { link } of [one, other]) link.setOutgoing(tracks);
  await negotiate(one, other);
  for (const heights of seen) await beginsSmall(heights, height);
});

it('Whoever switches the camera off and on again goes on as large as before', async () => {
  const [one, other] = await connectedPair();
  const { tracks, height } = await trackOfHeight();
  const heights = heightsSeenBy(other);
  one.link.setOutgoing(tracks);
  await beginsSmall(heights, height);
  const sender = one.connection.getSenders().find(({ track }) => track === tracks.camera);
  const scale = () => sender?.getParameters().encodings[0]?.scaleResolutionDownBy;
  await soon(() => expect(scale()).toBe(1));
  one.link.setOutgoing({ ...tracks, camera: null });
  await soon(() => expect(sender?.track).toBeNull());
  one.link.setOutgoing(tracks);
  await soon(() => expect(sender?.track).toBe(tracks.camera));
  expect(scale()).toBe(1);
});
