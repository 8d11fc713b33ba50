/**
 * When the other's first picture is there. The same for whatever is measured: it runs in a page before the page itself, and reads the
 * frames of every incoming track as they are decoded. (`getStats()` is at most renewed every 50 ms, which is as long as what is measured.)
 */

/** Each in milliseconds since 1970, on the one clock of this machine. */
export interface SeenPicture {
  /** When the page was asked for. */
  readonly openedAt: number;
  /** The last press before it. */
  readonly pressedAt?: number;
  /** Undefined: not yet. */
  readonly seenAt?: number;
  /** When pictures came that were wider than any before, where that is followed. */
  readonly grown?: readonly GrownPicture[];
}

interface GrownPicture {
  readonly width: number;
  readonly at: number;
}

declare global {
  interface Window {
    readonly parleyBench: {
      picture: SeenPicture;
      /** How many the page has made. */
      connectionCount: number;
      /** From now on; `onlyNew`: not of tracks that are there already, which may have pictures on the way. */
      watchAnew(onlyNew?: boolean): void;
    };
  }
  /** https://w3c.github.io/mediacapture-transform/ */
  class MediaStreamTrackProcessor {
    constructor(init: { track: MediaStreamTrack });
    readonly readable: ReadableStream<VideoFrame>;
  }
}

/**
 * Complete in itself, since it is sent to the page as text.
 * @param followsWidth all pictures are looked at and not only the first, which takes the processor a little
 */
export function watchForPicture(followsWidth = false): void {
  const now = () => performance.timeOrigin + performance.now();
  const tracks = new Set<MediaStreamTrack>();
  let watching = new AbortController();
  const bench = {
    picture: { openedAt: performance.timeOrigin } as SeenPicture,
    connectionCount: 0,
    watchAnew(onlyNew = false) {
      watching.abort();
      watching = new AbortController();
      bench.picture = { openedAt: performance.timeOrigin };
      if (onlyNew) return;
      for (const track of tracks) void watch(track, watching.signal);
    },
  };
  Object.assign(window, { parleyBench: bench });

  addEventListener(
    'click',
    ({ timeStamp }) => {
      if (bench.picture.seenAt === undefined)
        bench.picture = { ...bench.picture, pressedAt: performance.timeOrigin + timeStamp };
    },
    true,
  );

  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      bench.connectionCount += 1;
      const look = () => {
        for (const { receiver } of this.getTransceivers()) {
          const { track } = receiver;
          if (track.kind !== 'video' || tracks.has(track)) continue;
          tracks.add(track);
          track.addEventListener('ended', () => tracks.delete(track));
          void watch(track, watching.signal);
        }
      };
      this.addEventListener('track', look);
      this.addEventListener('signalingstatechange', look);
    }
  };

  async function watch(track: MediaStreamTrack, signal: AbortSignal): Promise<void> {
    if (track.readyState === 'ended') return;
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    signal.addEventListener('abort', () => void reader.cancel(), { once: true });
    const { value } = await reader.read();
    const seenAt = now();
    value?.close();
    if (value !== undefined && !signal.aborted && bench.picture.seenAt === undefined)
      bench.picture = { ...bench.picture, seenAt };
    if (followsWidth) await followWidth(reader, value?.codedWidth ?? 0, signal);
    await reader.cancel();
  }

  async function followWidth(
    reader: ReadableStreamDefaultReader<VideoFrame>,
    first: number,
    signal: AbortSignal,
  ): Promise<void> {
    let widest = 0;
    for (let width = first; !signal.aborted; ) {
      if (width > widest) {
        widest = width;
        bench.picture = { ...bench.picture, grown: [...(bench.picture.grown ?? []), { width, at: now() }] };
      }
      const { value } = await reader.read();
      if (value === undefined) return;
      width = value.codedWidth;
      value.close();
    }
  }
}
