import { FILE_BLOCK_BYTES } from '@parley/protocol';
import { hashOfBlocks, sha256 } from './file-hash.ts';
import { FileSinkError } from './file-sink.ts';

export interface ReadBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hash: string;
}

/** A file on this person's disk, read block by block. */
export class OutgoingFile {
  readonly #file: Blob;
  readonly #hashes: string[] = [];
  /** Being read while the one before is sent. */
  #ahead: { readonly index: number; readonly block: Promise<ReadBlock> } | undefined;

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
   * @throws {FileSinkError} `changed`: browsers read no file that is another than it was when it was chosen; `not-allowed`: the
   * permission to read it was withdrawn
   */
  async readBlock(index: number): Promise<ReadBlock> {
    const block = await (this.#ahead?.index === index ? this.#ahead.block : this.#read(index));
    const next = index + 1;
    this.#ahead = next < this.blockCount ? { index: next, block: this.#read(next) } : undefined;
    // Whoever comes to it hears of it.
    this.#ahead?.block.catch(() => {});
    return block;
  }

  async #read(index: number): Promise<ReadBlock> {
    const slice = this.#file.slice(index * FILE_BLOCK_BYTES, (index + 1) * FILE_BLOCK_BYTES);
    const buffer = await slice.arrayBuffer().catch((cause: unknown) => {
      throw readingProblem(cause);
    });
    const bytes = new Uint8Array(buffer);
    if (bytes.length !== slice.size) throw new FileSinkError('changed');
    const hash = await sha256(bytes);
    this.#hashes[index] = hash;
    return { bytes, hash };
  }

  /** Of its first blocks. What of them was not read yet is. @throws {FileSinkError} as {@link readBlock} does */
  async digest(blockCount = this.blockCount): Promise<string> {
    for (let index = 0; index < blockCount; index++)
      if (this.#hashes[index] === undefined) await this.#read(index);
    return hashOfBlocks(this.#hashes.slice(0, blockCount));
  }
}

/** What a browser says when it does not read a file. */
export function readingProblem(cause: unknown): FileSinkError {
  const isForbidden =
    cause instanceof DOMException && ['NotAllowedError', 'SecurityError'].includes(cause.name);
  return new FileSinkError(isForbidden ? 'not-allowed' : 'changed', { cause });
}
