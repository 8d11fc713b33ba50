/**
 * A camera whose picture is as hard to send as a real one's. It is drawn by a script, since footage of a person is somebody's: a wall whose
 * detail falls off with its fineness about as that of photographs does (noise in octaves, each less strong than the one twice as coarse), before it
 * a head that sways and nods with the grain of hair and cloth, a mouth that moves, and on all of it the noise of a sensor, anew in every frame.
 */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { localCache } from '../scripts/lib/paths.ts';

const [WIDTH, HEIGHT] = [1280, 720];
const FRAMES_PER_SECOND = 20;
/** A whole turn of all that moves, so that the film begins again without a jump. */
const FRAME_COUNT = 60;
/** Luma, of 219 steps. What a phone has in a room. */
const SENSOR_NOISE = 3;

/** @returns a file in the format Y4M (https://wiki.multimedia.cx/index.php/YUV4MPEG2), 83 MB, drawn when it is missing */
export function drawFootage(): string {
  mkdirSync(localCache, { recursive: true });
  const file = join(localCache, 'bench-footage-2.y4m');
  if (existsSync(file)) return file;
  const partial = `${file}.${process.pid}`;
  const output = openSync(partial, 'w');
  writeSync(output, `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
  const random = createRandom(1);
  const wall = drawTexture(WIDTH, HEIGHT, 256, random);
  const head = drawTexture(WIDTH, HEIGHT, 32, random);
  // Drawn once and shifted for each frame: a number for every point of every frame would take a minute.
  const noise = Float32Array.from(
    { length: WIDTH * HEIGHT * 2 },
    () => (random() + random() - 1) * SENSOR_NOISE,
  );
  const colours = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  for (let frame = 0; frame < FRAME_COUNT; frame += 1) {
    const shift = Math.floor(random() * WIDTH * HEIGHT);
    writeSync(output, 'FRAME\n');
    writeSync(output, drawFrame(frame / FRAME_COUNT, { wall, head, noise: noise.subarray(shift) }));
    writeSync(output, colours);
  }
  closeSync(output);
  // Another process may be about to read it: it finds all of it, or none.
  renameSync(partial, file);
  return file;
}

interface Textures {
  readonly wall: Float32Array;
  readonly head: Float32Array;
  readonly noise: Float32Array;
}

/** @param turn from 0 to 1 */
function drawFrame(turn: number, { wall, head, noise }: Textures): Buffer {
  const frame = Buffer.alloc(WIDTH * HEIGHT);
  const swing = (times: number) => Math.sin(2 * Math.PI * times * turn);
  const [middleX, middleY] = [Math.round(WIDTH / 2 + 40 * swing(1)), Math.round(380 + 12 * swing(2))];
  const mouth = 14 + 12 * swing(9);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const point = y * WIDTH + x;
      const [right, down] = [(x - middleX) / 170, (y - middleY) / 230];
      const isShoulder = down > 0.9 && Math.abs(right) < 1.1 + (down - 0.9) * 2.2;
      let light = 110 + 60 * (wall[point] ?? 0);
      if (right * right + down * down < 1 || isShoulder) {
        // It has its grain with it.
        const [onX, onY] = [x - middleX + WIDTH / 2, Math.min(HEIGHT - 1, y - middleY + HEIGHT / 2)];
        light = (isShoulder ? 70 : 165 - 45 * right * right) + 40 * (head[onY * WIDTH + onX] ?? 0);
        const [mouthX, mouthY] = [(x - middleX) / 60, (y - middleY - 110) / mouth];
        if (mouthX * mouthX + mouthY * mouthY < 1) light = 40;
      }
      frame[point] = Math.max(16, Math.min(235, light + (noise[point] ?? 0)));
    }
  }
  return frame;
}

/** Noise from -1 to 1, of which the finest is a point wide. @param coarsest how many points */
function drawTexture(width: number, height: number, coarsest: number, random: () => number): Float32Array {
  const texture = new Float32Array(width * height);
  let strength = 0.5;
  for (let size = coarsest; size >= 1; size /= 2, strength /= 1.6) {
    const columns = Math.ceil(width / size) + 2;
    const lattice = Float32Array.from(
      { length: columns * (Math.ceil(height / size) + 2) },
      () => 2 * random() - 1,
    );
    for (let y = 0; y < height; y += 1) {
      const [row, partY] = [Math.floor(y / size), (y / size) % 1];
      for (let x = 0; x < width; x += 1) {
        const [column, partX] = [Math.floor(x / size), (x / size) % 1];
        const at = row * columns + column;
        const above = mix(lattice[at], lattice[at + 1], partX);
        const below = mix(lattice[at + columns], lattice[at + columns + 1], partX);
        texture[y * width + x] = (texture[y * width + x] ?? 0) + strength * mix(above, below, partY);
      }
    }
  }
  return texture;
}

function mix(one = 0, other = 0, part: number): number {
  return one + (other - one) * part;
}

/** The same film on every machine: numbers that look random, from a seed. https://en.wikipedia.org/wiki/Xorshift */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
