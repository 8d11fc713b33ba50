import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FILE_BLOCK_BYTES } from '@parley/protocol';
import { expect, it } from 'vitest';
import { hashOfBlocks, sha256 } from './file-hash.ts';
import { memorySink } from './file-sink.ts';
import { IncomingFile } from './incoming-file.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Once for each block. */
class Memories {
  readonly #memories: WeakRef<ArrayBuffer>[] = [];

  note(memory: ArrayBuffer): void {
    this.#memories.push(new WeakRef(memory));
  }

  get left(): Set<ArrayBuffer> {
    return new Set(this.#memories.flatMap((each) => each.deref() ?? []));
  }
}

it('Memory of blocks is used again, and let go of at the end, however long the file is still kept', async () => {
  const memories = new Memories();
  const sink = memorySink();
  const write = async (_: number, { buffer }: Uint8Array<ArrayBuffer>) => {
    memories.note(buffer);
    return buffer;
  };
  const blockCount = 8;
  const file = new IncomingFile({ ...sink, write }, blockCount * FILE_BLOCK_BYTES);
  const block = new Uint8Array(FILE_BLOCK_BYTES);
  const hash = await sha256(block);
  for (let count = 0; count < blockCount; count++) {
    file.add(block);
    await file.endBlock(hash);
  }
  // Three are being written while the next one comes.
  expect(memories.left.size).toBeLessThanOrEqual(4);
  await file.end(await hashOfBlocks(Array(blockCount).fill(hash)));
  await expect
    .poll(() => {
      collectGarbage();
      return memories.left.size;
    })
    .toBe(0);
  // It is the file that is still there.
  expect(file.blockCount).toBe(blockCount);
});
