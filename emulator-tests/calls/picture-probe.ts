/** What media elements do and show. Runs in the page. */

declare global {
  interface Window {
    /** Of every video that was watched: what emptied or loaded it. */
    mediaEvents: string[];
    /** Colours that were seen on the other's picture, in order, each once in a row. */
    seenColours: string[];
    colourOfCamera: string;
  }
}

/** From now on, whatever loads this video anew is noted. */
export function watchLoading(video: Element): void {
  window.mediaEvents ??= [];
  for (const type of ['emptied', 'loadstart']) {
    video.addEventListener(type, () =>
      window.mediaEvents.push(`${type} ${video.getAttribute('data-testid')}`),
    );
  }
}

/** Before the page: its camera sees one colour, which a test changes. */
export function useColouredCamera(): void {
  window.colourOfCamera = 'red';
  const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
    const stream = await getUserMedia(constraints);
    const [camera] = stream.getVideoTracks();
    if (camera === undefined) return stream;
    camera.stop();
    stream.removeTrack(camera);
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
    const context = canvas.getContext('2d');
    setInterval(() => {
      if (context === null) return;
      context.fillStyle = window.colourOfCamera;
      context.fillRect(0, 0, 320, 180);
      // Something has to move, or a canvas gives no frames.
      context.fillStyle = 'black';
      context.fillRect(0, 0, (performance.now() / 20) % 20, 4);
    }, 33);
    for (const track of canvas.captureStream(30).getVideoTracks()) stream.addTrack(track);
    return stream;
  };
}

/** From now on, notes which colour is to be seen, whenever the browser paints. */
export function watchColours(video: Element): void {
  window.seenColours = [];
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const look = () => {
    requestAnimationFrame(look);
    if (context === null || Number(getComputedStyle(video).opacity) === 0) return;
    context.drawImage(video as HTMLVideoElement, 0, 0, 1, 1);
    const [red = 0, , blue = 0] = context.getImageData(0, 0, 1, 1).data;
    const colour = red > 150 ? 'red' : blue > 150 ? 'blue' : 'none';
    if (window.seenColours.at(-1) !== colour) window.seenColours.push(colour);
  };
  look();
}

/** How the other's picture and sound are played. */
export function describePlaying(video: Element): { isMuted: boolean; isSeen: boolean } {
  const { muted } = video as HTMLVideoElement;
  return { isMuted: muted, isSeen: Number(getComputedStyle(video).opacity) > 0 && video.clientWidth > 0 };
}

/** Sends sound and picture, whatever this page says of itself. */
export async function sendAnyway(): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const connection = window.parleyTestConnections.findLast(
    ({ connectionState }) => connectionState === 'connected',
  );
  const [microphone, camera] = connection?.getSenders() ?? [];
  await microphone?.replaceTrack(stream.getAudioTracks()[0] ?? null);
  await camera?.replaceTrack(stream.getVideoTracks()[0] ?? null);
}
