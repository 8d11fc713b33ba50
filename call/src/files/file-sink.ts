/** Where a file that comes is written down, block by block, and what is found there after a reload. */
import type { FileProblem } from '@parley/protocol';

/** What a page has to know of a file to go on with it in place of another. */
export interface FileAbout {
  /** Of this file alone, random. */
  readonly mark: string;
  /** This page's tab, which is another in each call. */
  readonly tab: string;
  /** Whose it is, or who gets it. */
  readonly peerTab: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
}

export interface FileSink {
  /** Of the blocks that are there already, in their order. */
  readonly hashes: readonly string[];
  /**
   * The next ones may come before one is done. The block is the sink's from then on.
   * @returns its memory, to be used again: memory for each anew costs as much as to copy a block. Undefined: it is kept
   * @throws {FileSinkError}
   */
  write(index: number, block: Uint8Array<ArrayBuffer>, hash: string): Promise<ArrayBuffer | undefined>;
  /** All of it is there. @throws {FileSinkError} */
  close(): Promise<Blob>;
  /** Nothing of it is wanted any more, also after it was closed. Never throws. */
  remove(): Promise<void>;
  /** This page goes; the next one of this tab may go on with it. */
  leave(): void;
}

/** One that a page before this one has begun. */
export interface LeftFile {
  readonly about: FileAbout;
  readonly sink: FileSink;
  /** Undefined: there is more to come. */
  readonly file: Blob | undefined;
}

export interface FileStore {
  /** @throws {FileSinkError} */
  open(about: FileAbout): Promise<FileSink>;
  /** What pages of this tab have begun. Never throws. */
  left(tab: string): Promise<readonly LeftFile[]>;
}

export class FileSinkError extends Error {
  override readonly name = 'FileSinkError';
  readonly problem: FileProblem;

  constructor(problem: FileProblem, options?: { cause?: unknown }) {
    super(problem, options);
    this.problem = problem;
  }
}

/**
 * A reload loses what is in it.
 * @param onRemove once: its memory is given back
 */
export function memorySink(onRemove = () => {}): FileSink {
  let isRemoved = false;
  let blocks: Uint8Array<ArrayBuffer>[] = [];
  const forget = () => {
    blocks = [];
    if (!isRemoved) onRemove();
    isRemoved = true;
  };
  return {
    hashes: [],
    async write(index, block) {
      blocks[index] = block;
      return undefined;
    },
    async close() {
      const file = new Blob(blocks);
      // It has them by itself now.
      blocks = [];
      return file;
    },
    remove: async () => forget(),
    leave: forget,
  };
}
