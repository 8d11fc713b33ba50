import { FILE_BLOCK_BYTES } from '@parley/protocol';
import { hashOfBlocks, sha256 } from './file-hash.ts';
import { FileSinkError } from './file-sink.ts';

export interface ReadBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hash: string;
}

/**
 * So many groups of blocks are read once more before the end: 64 MiB, which take a second at the most. Of what is larger, as many of them
 * spread over all of it.
 */
const COMPARED_GROUPS = 16;

/** Only Chromium reads no file that was written to since it was chosen, and only Chromium has this. */
const isChangeNoticed = (): boolean => 'userAgentData' in navigator;

/** Each question to the disk costs as much as two blocks: so many are read by one. */
const BLOCKS_AT_ONCE = 4;

/**
 * A file on this person's disk, read a few blocks at a time.
 *
 * Chromium reads no file that was written to since it was chosen. Firefox reads whatever is there, and tells no page that it has
 * changed: {@link verify} notices that of what it reads once more, which is all of a file of up to 64 MiB. Of a larger one, what changes in
 * other places while it is sent arrives as it was read: some of it as before, and some as after. What changes before it is read first
 * arrives as after, if its size is the same.
 */
export class OutgoingFile {
  readonly #file: Blob;
  readonly #hashes: string[] = [];
  /** What was read last, and what is read while that is sent, by the first of its blocks. */
  readonly #reading = new Map<number, Promise<readonly ReadBlock[]>>();

  constructor(file: Blob) {
    this.#file = file;
  }

  get blockCount(): number {
    return Math.ceil(this.#file.size / FILE_BLOCK_BYTES);
  }

  /** How many bytes so many blocks have. */
  bytesOf(blockCount: number): number {
    return Math.min(this.#file.size, blockCount * FILE_BLOCK_BYTES);
  }

  /**
   * @throws {FileSinkError} `changed`: as far as the browser notices; `not-allowed`: the permission to read it was withdrawn
   */
  async readBlock(index: number): Promise<ReadBlock> {
    const first = index - (index % BLOCKS_AT_ONCE);
    const next = first + BLOCKS_AT_ONCE;
    const blocks = await this.#readOnce(first);
    // Whoever comes to it hears of what is wrong with it.
    if (next < this.blockCount) this.#readOnce(next).catch(() => {});
    for (const known of this.#reading.keys())
      if (known !== first && known !== next) this.#reading.delete(known);
    const block = blocks[index - first];
    if (block === undefined) throw new RangeError(`The file has no block ${index}`);
    return block;
  }

  /** Whether it still is what was sent, as far as is said above. @throws {FileSinkError} as {@link readBlock} does */
  async verify(): Promise<void> {
    if (isChangeNoticed()) return;
    const groupCount = Math.ceil(this.blockCount / BLOCKS_AT_ONCE);
    const comparedCount = Math.min(COMPARED_GROUPS, groupCount);
    for (let index = 0; index < comparedCount; index++) {
      // The first and the last among them.
      const group = Math.round((index * (groupCount - 1)) / Math.max(1, comparedCount - 1));
      const first = group * BLOCKS_AT_ONCE;
      const sent = this.#hashes.slice(first, first + BLOCKS_AT_ONCE);
      const found = await this.#read(first);
      if (found.some(({ hash }, at) => hash !== sent[at])) throw new FileSinkError('changed');
    }
  }

  #readOnce(first: number): Promise<readonly ReadBlock[]> {
    const reading = this.#reading.get(first) ?? this.#read(first);
    this.#reading.set(first, reading);
    return reading;
  }

  async #read(first: number): Promise<readonly ReadBlock[]> {
    const slice = this.#file.slice(first * FILE_BLOCK_BYTES, (first + BLOCKS_AT_ONCE) * FILE_BLOCK_BYTES);
    const buffer = await slice.arrayBuffer().catch((cause: unknown) => {
      throw readingProblem(cause);
    });
    if (buffer.byteLength !== slice.size) throw new FileSinkError('changed');
    const count = Math.ceil(buffer.byteLength / FILE_BLOCK_BYTES);
    return Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const at = index * FILE_BLOCK_BYTES;
        const bytes = new Uint8Array(buffer, at, Math.min(FILE_BLOCK_BYTES, buffer.byteLength - at));
        const hash = await sha256(bytes);
        this.#hashes[first + index] = hash;
        return { bytes, hash };
      }),
    );
  }

  /** Of its first blocks. What of them was not read yet is. @throws {FileSinkError} as {@link readBlock} does */
  async digest(blockCount = this.blockCount): Promise<string> {
    for (let index = 0; index < blockCount; index++)
      if (this.#hashes[index] === undefined) await this.#read(index - (index % BLOCKS_AT_ONCE));
    return hashOfBlocks(this.#hashes.slice(0, blockCount));
  }
}

/** What a browser says when it does not read a file. */
export function readingProblem(cause: unknown): FileSinkError {
  const isForbidden =
    cause instanceof DOMException && ['NotAllowedError', 'SecurityError'].includes(cause.name);
  return new FileSinkError(isForbidden ? 'not-allowed' : 'changed', { cause });
}
