import { FILE_BLOCK_BYTES, MIN_FILE_CHUNK_BYTES, ProtocolError } from '@parley/protocol';
import { hashOfBlocks, sha256 } from './file-hash.ts';
import { type FileSink, FileSinkError } from './file-sink.ts';

/** So many blocks are verified and written while the next one comes: that is what lies in memory. */
const MAX_WRITING = 3;

/** A file that comes, block by block: each is verified before it is written down, while the next ones come. */
export class IncomingFile {
  readonly #sink: FileSink;
  readonly #sizeBytes: number;
  /** Of the blocks that are written down, with those before them. */
  readonly #hashes: string[];
  /** Blocks that have come whole. */
  #comeCount: number;
  readonly #writing: Promise<void>[] = [];
  #block: Uint8Array<ArrayBuffer> | undefined;
  /** Memory of blocks that are written down, for the next ones. */
  readonly #spare: ArrayBuffer[] = [];
  #blockBytes = 0;

  constructor(sink: FileSink, sizeBytes: number) {
    this.#sink = sink;
    this.#sizeBytes = sizeBytes;
    this.#hashes = [...sink.hashes];
    this.#comeCount = this.#hashes.length;
  }

  /** What was verified and written down. */
  get doneBytes(): number {
    return Math.min(this.#sizeBytes, this.blockCount * FILE_BLOCK_BYTES);
  }

  get blockCount(): number {
    return this.#hashes.length;
  }

  /** Of what is there. */
  digest(): Promise<string> {
    return hashOfBlocks(this.#hashes);
  }

  /** What has come and is not written down comes anew, from the beginning of its block. */
  async rewind(): Promise<void> {
    await Promise.allSettled(this.#writing);
    this.#block = undefined;
    this.#blockBytes = 0;
    this.#comeCount = this.blockCount;
  }

  /** @throws {ProtocolError} more, or less at once, than a page sends */
  add(chunk: Uint8Array): void {
    const left = this.#expectedBlockBytes - this.#blockBytes;
    if (left === 0 || chunk.length > left || chunk.length < Math.min(MIN_FILE_CHUNK_BYTES, left))
      throw new ProtocolError('invalid', 'a chunk must be as long as it can be');
    this.#block ??= this.#createBlock();
    this.#block.set(chunk, this.#blockBytes);
    this.#blockBytes += chunk.length;
  }

  /**
   * Waits only where too many are still to be written down.
   * @returns fulfilled when this one is, and all before it; rejected with a {@link FileSinkError}: it is not what was sent, or could not be
   * @throws {ProtocolError} it is not a whole one
   * @throws {FileSinkError} one before it was not written down
   */
  async endBlock(hash: string): Promise<{ readonly written: Promise<void> }> {
    const block = this.#block;
    if (block === undefined || this.#blockBytes !== block.length)
      throw new ProtocolError('invalid', 'a block must be whole');
    this.#block = undefined;
    this.#blockBytes = 0;
    const index = this.#comeCount;
    this.#comeCount += 1;
    while (this.#writing.length >= MAX_WRITING) await this.#writing[0];
    const written = this.#write(index, block, hash, this.#writing.at(-1));
    this.#writing.push(written);
    return { written };
  }

  /**
   * @throws {ProtocolError} there should be more
   * @throws {FileSinkError} it is not what was sent, or could not be written
   */
  async end(hash: string): Promise<Blob> {
    if (this.#expectedBlockBytes > 0)
      throw new ProtocolError('invalid', 'a file must be as long as was said');
    await Promise.all(this.#writing);
    // There is no next one, and this object is kept for as long as the file is.
    this.#spare.length = 0;
    if ((await this.digest()) !== hash) throw new FileSinkError('damaged');
    return this.#sink.close();
  }

  remove(): Promise<void> {
    return this.#sink.remove();
  }

  leave(): void {
    this.#sink.leave();
  }

  /** What fails stays where it is: nothing behind it is written down any more. */
  async #write(
    index: number,
    block: Uint8Array<ArrayBuffer>,
    hash: string,
    before: Promise<void> | undefined,
  ): Promise<void> {
    if ((await sha256(block)) !== hash) throw new FileSinkError('damaged');
    const [memory] = await Promise.all([this.#sink.write(index, block, hash), before]);
    if (memory?.byteLength === FILE_BLOCK_BYTES) this.#spare.push(memory);
    this.#hashes.push(hash);
    this.#writing.shift();
  }

  #createBlock(): Uint8Array<ArrayBuffer> {
    const sizeBytes = this.#expectedBlockBytes;
    return new Uint8Array(this.#spare.pop() ?? new ArrayBuffer(sizeBytes), 0, sizeBytes);
  }

  get #expectedBlockBytes(): number {
    return Math.min(FILE_BLOCK_BYTES, this.#sizeBytes - this.#comeCount * FILE_BLOCK_BYTES);
  }
}
