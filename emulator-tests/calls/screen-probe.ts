/** A screen that is known, and what arrives of it. All but the page run in a page. */

export const SHARED_TITLE = 'Four quadrants and a tone';
export const TONE_HZ = 1_000;

/** Red, green, blue and white, as lines are written, and the tone for as long as it is open. */
export const SHARED_PAGE = `<!doctype html><title>${SHARED_TITLE}</title><style>
  body { margin: 0; display: grid; grid-template: 1fr 1fr / 1fr 1fr; height: 100vh }
</style><body><div style="background:#f00"></div><div style="background:#0f0"></div><div style="background:#00f"></div>
<div style="background:#fff"><p id="clock"></p></div><script>
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: ${TONE_HZ} });
  tone.connect(context.destination);
  tone.start();
  // Something has to move, or nothing is captured anew.
  setInterval(() => { clock.textContent = performance.now() }, 100);
</script></body>`;

export type Quadrants = readonly ('red' | 'green' | 'blue' | 'white' | 'other')[];

/** What is to be seen in the four quadrants of a video, of the part that has a picture. */
export function readQuadrants(video: Element): Quadrants {
  const { videoWidth, videoHeight, inert } = video as HTMLVideoElement;
  if (videoWidth === 0 || inert) return [];
  const canvas = Object.assign(document.createElement('canvas'), { width: videoWidth, height: videoHeight });
  const context = canvas.getContext('2d');
  context?.drawImage(video as HTMLVideoElement, 0, 0);
  return [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.75, 0.75],
  ].map(([x = 0, y = 0]) => {
    const pixel = context?.getImageData(x * videoWidth, y * videoHeight, 1, 1).data ?? [];
    const [red, green, blue] = [...pixel].map((channel) => channel > 150);
    if (red && green && blue) return 'white';
    if (red && !green && !blue) return 'red';
    if (green && !red && !blue) return 'green';
    return blue && !red && !green ? 'blue' : 'other';
  });
}

declare global {
  interface Window {
    /** What each stream that was listened to is made of. */
    listened: Map<MediaStream, AnalyserNode>;
  }
}

/** The loudest frequency of what a video plays, in Hz; 0: silence. */
export function readTone(video: Element): number {
  const { srcObject } = video as HTMLVideoElement;
  if (!(srcObject instanceof MediaStream) || srcObject.getAudioTracks().length === 0) return 0;
  window.listened ??= new Map();
  let analyser = window.listened.get(srcObject);
  if (analyser === undefined) {
    const context = new AudioContext();
    analyser = new AnalyserNode(context, { fftSize: 8_192 });
    context.createMediaStreamSource(srcObject).connect(analyser);
    window.listened.set(srcObject, analyser);
  }
  const loudness = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(loudness);
  const loudest = Math.max(...loudness);
  if (loudest < -80) return 0;
  return (loudness.indexOf(loudest) * analyser.context.sampleRate) / analyser.fftSize;
}

/** Whether a tone is in what a video plays that was listened to, however loud another is. */
export function hasTone(video: Element, hz: number): boolean {
  const { srcObject } = video as HTMLVideoElement;
  const analyser = srcObject instanceof MediaStream ? window.listened.get(srcObject) : undefined;
  if (analyser === undefined) throw new Error('Nobody has listened to it yet');
  const loudness = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(loudness);
  const index = Math.round((hz * analyser.fftSize) / analyser.context.sampleRate);
  return Math.max(...loudness.subarray(index - 2, index + 3)) > -70;
}

/** Before the page: its microphone hums this tone, and nothing else. */
export function useHummingMicrophone(hz: number): void {
  const { getUserMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getUserMedia = async function (constraints) {
    const stream = await getUserMedia.call(this, constraints);
    for (const microphone of stream.getAudioTracks()) {
      microphone.stop();
      stream.removeTrack(microphone);
      const context = new AudioContext();
      const destination = context.createMediaStreamDestination();
      const hum = new OscillatorNode(context, { frequency: hz });
      hum.connect(destination);
      hum.start();
      for (const track of destination.stream.getTracks()) stream.addTrack(track);
    }
    return stream;
  };
}

/** From now on the page asks for a screen in this way, too. */
export function askForScreenWith(options: object): void {
  const { getDisplayMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getDisplayMedia = function (asked) {
    return getDisplayMedia.call(this, { ...asked, ...options });
  };
}

declare global {
  interface Window {
    /** How the negotiation of the links moved since it is watched. */
    signalingStates: string[];
  }
}

/** From now on, whatever is offered or answered is noted. */
export function watchSignaling(): void {
  window.signalingStates = [];
  for (const connection of window.parleyTestConnections)
    connection.addEventListener('signalingstatechange', () =>
      window.signalingStates.push(connection.signalingState),
    );
}

/** How many pictures a video has shown. */
export function readFrameCount(video: Element): number {
  return (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames;
}

/** How many pictures of the other's screen were decoded, as Firefox's videos do not say of streams. */
export async function readScreenFrames(): Promise<number> {
  let framesDecoded = 0;
  for (const connection of window.parleyTestConnections) {
    // In the order of the sections: microphone, camera, screen.
    const screen = connection.getTransceivers()[2]?.receiver;
    for (const report of (await screen?.getStats())?.values() ?? [])
      if (report.type === 'inbound-rtp') framesDecoded += report.framesDecoded ?? 0;
  }
  return framesDecoded;
}
