/**
 * Shows live tracks in a video element without ever loading it anew: to assign `srcObject` again, even the same, empties
 * the element, and templates that bind objects do so at every render. And tells when the picture is one of now: the
 * last frame from before lies on the element until the next has come, which takes a tenth of a second.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class LivePicture implements ReactiveController {
  /** A frame has come since the picture was wanted. */
  isFresh = false;
  readonly #host: ReactiveControllerHost;
  readonly #find: () => HTMLVideoElement | null;
  /** The element's own stream, in which tracks take turns. */
  readonly #shown = new MediaStream();
  #isWanted = false;
  /** Of the last frame that was presented. */
  #frame: number | undefined;
  #stopWatching: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, find: () => HTMLVideoElement | null) {
    this.#host = host;
    this.#find = find;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    const video = this.#find();
    if (video !== null) video.srcObject = null;
  }

  hostUpdated(): void {
    const video = this.#find();
    if (video === null) return;
    // Once there is something to show.
    if (video.srcObject === null && this.#shown.active) video.srcObject = this.#shown;
    this.#stopWatching ??= followFrames(video, (frame) => this.#onFrame(frame));
  }

  /**
   * Before the host renders.
   * @param isWanted whether the picture is to be seen
   */
  show(stream: MediaStream | null, isWanted: boolean): void {
    // Elements play nothing, no sound either, before the first frame of each picture that is to come. So a picture of
    // which nothing has arrived, and that nobody expects, stays out.
    const tracks = stream?.getTracks().filter(({ kind, muted }) => kind === 'audio' || isWanted || !muted);
    const isOther = this.#exchange(tracks ?? []);
    if (isOther || isWanted !== this.#isWanted) this.isFresh = false;
    this.#isWanted = isWanted;
  }

  #onFrame(frame: number): void {
    const isNew = frame !== this.#frame;
    this.#frame = frame;
    if (!isNew || !this.#isWanted || this.isFresh) return;
    this.isFresh = true;
    this.#host.requestUpdate();
  }

  /** Removed before others are added: Firefox shows the first video track of a stream. */
  #exchange(tracks: readonly MediaStreamTrack[]): boolean {
    const former = this.#shown.getTracks().filter((track) => !tracks.includes(track));
    const added = tracks.filter((track) => !this.#shown.getTracks().includes(track));
    for (const track of former) this.#shown.removeTrack(track);
    for (const track of added) this.#shown.addTrack(track);
    return added.length > 0 || former.length > 0;
  }
}

/** Tells of every frame that is presented, by a number of its own. @returns what stops it */
function followFrames(video: HTMLVideoElement, onFrame: (frame: number) => void): () => void {
  if (!('requestVideoFrameCallback' in video)) return followProgress(video, onFrame);
  let request = 0;
  const follow = () => {
    request = video.requestVideoFrameCallback((_, { rtpTimestamp, mediaTime }) => {
      // A camera of one's own has no such time stamp.
      onFrame(rtpTimestamp ?? mediaTime);
      follow();
    });
  };
  follow();
  return () => video.cancelVideoFrameCallback(request);
}

/** Firefox before 132: a few times a second. It counts no frames of a stream, but its time goes on with them. */
function followProgress(video: HTMLVideoElement, onFrame: (frame: number) => void): () => void {
  const following = new AbortController();
  const tell = () => onFrame(video.currentTime);
  video.addEventListener('timeupdate', tell, { signal: following.signal });
  return () => following.abort();
}
