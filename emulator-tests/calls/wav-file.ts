/** What a microphone that is not there hears, for Chromium's `--use-file-for-fake-audio-capture`, which plays it over and over. */

const HEADER_BYTES = 44;

/** A WAV file of one channel, with 16 bits for each sample. @param samples from -1 to 1 */
export function wavFile(samples: readonly number[], samplesPerSecond: number): Buffer {
  const file = Buffer.alloc(HEADER_BYTES + samples.length * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(samplesPerSecond, 24);
  file.writeUInt32LE(samplesPerSecond * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples.length * 2, 40);
  for (const [index, sample] of samples.entries())
    file.writeInt16LE(Math.round(sample * 32_767), HEADER_BYTES + index * 2);
  return file;
}
