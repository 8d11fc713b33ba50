/**
 * A camera and a microphone for calls that are about anything but picture and sound. What encodes and draws a picture is most of what
 * a call costs, and who waits for the next sound waits for a beep.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flagsForCamera, flagsWithoutDevices } from '../../scripts/browsers/chromium-flags.ts';
import { localCache } from '../../scripts/lib/paths.ts';
import { wavFile } from './wav-file.ts';

const WIDTH = 320;
const HEIGHT = 180;
const FRAMES_PER_SECOND = 10;

/** Chromium's own beeps once a second. */
const BEEPS_PER_SECOND = 4;
/** So short and so seldom that it passes for no speech (`speech-detector.ts`), however the samples fall. */
const BEEP_MS = 20;
/** None that a test looks for. */
const BEEP_HZ = 620;
const SAMPLES_PER_SECOND = 48_000;

/** Flags for a Chromium that has such a camera and such a microphone. @param flags what else it is started with */
export function flagsWithSmallCamera(flags = flagsWithoutDevices): readonly string[] {
  return [
    ...flags.filter((flag) => !flag.startsWith('--use-fake-device-for-media-stream')),
    ...flagsForCamera(keep('camera.y4m', drawFilm())),
    `--use-file-for-fake-audio-capture=${keep('microphone.wav', beep())}`,
  ];
}

/** @returns the file's path */
function keep(name: string, content: Buffer): string {
  mkdirSync(localCache, { recursive: true });
  const file = join(localCache, name);
  // Another process may be reading it: it gets the old one, or all of the new one.
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}

/** A second in which a bar moves from left to right. https://wiki.multimedia.cx/index.php/YUV4MPEG2 */
function drawFilm(): Buffer {
  const colours = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frames = Array.from({ length: FRAMES_PER_SECOND }, (_, index) => {
    const line = Buffer.alloc(WIDTH, 100).fill(220, index * 30, index * 30 + 20);
    return [Buffer.from('FRAME\n'), ...Array<Buffer>(HEIGHT).fill(line), colours];
  });
  const header = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`;
  return Buffer.concat([Buffer.from(header), ...frames.flat()]);
}

function beep(): Buffer {
  const beepLength = (SAMPLES_PER_SECOND * BEEP_MS) / 1_000;
  const samples = Array.from({ length: SAMPLES_PER_SECOND / BEEPS_PER_SECOND }, (_, index) =>
    index < beepLength ? 0.4 * Math.sin((2 * Math.PI * BEEP_HZ * index) / SAMPLES_PER_SECOND) : 0,
  );
  return wavFile(samples, SAMPLES_PER_SECOND);
}
