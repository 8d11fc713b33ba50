/** The sounds of the page, which it makes by itself: a rising fifth when they come, and as a test; a falling one when they go. */

/** An A and the E above it, the A above both, and the E below: far from speech, and within what a phone's loudspeaker plays. */
export const PITCH_HZ = { deep: 330, low: 440, high: 660, top: 880 } as const;
const NOTE_SECONDS = 0.16;
const RING_SECONDS = 0.5;
/** Beside a voice it is heard, and startles nobody with headphones. */
export const QUIET = 0.12;
/** About as loud as a voice, which is what the person wants to know. */
const LOUD = 0.25;
/** A sound that comes later than this tells something else. */
const LATE_MS = 1_000;

export interface Melody {
  /** In hertz, one after the other. */
  readonly notes: readonly number[];
  readonly volume: number;
}

const { low, high } = PITCH_HZ;

export const SOUNDS = {
  came: { notes: [low, high], volume: QUIET },
  went: { notes: [high, low], volume: QUIET },
  test: { notes: [low, high], volume: LOUD },
} as const satisfies Readonly<Record<string, Melody>>;

/** Whether anything that the page plays is sure to be heard: browsers wait for a press, after a reload for another one. */
export function maySound(): boolean {
  return navigator.userActivation?.hasBeenActive !== false;
}

/**
 * Plays it by this speaker, and resolves when it is over. Where the browser does not let the page sound yet, nothing is
 * heard, and nothing is made up for later.
 * @param sinkId as for `setSinkId`; empty: the system's default
 * @throws DOMException when the speaker is not there any more, or the browser refuses
 */
export async function playSound({ notes, volume }: Melody, sinkId: string): Promise<void> {
  const context = new AudioContext();
  const element = new Audio();
  let output: AudioNode = context.destination;
  try {
    if (sinkId !== '') {
      // Not every browser lets Web Audio itself choose the speaker.
      const played = context.createMediaStreamDestination();
      element.srcObject = played.stream;
      await element.setSinkId(sinkId);
      output = played;
    }
    // Settles when the person presses something, which may be never.
    const isReady = Promise.all([context.resume(), sinkId === '' ? undefined : element.play()]).then(
      () => true,
    );
    if (!(await Promise.race([isReady, isLate()]))) return;
    await Promise.all(notes.map((frequency, index) => ring(output, frequency, index * NOTE_SECONDS, volume)));
  } finally {
    element.srcObject = null;
    await context.close();
  }
}

function isLate(): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, LATE_MS, false));
}

/** @param delay in seconds */
function ring(output: AudioNode, frequency: number, delay: number, volume: number): Promise<unknown> {
  const { context } = output;
  const at = context.currentTime + delay;
  const oscillator = new OscillatorNode(context, { frequency });
  const envelope = new GainNode(context, { gain: 0 });
  envelope.gain.setValueAtTime(0, at);
  envelope.gain.linearRampToValueAtTime(volume, at + 0.015);
  envelope.gain.exponentialRampToValueAtTime(volume / 1_000, at + RING_SECONDS);
  oscillator.connect(envelope).connect(output);
  const ended = new Promise((resolve) => oscillator.addEventListener('ended', resolve, { once: true }));
  oscillator.start(at);
  oscillator.stop(at + RING_SECONDS);
  return ended;
}
