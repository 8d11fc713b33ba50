import { expect, it, onTestFinished, vi } from 'vitest';
import { diskFileStore } from './disk-file-store.ts';
import { memorySink } from './file-sink.ts';

const MIB = 1024 * 1024;

it('What was in memory is there once, in the file, and its memory is given back once', async () => {
  let removedCount = 0;
  const sink = memorySink(() => {
    removedCount += 1;
  });
  await sink.write(0, new Uint8Array(5), '');
  expect((await sink.close()).size).toBe(5);
  // Beside the file nothing of it is kept.
  expect((await sink.close()).size).toBe(0);
  expect(removedCount).toBe(0);
  await sink.remove();
  await sink.remove();
  sink.leave();
  expect(removedCount).toBe(1);
});

it('Where there is no disk, all files together have no more memory than one may have', async () => {
  vi.stubGlobal('navigator', {
    storage: { estimate: () => Promise.reject(new Error('There is no such storage')) },
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const open = (mebibytes: number) =>
    diskFileStore.open({
      ...{ mark: '', tab: '', peerTab: '', name: '', mediaType: '' },
      sizeBytes: mebibytes * MIB,
    });
  await expect(open(257)).rejects.toThrow('not-stored');
  const first = await open(200);
  await expect(open(57)).rejects.toThrow('not-stored');
  await (await open(56)).remove();
  await first.remove();
  await (await open(256)).remove();
});
