/** Over real links, onto the disk that browsers give a site. */
import { type CallId, createRandomId } from '@parley/protocol';
import { expect, it, onTestFinished, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { deviceMemory } from '../memory/device-memory.ts';
import { carryTabMark } from '../memory/tab-mark.ts';
import { connected, createPeer, negotiate, type Peer, soon } from '../testing/peer-pair.ts';
import { aPresence } from '../testing/presences.ts';
import { diskFileStore } from './disk-file-store.ts';
import { FileExchange } from './file-exchange.ts';
import type { FileAbout } from './file-sink.ts';
import { keptSentFiles } from './kept-sent-files.ts';
import { removeLeftFiles } from './left-files.ts';

const MIB = 1024 * 1024;
const PRESENCE = aPresence({ can: ['files/1', 'files/2', 'files/3', 'files/4'] });
const BEFORE = aPresence({ can: ['files/1'] });

function aboutOf(tab: string): FileAbout {
  return { mark: createRandomId(), tab, peerTab: 'peer', name: 'a', sizeBytes: 3 * MIB, mediaType: '' };
}

class Page {
  readonly #tab = createRandomId();
  files: FileExchange;
  /** What the other says of themselves. */
  peer = PRESENCE;

  constructor() {
    this.files = this.#load();
    onTestFinished(() => this.files.close());
  }

  /** The page that was is gone, and its locks with it. */
  reload(): void {
    this.files.feature.end();
    this.files.close(false);
    this.files = this.#load();
  }

  join({ link }: Peer): void {
    this.files.feature.end();
    this.files.feature.begin(link);
    this.files.feature.together(this.peer);
  }

  get received() {
    return this.files.transfers.value.find(({ direction }) => direction === 'received');
  }

  get status() {
    return this.files.transfers.value[0]?.status;
  }

  #load(): FileExchange {
    return new FileExchange({
      ...{ tab: this.#tab, store: diskFileStore, sentFiles: keptSentFiles },
      pace: () => Number.POSITIVE_INFINITY,
      onIgnored: (cause) => {
        throw cause;
      },
    });
  }
}

/** Two pages with link after link between them. */
class Pages {
  readonly ada = new Page();
  readonly bob = new Page();
  peers: readonly [Peer, Peer] | undefined;

  async link(): Promise<void> {
    for (const { link } of this.peers ?? []) link.close();
    this.peers = [createPeer(), createPeer()];
    this.ada.join(this.peers[0]);
    this.bob.join(this.peers[1]);
    await negotiate(...this.peers);
    await connected(...this.peers);
  }

  async restart(): Promise<void> {
    if (this.peers === undefined) return;
    await negotiate(...this.peers, { iceRestart: true });
    await connected(...this.peers);
  }
}

async function linked(): Promise<Pages> {
  const pages = new Pages();
  await pages.link();
  await soon(() => expect(pages.ada.files.isOpen.value).toBe(true));
  return pages;
}

async function accepted(from: Page, to: Page, file: File, handle?: FileSystemFileHandle): Promise<void> {
  expect(from.files.offer(file, handle)).toBeUndefined();
  await soon(() => expect(to.received?.status.phase).toBe('offered'));
  to.files.accept(to.received?.key ?? '');
}

function bytesOf(sizeBytes: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeBytes);
  for (let at = 0; at < sizeBytes; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

async function arrivesAs(bytes: Uint8Array, page: Page): Promise<void> {
  await soon(() => expect(page.received?.status.phase).toBe('done'));
  const received = new Uint8Array((await page.received?.file?.arrayBuffer()) ?? []);
  expect(received.length).toBe(bytes.length);
  expect(received.every((byte, at) => byte === bytes[at])).toBe(true);
}

/** Marks of what lies on the disk. */
async function leftFiles(): Promise<string[]> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('parley-files', { create: true });
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

const atOnce = async () => {};

/** Locks are let go of in a moment. */
function allIsRemoved(): Promise<void> {
  return soon(async () => {
    await removeLeftFiles(undefined, atOnce);
    expect(await leftFiles()).toEqual([]);
  });
}

async function onDisk(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle(name, { create: true });
  const writable = await handle.createWritable();
  await writable.write(bytes);
  await writable.close();
  return handle;
}

it('A file arrives as it is, goes on over a new link, lies on the disk, and is gone with the call', async () => {
  const pages = await linked();
  const { ada, bob } = pages;
  const bytes = bytesOf(12 * MIB + 5);
  await accepted(ada, bob, new File([bytes], 'a.bin'));
  await soon(() => expect(bob.received?.doneBytes).toBeGreaterThan(2 * MIB));
  await pages.link();
  await arrivesAs(bytes, bob);
  // It is in use, and so nobody removes it.
  await removeLeftFiles(undefined, atOnce);
  expect(await leftFiles()).toHaveLength(1);
  bob.files.close();
  await soon(async () => expect(await leftFiles()).toEqual([]));
});

it('Cut twenty times, by restarts, new connections and reloads of either, a file on the disk is the same at the other end, and nothing of it is left', async () => {
  const pages = await linked();
  const { ada, bob } = pages;
  const bytes = bytesOf(30 * MIB + 7);
  const handle = await onDisk('source.bin', bytes);
  await accepted(ada, bob, await handle.getFile(), handle);
  await soon(() => expect(bob.received?.doneBytes).toBeGreaterThan(0));
  // Kinds in an order that a seed gives, at moments that the machine gives.
  let seed = 14;
  for (let cut = 0; cut < 20; cut++) {
    const before = bob.received?.doneBytes ?? 0;
    await soon(() => {
      const { doneBytes = 0, status } = bob.received ?? {};
      expect(doneBytes > before || status?.phase === 'done' || cut % 2 === 0).toBe(true);
    });
    seed = (seed * 48_271) % 2_147_483_647;
    const kind = seed % 4;
    if (kind === 0) await pages.restart();
    if (kind === 1) ada.reload();
    if (kind === 2) bob.reload();
    if (kind > 0) await pages.link();
  }
  await arrivesAs(bytes, bob);
  await soon(async () => expect(await keptSentFiles.left('any')).toEqual([]));
  bob.files.close();
  ada.files.close();
  await soon(async () => expect(await leftFiles()).toEqual([]));
}, 120_000);

it('A small file without a handle goes on by itself after a reload of its sender', async () => {
  const pages = await linked();
  const { ada, bob } = pages;
  const bytes = bytesOf(8 * MIB);
  await accepted(ada, bob, new File([bytes], 'pasted.png'));
  await soon(() => expect(bob.received?.doneBytes).toBeGreaterThan(0));
  ada.reload();
  await pages.link();
  await arrivesAs(bytes, bob);
});

it('What changes on the disk while it is sent is given up, and both are told', async () => {
  const pages = await linked();
  const { ada, bob } = pages;
  const handle = await onDisk('changing.bin', bytesOf(40 * MIB));
  await accepted(ada, bob, await handle.getFile(), handle);
  await soon(() => expect(bob.received?.doneBytes).toBeGreaterThan(0));
  ada.files.pause(ada.files.transfers.value[0]?.key ?? '');
  await onDisk('changing.bin', bytesOf(MIB));
  ada.files.resume(ada.files.transfers.value[0]?.key ?? '');
  await soon(() =>
    expect([ada.status, bob.status]).toEqual(Array(2).fill({ phase: 'over', because: 'changed' })),
  );
  await soon(async () => expect(await leftFiles()).toEqual([]));
});

it('A disk that is full, before and in the middle, is said to be so by both', async () => {
  const session = cdp() as { send(method: string, options: object): Promise<unknown> };
  const { origin } = location;
  const limit = (quotaSize?: number) =>
    session.send('Storage.overrideQuotaForOrigin', {
      origin,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  onTestFinished(() => void limit());
  const { usage = 0 } = await navigator.storage.estimate();
  const pages = await linked();
  const { ada, bob } = pages;
  const noSpace = { phase: 'over', because: 'no-space' };
  await limit(usage + MIB);
  await accepted(ada, bob, new File([bytesOf(30 * MIB)], 'too-large.bin'));
  await soon(() => expect([ada.status, bob.status]).toEqual([noSpace, noSpace]));

  const filling = await linked();
  await limit();
  await accepted(filling.ada, filling.bob, new File([bytesOf(30 * MIB)], 'filling.bin'));
  await soon(() => expect(filling.bob.received?.doneBytes).toBeGreaterThan(0));
  await limit(usage + MIB);
  await soon(() => expect([filling.ada.status, filling.bob.status]).toEqual([noSpace, noSpace]));
  await limit();
  await soon(async () => expect(await leftFiles()).toEqual([]));
});

it('What a page has left behind that is gone is removed, of another tab only if it has not come back after a while', async () => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('parley-files', { create: true });
  await folder.getFileHandle('of-before', { create: true });
  const about = aboutOf('gone');
  const sink = await diskFileStore.open(about);
  await sink.write(0, bytesOf(MIB), 'a'.repeat(64));
  sink.leave();
  const sent = { ...about, mark: createRandomId(), givenName: 'a', lastModified: 1 };
  await keptSentFiles.keep(sent);
  keptSentFiles.leave(sent.mark);
  const minute = Promise.withResolvers<void>();
  const isRemoved = removeLeftFiles(undefined, () => minute.promise);
  await soon(async () => expect(await leftFiles()).toEqual([about.mark]));
  // Its page is loaded meanwhile, as is this one.
  const [back] = await diskFileStore.left('gone');
  const [backSent] = await keptSentFiles.left('gone');
  minute.resolve();
  await isRemoved;
  expect([back?.about.mark, backSent?.mark]).toEqual([about.mark, sent.mark]);
  expect(await leftFiles()).toEqual([about.mark]);
  back?.sink.leave();
  keptSentFiles.leave(sent.mark);
  await allIsRemoved();
  expect(await keptSentFiles.left('gone')).toEqual([]);
});

it('What this tab’s own page lets go of a moment after that is removed a minute later', async () => {
  const tab = createRandomId();
  carryTabMark(deviceMemory('sessionStorage'), tab, '7K3MD2P9XWQ4ZT8B1HVN' as CallId);
  const about = aboutOf(tab);
  const sink = await diskFileStore.open(about);
  const minute = Promise.withResolvers<void>();
  const aMinute = vi.fn(() => minute.promise);
  const isRemoved = removeLeftFiles(undefined, aMinute);
  await soon(() => expect(aMinute).toHaveBeenCalled());
  expect(await leftFiles()).toHaveLength(1);
  sink.leave();
  const isHeld = async () =>
    (await navigator.locks.query()).held?.some(({ name }) => name?.endsWith(about.mark));
  await soon(async () => expect(await isHeld()).toBe(false));
  minute.resolve();
  await isRemoved;
  expect(await leftFiles()).toEqual([]);
});

it('Where one’s own file is found is not gone on with when it is removed while the page waits for it', async () => {
  for (const isRemoved of [true, false]) {
    const { mark, ...about } = aboutOf('tab');
    const sent = { ...about, mark, givenName: 'a', lastModified: 1 };
    const locksOf = async (state: 'held' | 'pending') =>
      (await navigator.locks.query())[state]?.filter(({ name }) => name?.endsWith(mark)).length;
    await keptSentFiles.keep(sent);
    const finding = keptSentFiles.left('tab');
    await soon(async () => expect(await locksOf('pending')).toBe(1));
    if (isRemoved) await keptSentFiles.forget(mark);
    else keptSentFiles.leave(mark);
    expect((await finding).map((found) => found.mark)).toEqual(isRemoved ? [] : [mark]);
    await soon(async () => expect(await locksOf('held')).toBe(isRemoved ? 0 : 1));
    await keptSentFiles.forget(mark);
  }
});

it('What is given up while a block of it is written is gone also for this tab, once its page is loaded anew', async () => {
  const sink = await diskFileStore.open(aboutOf('tab'));
  const writing = sink.write(0, bytesOf(MIB), 'a'.repeat(64)).catch(() => {});
  const removing = sink.remove();
  expect(await diskFileStore.left('tab')).toEqual([]);
  await Promise.all([writing, removing]);
  expect(await leftFiles()).toEqual([]);
});

it('What the disk does not give back keeps no other file from going on', async () => {
  const root = await navigator.storage.getDirectory();
  const [spoiled, fine] = [aboutOf('tab'), aboutOf('tab')];
  for (const about of [spoiled, fine]) (await diskFileStore.open(about)).leave();
  const folder = await (await root.getDirectoryHandle('parley-files')).getDirectoryHandle(spoiled.mark);
  await soon(() => folder.removeEntry('data'));
  await folder.getDirectoryHandle('data', { create: true });
  const left = await diskFileStore.left('tab');
  expect(left.map(({ about }) => about.mark)).toEqual([fine.mark]);
  await left[0]?.sink.remove();
  await allIsRemoved();
});

it('A small picture is shown as sent to whoever is told of it, and to a page of before it is neither', async () => {
  const pages = await linked();
  const canvas = new OffscreenCanvas(40, 30);
  canvas.getContext('2d')?.fillRect(0, 0, 20, 20);
  const picture = new File([await canvas.convertToBlob({ type: 'image/png' })], 'a.png');
  const previews = () =>
    [pages.ada, pages.bob].map(({ files }) =>
      files.transfers.value.map(({ preview }) => preview !== undefined),
    );
  pages.ada.files.offer(picture);
  await soon(() => expect(previews()).toEqual([[true], [true]]));
  pages.ada.peer = BEFORE;
  await pages.link();
  await soon(() => expect(pages.ada.files.isOpen.value).toBe(true));
  pages.ada.files.offer(picture);
  await soon(() =>
    expect(previews()).toEqual([
      [true, false],
      [true, false],
    ]),
  );
});

it('What lies on the disk and is not what was verified is not gone on with', async () => {
  const about = aboutOf('tab');
  const sink = await diskFileStore.open(about);
  await sink.write(0, bytesOf(MIB), 'a'.repeat(64));
  sink.leave();
  const [left] = await diskFileStore.left('tab');
  expect([left?.sink.hashes, left?.file]).toEqual([[], undefined]);
  await left?.sink.remove();
  expect(await leftFiles()).toEqual([]);
});
