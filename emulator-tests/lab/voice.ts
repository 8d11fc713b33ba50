/**
 * A microphone's sound that is like a voice, for `--use-file-for-fake-audio-capture`: Chromium's own beeps once a second, so that
 * nobody could tell for a second whether it is heard, and noise suppression fades a tone that stays.
 */
const RATE = 48_000;
const SECONDS = 8;
const PITCH_HZ = 130;
/** Of a few vowels, by turns: where their sound is strongest. */
const VOWELS_HZ = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [570, 840, 2410],
  [530, 1840, 2480],
];
const SYLLABLES_PER_SECOND = 4;
const HARMONICS = 24;
const HEADER_BYTES = 44;

/** A WAV file: one channel, 16 bits. */
export function voice(): Buffer {
  const count = RATE * SECONDS;
  const file = Buffer.alloc(HEADER_BYTES + count * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(count * 2, 40);
  for (let index = 0; index < count; index += 1)
    file.writeInt16LE(Math.round(sampleAt(index / RATE) * 12_000), HEADER_BYTES + index * 2);
  return file;
}

/** From -1 to 1. */
function sampleAt(seconds: number): number {
  const syllable = seconds * SYLLABLES_PER_SECOND;
  const vowel = VOWELS_HZ[Math.floor(syllable) % VOWELS_HZ.length] ?? [];
  // It never falls quite silent, as no voice in a sentence does for long.
  const loudness = 0.3 + 0.7 * Math.sin(Math.PI * (syllable % 1)) ** 2;
  const pitch = PITCH_HZ * (1 + 0.05 * Math.sin(2 * Math.PI * 0.7 * seconds));
  let sum = 0;
  for (let harmonic = 1; harmonic <= HARMONICS; harmonic += 1) {
    const hz = pitch * harmonic;
    const strength = vowel.reduce((most, at) => Math.max(most, 1 / (1 + ((hz - at) / 120) ** 2)), 0.05);
    sum += strength * Math.sin(2 * Math.PI * PITCH_HZ * harmonic * seconds);
  }
  return Math.max(-1, Math.min(1, (loudness * sum) / 4));
}
