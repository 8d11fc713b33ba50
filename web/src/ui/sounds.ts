/**
 * The sounds of the page, which it makes by itself: a rising fifth when they come, and as a test; a falling one when they go; and for each thing
 * that can become of a ring one of its own, which rises only when they come.
 */

/** A and the E above it: far from speech, and within what a phone's loudspeaker plays. */
const LOW_HZ = 440;
const HIGH_HZ = 660;
/** The A above both, and the E below. */
const TOP_HZ = 880;
const DEEP_HZ = 330;
const NOTE_SECONDS = 0.16;
const RING_SECONDS = 0.5;
/** Beside a voice it is heard, and startles nobody with headphones. */
const QUIET = 0.12;
/** About as loud as a voice, which is what the person wants to know. */
const LOUD = 0.25;
/** A sound that comes later than this tells something else. */
const LATE_MS = 1_000;

/** What can become of a ring, and that it rings there. */
export type RingSound =
  | 'ringing'
  | 'accepted'
  | 'declined'
  | 'busy'
  | 'no-answer'
  | 'not-reachable'
  | 'cancelled'
  | 'answered';

export type Sound = 'came' | 'went' | 'test' | RingSound;

const SOUNDS: Readonly<Record<Sound, { notes: readonly number[]; volume: number }>> = {
  came: { notes: [LOW_HZ, HIGH_HZ], volume: QUIET },
  went: { notes: [HIGH_HZ, LOW_HZ], volume: QUIET },
  test: { notes: [LOW_HZ, HIGH_HZ], volume: LOUD },
  ringing: { notes: [LOW_HZ, LOW_HZ], volume: QUIET / 2 },
  accepted: { notes: [LOW_HZ, HIGH_HZ, TOP_HZ], volume: QUIET },
  declined: { notes: [HIGH_HZ, LOW_HZ, DEEP_HZ], volume: QUIET },
  busy: { notes: [LOW_HZ, LOW_HZ, LOW_HZ, LOW_HZ], volume: QUIET },
  'no-answer': { notes: [LOW_HZ, LOW_HZ, DEEP_HZ], volume: QUIET },
  'not-reachable': { notes: [DEEP_HZ, DEEP_HZ], volume: QUIET },
  cancelled: { notes: [DEEP_HZ], volume: QUIET },
  answered: { notes: [DEEP_HZ, LOW_HZ, HIGH_HZ], volume: QUIET },
};

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
export async function playSound(sound: Sound, sinkId: string): Promise<void> {
  const { notes, volume } = SOUNDS[sound];
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
