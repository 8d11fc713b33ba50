/** A camera for calls that are about anything but its picture: what encodes and draws that is most of what a call costs. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flagsWithCamera } from '../../scripts/browsers/chromium-flags.ts';
import { localCache } from '../../scripts/lib/paths.ts';

const WIDTH = 320;
const HEIGHT = 180;
const FRAMES_PER_SECOND = 10;

/** Flags for a Chromium that has such a camera, and a microphone that beeps once a second. */
export function flagsWithSmallCamera(): readonly string[] {
  mkdirSync(localCache, { recursive: true });
  const file = join(localCache, 'camera.y4m');
  // Another process may be reading it: it gets the old one, or all of the new one.
  writeFileSync(`${file}.${process.pid}`, drawFilm());
  renameSync(`${file}.${process.pid}`, file);
  return flagsWithCamera(file);
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
