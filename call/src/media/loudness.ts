/** How loud a track is, measured in this browser and told to nobody else. */
import { every } from '../lib/lifetime.ts';
import { SAMPLE_MS } from './speech-detector.ts';

/** About 43 ms at 48 kHz, so that little lies between two samples. */
const SAMPLE_LENGTH = 2_048;

/** What is softer than the first is nothing, what is louder than the second is as much as can be shown. */
const [NOTHING_DB, ALL_DB] = [-60, -12];

/** Fine enough for an eye, and coarse enough that stillness draws nothing. */
const STEP_COUNT = 20;

/**
 * Tells every {@link SAMPLE_MS} milliseconds how loud the track is, in dB below full scale. Where the browser has no Web
 * Audio for it, it tells nothing.
 */
export function followLoudness(
  track: MediaStreamTrack,
  onLoudness: (loudnessDb: number) => void,
  signal: AbortSignal,
): void {
  if (signal.aborted) return;
  let context: AudioContext;
  let analyser: AnalyserNode;
  try {
    context = new AudioContext();
    signal.addEventListener('abort', () => void context.close(), { once: true });
    analyser = context.createAnalyser();
    analyser.fftSize = SAMPLE_LENGTH;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  } catch {
    return;
  }
  // Browsers that let no page play before it is touched may let none measure either.
  for (const type of ['pointerdown', 'keydown'])
    addEventListener(type, () => void context.resume(), { signal, capture: true, passive: true });
  const samples = new Float32Array(SAMPLE_LENGTH);
  every(
    SAMPLE_MS,
    () => {
      if (context.state !== 'running') return;
      analyser.getFloatTimeDomainData(samples);
      const meanSquare = samples.reduce((sum, sample) => sum + sample * sample, 0) / SAMPLE_LENGTH;
      onLoudness(10 * Math.log10(meanSquare));
    },
    signal,
  );
}

/** From 0 to 1, in steps, as a meter shows it. */
export function levelOf(loudnessDb: number): number {
  const part = (loudnessDb - NOTHING_DB) / (ALL_DB - NOTHING_DB);
  return Math.round(Math.min(1, Math.max(0, part)) * STEP_COUNT) / STEP_COUNT;
}
