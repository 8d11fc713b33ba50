import { FILE_BLOCK_BYTES, FILE_CHUNK_BYTES, ProtocolError } from '@parley/protocol';
import { hashOfBlocks, sha256 } from './file-hash.ts';
import { type FileSink, FileSinkError } from './file-sink.ts';

/** A file that comes, block by block: each is verified before it is written down. */
export class IncomingFile {
  readonly #sink: FileSink;
  readonly #sizeBytes: number;
  readonly #hashes: string[];
  readonly #block: Uint8Array<ArrayBuffer>;
  #blockBytes = 0;

  constructor(sink: FileSink, sizeBytes: number) {
    this.#sink = sink;
    this.#sizeBytes = sizeBytes;
    this.#hashes = [...sink.hashes];
    this.#block = new Uint8Array(Math.min(FILE_BLOCK_BYTES, sizeBytes));
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

  /** The rest of the block that has begun does not come: the next bytes begin it anew. */
  rewind(): void {
    this.#blockBytes = 0;
  }

  /** @throws {ProtocolError} more, or less at once, than a page sends */
  add(chunk: Uint8Array): void {
    const expected = Math.min(FILE_CHUNK_BYTES, this.#expectedBlockBytes - this.#blockBytes);
    if (expected === 0 || chunk.length !== expected)
      throw new ProtocolError('invalid', 'a chunk must be as long as it can be');
    this.#block.set(chunk, this.#blockBytes);
    this.#blockBytes += chunk.length;
  }

  /**
   * @throws {ProtocolError} it is not a whole one
   * @throws {FileSinkError} it is not what was sent, or could not be written
   */
  async endBlock(hash: string): Promise<void> {
    if (this.#blockBytes === 0 || this.#blockBytes !== this.#expectedBlockBytes)
      throw new ProtocolError('invalid', 'a block must be whole');
    // A copy: what is being written must not change under it.
    const block = this.#block.slice(0, this.#blockBytes);
    this.#blockBytes = 0;
    if ((await sha256(block)) !== hash) throw new FileSinkError('damaged');
    await this.#sink.write(block, hash);
    this.#hashes.push(hash);
  }

  /**
   * @throws {ProtocolError} there should be more
   * @throws {FileSinkError} it is not what was sent, or could not be written
   */
  async end(hash: string): Promise<Blob> {
    if (this.doneBytes !== this.#sizeBytes || this.#blockBytes > 0)
      throw new ProtocolError('invalid', 'a file must be as long as was said');
    if ((await this.digest()) !== hash) throw new FileSinkError('damaged');
    return this.#sink.close();
  }

  remove(): Promise<void> {
    return this.#sink.remove();
  }

  leave(): void {
    this.#sink.leave();
  }

  get #expectedBlockBytes(): number {
    return Math.min(FILE_BLOCK_BYTES, this.#sizeBytes - this.doneBytes);
  }
}
