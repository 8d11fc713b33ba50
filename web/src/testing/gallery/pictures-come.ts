/** Resolves when every picture within has a frame, and whatever waits for one has been drawn anew. */
export async function picturesCome(root: Element): Promise<void> {
  // Children render after their parents.
  await nextFrame();
  await Promise.all(videosIn(root).map(hasPicture));
  await nextFrame();
  await nextFrame();
}

function nextFrame(): Promise<unknown> {
  return new Promise(requestAnimationFrame);
}

export function videosIn(root: ParentNode): HTMLVideoElement[] {
  const own = [...root.querySelectorAll('video')];
  const within = [root as Element, ...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    // A shadow root has none of its own.
    shadowRoot == null ? [] : videosIn(shadowRoot),
  );
  return [...own, ...within];
}

/** A refusal to play is a state, too: then it goes on without. */
const PATIENCE_MS = 8_000;

/** Resolves with the first frame from now on; at once where none can come. */
function hasPicture(video: HTMLVideoElement): Promise<void> {
  const { srcObject } = video;
  const isLive =
    srcObject instanceof MediaStream &&
    srcObject.getVideoTracks().some(({ readyState }) => readyState === 'live');
  if (!isLive) return Promise.resolve();
  return new Promise((resolve) => {
    video.requestVideoFrameCallback(() => resolve());
    setTimeout(resolve, PATIENCE_MS);
  });
}
