import { FILE_BLOCK_BYTES } from '@parley/protocol';
import { FileHash, sha256 } from './file-hash.ts';
import { FileSinkError } from './file-sink.ts';

export interface ReadBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hash: string;
}

/** A file on this person's disk, read block by block. */
export class OutgoingFile {
  readonly #file: Blob;
  readonly #hash = new FileHash();
  #readBytes = 0;

  constructor(file: Blob) {
    this.#file = file;
  }

  get isRead(): boolean {
    return this.#readBytes === this.#file.size;
  }

  get readBytes(): number {
    return this.#readBytes;
  }

  /** @throws {FileSinkError} `changed`: browsers read no file that is another than it was when it was chosen */
  async readBlock(): Promise<ReadBlock> {
    const slice = this.#file.slice(this.#readBytes, this.#readBytes + FILE_BLOCK_BYTES);
    const buffer = await slice.arrayBuffer().catch((cause: unknown) => {
      throw new FileSinkError('changed', { cause });
    });
    const bytes = new Uint8Array(buffer);
    if (bytes.length !== slice.size) throw new FileSinkError('changed');
    const hash = await sha256(bytes);
    this.#hash.add(hash);
    this.#readBytes += bytes.length;
    return { bytes, hash };
  }

  digest(): Promise<string> {
    return this.#hash.digest();
  }
}
