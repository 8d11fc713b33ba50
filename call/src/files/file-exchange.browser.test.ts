/** Over real links, onto the disk that browsers give a site. */
import { createRandomId, type PeerPresence } from '@parley/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { connected, connectedPair, createPeer, negotiate, soon } from '../testing/peer-pair.ts';
import { FileExchange } from './file-exchange.ts';
import { openFileSink, removeLeftFiles } from './file-sink.ts';

const MIB = 1024 * 1024;
const PRESENCE: PeerPresence = {
  ...{ type: 'presence', name: '', hasEntered: true, isMicrophoneOn: false, isCameraOn: false },
  can: ['files/1'],
};

function createExchange(): FileExchange {
  const exchange = new FileExchange({
    ...{ tab: createRandomId(), openSink: openFileSink, pace: () => Number.POSITIVE_INFINITY },
    onIgnored: (cause) => {
      throw cause;
    },
  });
  onTestFinished(() => exchange.close());
  return exchange;
}

async function leftFiles(): Promise<string[]> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('parley-files', { create: true });
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

it('A file arrives as it is, goes on over a new link, lies on the disk, and is gone with the call', async () => {
  const [ada, bob] = [createExchange(), createExchange()];
  const begin = (peers: Awaited<ReturnType<typeof connectedPair>>) =>
    [ada, bob].forEach(({ feature }, index) => {
      feature.end();
      feature.begin(peers[index === 0 ? 0 : 1].link);
      feature.together(PRESENCE);
    });
  let peers = await connectedPair();
  begin(peers);
  await soon(() => expect(ada.isOpen.value).toBe(true));
  const bytes = new Uint8Array(24 * MIB + 5);
  for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  ada.offer(new File([bytes], 'a.bin'));
  await soon(() => expect(bob.transfers.value).toHaveLength(1));
  const [{ key } = { key: '' }] = bob.transfers.value;
  bob.accept(key);
  await soon(() => expect(bob.transfers.value[0]?.doneBytes).toBeGreaterThan(2 * MIB));
  for (const { link } of peers) link.close();
  peers = [createPeer(), createPeer()];
  begin(peers);
  await negotiate(...peers);
  await connected(...peers);
  await soon(() => expect(bob.transfers.value[0]?.status.phase).toBe('done'));
  const file = bob.transfers.value[0]?.file;
  expect(file).toBeInstanceOf(File);
  const received = new Uint8Array((await file?.arrayBuffer()) ?? []);
  expect(received.length).toBe(bytes.length);
  expect(received.every((byte, at) => byte === bytes[at])).toBe(true);
  // It is in use, and so nobody removes it.
  await removeLeftFiles();
  expect(await leftFiles()).toHaveLength(1);
  bob.close();
  await soon(async () => expect(await leftFiles()).toEqual([]));
});

it('What a page has left behind that cannot be removed keeps nothing else', async () => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('parley-files', { create: true });
  for (const name of ['1', '2', '3']) await folder.getFileHandle(name, { create: true });
  const held = await (await folder.getFileHandle('2')).createWritable();
  await removeLeftFiles();
  // Chromium has what is being written in a file beside it.
  expect(new Set((await leftFiles()).map((name) => name[0]))).toEqual(new Set(['2']));
  await held.abort();
  await removeLeftFiles();
  expect(await leftFiles()).toEqual([]);
});

it('What a page has left behind that is gone is removed', async () => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('parley-files', { create: true });
  await folder.getFileHandle('left', { create: true });
  await removeLeftFiles();
  expect(await leftFiles()).toEqual([]);
});
