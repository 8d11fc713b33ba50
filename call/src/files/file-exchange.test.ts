import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  BEFORE,
  ExchangingPages,
  failFrom,
  OF_LATE,
  presenceOf,
  TODAY,
  YESTERDAY,
} from '../testing/exchanging-pages.ts';
import { FakeChannel } from '../testing/fake-channel.ts';
import { FileWindow, MAX_WINDOW_BYTES, MIN_WINDOW_BYTES } from './file-window.ts';

const MIB = 1024 * 1024;

/** Bytes that are nowhere the same as a block before. */
function content(sizeBytes: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeBytes);
  for (let at = 0; at < sizeBytes; at += 4)
    new DataView(bytes.buffer).setUint32(Math.min(at, Math.max(0, sizeBytes - 4)), at * 2_654_435_761);
  return bytes;
}

function fileOf(sizeBytes: number, name = 'a.bin'): File {
  return new File([sizeBytes < 4 ? new Uint8Array(sizeBytes).fill(7) : content(sizeBytes)], name);
}

/** That nobody waits for. */
const large = () => new File([new Uint8Array(64 * MIB)], 'large.bin');

const soon = (condition: () => void | Promise<void>) =>
  vi.waitFor(condition, { timeout: 20_000, interval: 1 });

async function linked(can: ExchangingPages['ada']['can'] = TODAY): Promise<ExchangingPages> {
  const scene = new ExchangingPages();
  for (const page of [scene.ada, scene.bob]) page.can = can;
  await scene.link();
  await soon(() => expect(scene.ada.files.isOpen.value).toBe(true));
  return scene;
}

/** Offered by Ada, and accepted by Bob. */
async function accepted(scene: ExchangingPages, file: File): Promise<string> {
  const count = scene.bob.files.transfers.value.length;
  expect(scene.ada.files.offer(file)).toBeUndefined();
  await soon(() => expect(scene.bob.files.transfers.value).toHaveLength(count + 1));
  const key = scene.bob.files.transfers.value.at(-1)?.key ?? '';
  scene.bob.files.accept(key);
  return key;
}

async function receivedBy({ bob }: ExchangingPages, key: string): Promise<Uint8Array> {
  await soon(() => expect(find(bob, key)?.status.phase).toBe('done'));
  const { file } = find(bob, key) ?? {};
  return new Uint8Array((await file?.arrayBuffer()) ?? []);
}

const find = (page: ExchangingPages['bob'], key: string) =>
  page.files.transfers.value.find((each) => each.key === key);

describe('a file', () => {
  it.each([0, 1, 65_536, MIB, MIB + 1, 5 * MIB - 3])('of %i bytes arrives as it is', async (sizeBytes) => {
    const scene = await linked();
    const file = fileOf(sizeBytes);
    const received = await receivedBy(scene, await accepted(scene, file));
    expect(Buffer.compare(received, new Uint8Array(await file.arrayBuffer()))).toBe(0);
    await soon(() => expect(scene.ada.read).toEqual([`a.bin: done, ${sizeBytes} of ${sizeBytes}`]));
  });

  it.each([
    ['first', TODAY, 32],
    ['first', OF_LATE, 128],
    ['first', YESTERDAY, 64],
    ['where the link is fast', TODAY, 208],
    ['where the link is fast', OF_LATE, 128],
    ['where the link is fast', YESTERDAY, 64],
    ['where the link is fast', BEFORE, 64],
    ['where sound and picture are spared', TODAY, 16],
    ['where sound and picture are spared', OF_LATE, 64],
    ['where sound and picture are spared', YESTERDAY, 64],
    ['where sound and picture are spared', BEFORE, 64],
  ] as const)('goes %s to whoever can %j in chunks of %i KiB', async (when, can, kibibytes) => {
    const scene = await linked(can);
    if (when === 'where sound and picture are spared') scene.ada.pace = 2 ** 30;
    if (when === 'where the link is fast') {
      const bytes = vi.spyOn(FileWindow.prototype, 'bytes', 'get').mockReturnValue(MAX_WINDOW_BYTES);
      onTestFinished(() => bytes.mockRestore());
    }
    const hear = vi.spyOn(FakeChannel.prototype, 'hear');
    onTestFinished(() => hear.mockRestore());
    const file = fileOf(2 * MIB + 5);
    const received = await receivedBy(scene, await accepted(scene, file));
    expect(Buffer.compare(received, new Uint8Array(await file.arrayBuffer()))).toBe(0);
    const lengths = hear.mock.calls.map(([data]) => Math.floor((data as ArrayBuffer).byteLength / 1024));
    const chunks = lengths.filter((length) => length > 4);
    expect(chunks[0]).toBe(kibibytes);
    // A page of before refuses any that is longer, and any that is shorter unless a block ends with it.
    if (when === 'where the link is fast') expect(Math.max(...chunks)).toBe(kibibytes);
    if (when === 'where sound and picture are spared') expect(new Set(chunks)).toEqual(new Set([kibibytes]));
  });

  it('goes on where little may be under way as soon as two of the largest chunks are, which are not answered yet', async () => {
    const bytes = vi.spyOn(FileWindow.prototype, 'bytes', 'get').mockReturnValue(MAX_WINDOW_BYTES);
    let saidCount = 0;
    const said = vi.spyOn(FileWindow.prototype, 'noteSaid').mockImplementation(() => {
      saidCount += 1;
      bytes.mockReturnValue(saidCount % 10 === 2 ? MIN_WINDOW_BYTES : MAX_WINDOW_BYTES);
    });
    onTestFinished(() => [bytes, said].forEach((spy) => void spy.mockRestore()));
    const scene = await linked();
    const file = fileOf(5 * MIB);
    const received = await receivedBy(scene, await accepted(scene, file));
    expect(Buffer.compare(received, new Uint8Array(await file.arrayBuffer()))).toBe(0);
  });

  it('goes on over a new link with no more at once than the other answers, however much was under way', async () => {
    const scene = await linked();
    const { ada } = scene;
    const { get } = Object.getOwnPropertyDescriptor(FileWindow.prototype, 'bytes') ?? {};
    const wide = new Set<FileWindow>();
    let isFirstLink = true;
    const bytes = vi.spyOn(FileWindow.prototype, 'bytes', 'get').mockImplementation(function (
      this: FileWindow,
    ) {
      if (isFirstLink) wide.add(this);
      return wide.has(this) ? MAX_WINDOW_BYTES : get?.call(this);
    });
    const { hear } = FakeChannel.prototype;
    // Each link loses the first chunk, and whatever comes after it.
    const dead = new Set<FakeChannel>();
    let lostBytes = 0;
    const lose = vi.spyOn(FakeChannel.prototype, 'hear').mockImplementation(function (
      this: FakeChannel,
      data,
    ) {
      const { byteLength } = data as ArrayBuffer;
      if (byteLength > 4_096) dead.add(this);
      if (dead.has(this)) lostBytes += byteLength;
      else hear.call(this, data);
    });
    onTestFinished(() => [bytes, lose].forEach((spy) => void spy.mockRestore()));
    const file = fileOf(5 * MIB);
    const key = await accepted(scene, file);
    await soon(() => expect(lostBytes).toBeGreaterThan(MAX_WINDOW_BYTES));
    isFirstLink = false;
    scene.unlink();
    lostBytes = 0;
    await scene.link();
    await soon(() => expect(lostBytes).toBeGreaterThan(0));
    // Their page says once more what it can, and this one says more.
    ada.files.feature.together(presenceOf(TODAY));
    ada.files.pause(ada.files.transfers.value[0]?.key ?? '');
    await new Promise((resolve) => setImmediate(resolve));
    // The last chunk may be one of the largest, and each has a few bytes around it.
    expect(lostBytes / 1024).toBeLessThan(512 + 209);
    ada.files.resume(ada.files.transfers.value[0]?.key ?? '');
    lose.mockRestore();
    await scene.link();
    const received = await receivedBy(scene, key);
    expect(Buffer.compare(received, new Uint8Array(await file.arrayBuffer()))).toBe(0);
  });

  it('does not flow before the other has accepted it, nor after they declined', async () => {
    const scene = await linked();
    const { ada, bob } = scene;
    ada.files.offer(fileOf(MIB, '../x\u202egnp.exe'));
    await soon(() => expect(bob.read).toEqual(['xgnp.exe: offered, 0 of 1048576']));
    expect(ada.read).toEqual(['xgnp.exe: offered, 0 of 1048576']);
    bob.files.decline(bob.files.transfers.value[0]?.key ?? '');
    await soon(() => expect(ada.read).toEqual(['xgnp.exe: over declined, 0 of 1048576']));
  });

  it('goes on over link after link, from where it was, and several after one another, both ways', async () => {
    const scene = await linked();
    const { ada, bob } = scene;
    const files = [fileOf(3 * MIB, '1'), fileOf(2 * MIB + 5, '2')];
    const keys = [await accepted(scene, files[0] as File), await accepted(scene, files[1] as File)];
    bob.files.offer(fileOf(2 * MIB, 'back'));
    await soon(() => expect(ada.files.transfers.value).toHaveLength(3));
    ada.files.accept(ada.files.transfers.value.find(({ direction }) => direction === 'received')?.key ?? '');
    for (let link = 0; link < 20; link++) {
      const done = find(bob, keys[1] ?? '')?.doneBytes;
      await soon(() => {
        const isOver = find(bob, keys[1] ?? '')?.status.phase === 'done';
        expect(isOver || find(bob, keys[0] ?? '')?.doneBytes !== done).toBe(true);
      });
      scene.unlink();
      await scene.link();
    }
    for (const [index, key] of keys.entries()) {
      const received = await receivedBy(scene, key);
      expect(Buffer.compare(received, new Uint8Array((await files[index]?.arrayBuffer()) ?? []))).toBe(0);
    }
    await soon(() => expect(ada.read.at(-1)).toBe(`back: done, ${2 * MIB} of ${2 * MIB}`));
  });

  it.each(['ada', 'bob'] as const)(
    'is stopped for a while, and goes on, and is given up, by either: %s',
    async (who) => {
      const scene = await linked();
      const { ada, bob } = scene;
      const key = await accepted(scene, large());
      const own = scene[who];
      const other = who === 'ada' ? bob : ada;
      const ownKey = () => own.files.transfers.value[0]?.key ?? '';
      await soon(() => expect(find(bob, key)?.doneBytes).toBeGreaterThan(0));
      own.files.pause(ownKey());
      await soon(() => expect(other.read[0]).toMatch(/paused by peer/));
      // Only whoever stopped it lets it go on.
      other.files.resume(other.files.transfers.value[0]?.key ?? '');
      expect(other.read[0]).toMatch(/paused by peer/);
      own.files.resume(ownKey());
      await soon(() => expect(other.read[0]).not.toMatch(/paused/));
      const before = find(bob, key)?.doneBytes ?? 0;
      await soon(() => expect(find(bob, key)?.doneBytes).toBeGreaterThan(before));
      own.files.cancel(ownKey());
      await soon(() => expect(other.read[0]).toMatch(/over cancelled-by-peer/));
      expect([own.read[0], bob.removedCount]).toEqual([expect.stringMatching(/over cancelled-by-self/), 1]);
      // The next one is whole.
      expect((await receivedBy(scene, await accepted(scene, fileOf(MIB)))).length).toBe(MIB);
    },
  );

  it.each([
    ['ada', true],
    ['bob', true],
    ['ada', false],
    ['bob', false],
  ] as const)(
    'that both have stopped at once flows when neither wants it stopped any more: first %s lets it go on, with a link meanwhile: %s',
    async (first, isLinked) => {
      const scene = await linked();
      const { ada, bob } = scene;
      const key = await accepted(scene, large());
      await soon(() => expect(find(bob, key)?.doneBytes).toBeGreaterThan(0));
      const keyOf = (page: typeof ada) => page.files.transfers.value[0]?.key ?? '';
      if (!isLinked) scene.unlink();
      for (const page of [ada, bob]) page.files.pause(keyOf(page));
      if (!isLinked) await scene.link();
      const reads = (page: typeof ada, by: string) =>
        soon(() => expect(page.read[0]).toContain(`paused by ${by},`));
      await Promise.all([ada, bob].map((page) => reads(page, 'both')));
      const [one, other] = first === 'ada' ? [ada, bob] : [bob, ada];
      one.files.resume(keyOf(one));
      await Promise.all([reads(one, 'peer'), reads(other, 'self')]);
      const before = find(bob, key)?.doneBytes ?? 0;
      // Whoever lets it go on may stop it again, and does not start it by that.
      one.files.pause(keyOf(one));
      await Promise.all([ada, bob].map((page) => reads(page, 'both')));
      for (const page of [other, one]) page.files.resume(keyOf(page));
      await soon(() => expect([ada.read[0], bob.read[0]].join()).toMatch(/flowing.*flowing/));
      await soon(() => expect(find(bob, key)?.doneBytes).toBeGreaterThan(before));
    },
  );

  it('that finds no room is given up, and both are told', async () => {
    const scene = await linked();
    scene.bob.roomBytes = MIB;
    await accepted(scene, fileOf(3 * MIB));
    await soon(() => expect([scene.ada.read[0], scene.bob.read[0]].join()).toMatch(/no-space.*no-space/));
    expect(scene.bob.removedCount).toBe(1);
  });

  it('that finds no room is not told as delivered for long, also where what the other said of it waits behind much else', async () => {
    const scene = await linked();
    const { ada, bob } = scene;
    [ada.pace, bob.pace] = [0, 0];
    const key = await accepted(scene, fileOf(MIB));
    bob.files.offer(fileOf(8 * MIB, 'slow.bin'));
    await soon(() => expect(ada.files.transfers.value).toHaveLength(2));
    ada.files.accept(ada.files.transfers.value[1]?.key ?? '');
    await soon(() => expect(bob.read[1]).toMatch(/queued/));
    const disk = Promise.withResolvers<void>();
    ada.taking = disk.promise;
    bob.pace = Number.POSITIVE_INFINITY;
    bob.files.paceChanged();
    await soon(() => expect(ada.writingCount).toBe(3));
    bob.roomBytes = 10;
    ada.pace = Number.POSITIVE_INFINITY;
    ada.files.paceChanged();
    await soon(() => expect(find(bob, key)?.status).toEqual({ phase: 'over', because: 'no-space' }));
    await soon(() => expect(ada.read[0]).toMatch(/done/));
    disk.resolve();
    await soon(() => expect(ada.read[0]).toMatch(/over no-space/));
    await soon(() => expect(bob.read[1]).toMatch(/done/));
    expect([ada.ignored, bob.ignored]).toEqual([[], []]);
  });

  it('that is stopped before the disk is open for it is stopped for both, and goes on', async () => {
    const scene = await linked();
    const { ada, bob } = scene;
    const disk = Promise.withResolvers<void>();
    bob.disk = disk.promise;
    const key = await accepted(scene, fileOf(8 * MIB));
    bob.files.pause(key);
    await soon(() => expect(bob.read[0]).toMatch(/paused by self/));
    disk.resolve();
    await soon(() => expect(ada.read[0]).toMatch(/paused by peer/));
    expect(find(bob, key)?.doneBytes).toBeLessThan(8 * MIB);
    bob.files.resume(key);
    await receivedBy(scene, key);
  });

  it('that is another than when it was chosen is given up, and both are told', async () => {
    const scene = await linked();
    const file = fileOf(3 * MIB);
    failFrom(file, MIB, 'NotReadableError');
    await accepted(scene, file);
    await soon(() => expect([scene.ada.read[0], scene.bob.read[0]].join()).toMatch(/changed.*changed/));
  });

  it.each([1, 40, 80])(
    'of %i MiB that is rewritten while it is sent, which its browser does not notice, is given up, and both are told',
    async (mebibytes) => {
      const scene = await linked();
      const old = new Blob([new Uint8Array(mebibytes * MIB)]);
      const rewritten = new Blob([new Uint8Array(mebibytes * MIB).fill(1)]);
      let readCount = 0;
      const file = new File([old], 'a.bin');
      // From the middle on it is another.
      const isRead = (bytes: number) => readCount >= Math.max(1, Math.ceil((mebibytes * MIB) / 2 / bytes));
      vi.spyOn(file, 'slice').mockImplementation((start = 0, end = file.size) => {
        const slice = (isRead(4 * MIB) ? rewritten : old).slice(start, end);
        if (end > 1_024) readCount += 1;
        return slice;
      });
      await accepted(scene, file);
      await soon(() => expect([scene.ada.read[0], scene.bob.read[0]].join()).toMatch(/changed.*changed/));
    },
  );

  it.each([
    ['twice, by a browser that reads whatever is there', {}, [0, 4 * MIB, 0, 4 * MIB]],
    ['once, by one that reads nothing that has changed', { userAgentData: {} }, [0, 4 * MIB]],
  ])('is read %s', async (_, browser, places) => {
    vi.stubGlobal('navigator', browser);
    onTestFinished(() => void vi.unstubAllGlobals());
    const scene = await linked();
    const file = fileOf(5 * MIB);
    const slice = vi.spyOn(file, 'slice');
    await receivedBy(scene, await accepted(scene, file));
    // Beside its beginning, by which its type is known.
    const blocks = slice.mock.calls.filter(([, end = 0]) => end > 1_024);
    expect(blocks.map(([start]) => start)).toEqual(places);
  });

  it.each(['reload', 'replace'] as const)(
    'ends where either page is another (%s) and keeps none, and the next is offered anew',
    async (how) => {
      const scene = await linked(how === 'reload' ? BEFORE : TODAY);
      const { ada, bob } = scene;
      await accepted(scene, large());
      await soon(() => expect(bob.files.transfers.value[0]?.doneBytes).toBeGreaterThan(0));
      scene.unlink();
      bob[how]();
      await scene.link();
      const because = how === 'reload' ? /over page-gone/ : /over other-peer/;
      await soon(() => expect(ada.read[0]).toMatch(because));
      const left = how === 'reload' ? [expect.stringMatching(because)] : [];
      await soon(() => expect(bob.read).toEqual(left));
      await soon(() => expect(ada.files.isOpen.value).toBe(true));
      expect((await receivedBy(scene, await accepted(scene, fileOf(MIB)))).length).toBe(MIB);
      scene.unlink();
      ada.reload();
      await scene.link();
      await soon(() => expect(ada.files.isOpen.value).toBe(true));
      expect((await receivedBy(scene, await accepted(scene, fileOf(5)))).length).toBe(5);
      expect([ada.ignored, bob.ignored]).toEqual([[], []]);
    },
  );

  it.each(['reload', 'replace'] as const)(
    'is offered and arrives by the page that comes after the sender’s (%s), beside those of the one before',
    async (how) => {
      const scene = await linked();
      const { ada, bob } = scene;
      for (const sizeBytes of [1, 2]) await receivedBy(scene, await accepted(scene, fileOf(sizeBytes)));
      scene.unlink();
      ada[how]();
      await scene.link();
      await soon(() => expect(ada.files.isOpen.value).toBe(true));
      for (const sizeBytes of [3, 4])
        expect((await receivedBy(scene, await accepted(scene, fileOf(sizeBytes)))).length).toBe(sizeBytes);
      expect(bob.read).toEqual([1, 2, 3, 4].map((size) => `a.bin: done, ${size} of ${size}`));
      expect(new Set(bob.files.transfers.value.map(({ key }) => key)).size).toBe(4);
      await soon(() => expect(ada.read).toEqual([3, 4].map((size) => `a.bin: done, ${size} of ${size}`)));
    },
  );

  it('is said to flow by both once it goes on', async () => {
    const scene = await linked();
    const key = await accepted(scene, large());
    await soon(() => expect(find(scene.bob, key)?.doneBytes).toBeGreaterThan(0));
    scene.bob.files.pause(key);
    await soon(() => expect(scene.ada.read[0]).toMatch(/paused by peer/));
    scene.bob.files.resume(key);
    await soon(() => expect([scene.ada.read[0], scene.bob.read[0]].join()).toMatch(/flowing.*flowing/));
  });

  it.each(['cancel', 'pause'] as const)(
    'that meets a %s while a slow link is spared stays so',
    async (wish) => {
      const scene = await linked();
      const { ada, bob } = scene;
      const isWaiting = Promise.withResolvers<void>();
      vi.spyOn(ada, 'pace', 'get').mockImplementation(() => {
        isWaiting.resolve();
        return 65_536 * 20;
      });
      await accepted(scene, fileOf(MIB, 'first'));
      await isWaiting.promise;
      ada.files[wish](ada.files.transfers.value[0]?.key ?? '');
      vi.restoreAllMocks();
      // Only once the wait is over does the next one come.
      expect((await receivedBy(scene, await accepted(scene, fileOf(5, 'second')))).length).toBe(5);
      const outcome = wish === 'cancel' ? 'over cancelled-by-self' : 'paused by self';
      expect(ada.read[0]).toBe(`first: ${outcome}, 0 of ${MIB}`);
      expect(bob.read[0]).toBe(`first: ${outcome.replace('self', 'peer')}, 0 of ${MIB}`);
    },
  );

  it('of less than a block shows its sender how much was taken, while it is slow', async () => {
    const scene = await linked();
    scene.ada.pace = MIB;
    const key = await accepted(scene, fileOf(MIB - 5));
    const seen = new Set<number>();
    scene.ada.files.transfers.subscribe(([transfer]) => void seen.add(transfer?.doneBytes ?? 0));
    await receivedBy(scene, key);
    await soon(() => expect(scene.ada.read[0]).toMatch(/done/));
    const between = [...seen].filter((bytes) => bytes > 0 && bytes < MIB - 5);
    expect(between.length).toBeGreaterThan(0);
    expect(between).toEqual(between.toSorted((one, other) => one - other));
  });

  it('waits while sound and picture suffer', async () => {
    const scene = await linked();
    scene.ada.pace = 0;
    const key = await accepted(scene, fileOf(MIB));
    await soon(() => expect(scene.ada.read[0]).toMatch(/queued/));
    expect(find(scene.bob, key)?.doneBytes).toBe(0);
    scene.ada.files.paceChanged();
    expect([scene.ada, scene.bob].map(({ files }) => files.isYielding.value)).toEqual([true, false]);
    scene.ada.pace = Number.POSITIVE_INFINITY;
    scene.ada.files.paceChanged();
    expect(scene.ada.files.isYielding.value).toBe(false);
    expect((await receivedBy(scene, key)).length).toBe(MIB);
  });

  it('is not offered to nobody, nor one of more than twenty', async () => {
    const alone = new ExchangingPages();
    expect(alone.ada.files.offer(fileOf(1))).toBe('not-now');
    const { ada } = await linked();
    for (let count = 0; count < 20; count++) expect(ada.files.offer(fileOf(1))).toBeUndefined();
    expect(ada.files.offer(fileOf(1))).toBe('too-many');
  });

  it('that has arrived is there after the call, until the page has done with it; one that has not is gone', async () => {
    const scene = await linked();
    const key = await accepted(scene, fileOf(MIB));
    await receivedBy(scene, key);
    await accepted(scene, large());
    await soon(() => expect(scene.bob.read[1]).toMatch(/flowing/));
    scene.bob.files.end();
    expect([scene.bob.read, scene.bob.removedCount]).toEqual([[`a.bin: done, ${MIB} of ${MIB}`], 1]);
    expect((await receivedBy(scene, key)).length).toBe(MIB);
    scene.bob.files.close();
    expect([scene.bob.read, scene.bob.removedCount]).toEqual([[], 2]);
  });
});

describe('a peer who lies about files', () => {
  const hash = 'a'.repeat(64);
  const offer = (id: number, sizeBytes: number, mediaType = '') =>
    JSON.stringify({ type: 'offer', id, name: 'x', sizeBytes, mediaType });

  /** Bob has accepted what Ada's page has not offered. */
  async function lied(sizeBytes: number, mediaType?: string) {
    const scene = await linked(BEFORE);
    scene.lie(1, offer(1, sizeBytes, mediaType));
    await soon(() => expect(scene.bob.read).toHaveLength(1));
    scene.bob.files.accept(scene.bob.files.transfers.value[0]?.key ?? '');
    scene.lie(2, JSON.stringify({ type: 'begin', id: 1 }));
    await soon(() => expect(scene.bob.read[0]).toMatch(/queued|flowing/));
    await new Promise((resolve) => setImmediate(resolve));
    let id = 2;
    const say = async (data: string | Uint8Array) => {
      id += 1;
      scene.lie(id, data);
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { scene, say };
  }

  it.each([
    ['a block that is another', [new Uint8Array(5), JSON.stringify({ type: 'block', id: 1, hash })]],
    ['more than it has', [new Uint8Array(5), new Uint8Array(1)]],
    ['tiny pieces', [new Uint8Array(1)]],
    ['an end before the end', [JSON.stringify({ type: 'end', id: 1, hash })]],
    ['a block of nothing', [JSON.stringify({ type: 'block', id: 1, hash })]],
  ])('with %s gets nothing written down', async (_, lies) => {
    const { scene, say } = await lied(5);
    for (const lie of lies) await say(lie);
    await soon(() => expect(scene.bob.read[0]).toMatch(/over damaged, 0 of 5/));
    expect(scene.bob.removedCount).toBe(1);
  });

  it.each([
    ['image/jpeg', ''],
    ['text/plain', undefined],
  ])('about what it is is found out once it is here: %s', async (mediaType, foundType) => {
    const { scene, say } = await lied(5, mediaType);
    const block = createHash('sha256').update('hello').digest();
    await say(new TextEncoder().encode('hello'));
    await say(JSON.stringify({ type: 'block', id: 1, hash: block.toString('hex') }));
    const whole = createHash('sha256').update(block).digest('hex');
    await say(JSON.stringify({ type: 'end', id: 1, hash: whole }));
    await soon(() => expect(scene.bob.read[0]).toMatch(/done/));
    expect(scene.bob.files.transfers.value[0]?.foundType).toBe(foundType);
  });

  it('with a thousand offers is answered, and twenty are to be seen', async () => {
    const scene = await linked(BEFORE);
    for (let id = 1; id <= 200; id++) scene.lie(id, offer(id, 1));
    await soon(() => expect(scene.bob.files.transfers.value.length).toBe(20));
    expect(scene.bob.ignored).toEqual([]);
  });

  it('with an offer under a number that was there is declined, whatever became of the one before', async () => {
    const scene = await linked(BEFORE);
    for (const [index, id] of [2, 1, 2, 3].entries()) scene.lie(index + 1, offer(id, index));
    await soon(() => expect(scene.bob.read).toEqual(['x: offered, 0 of 0', 'x: offered, 0 of 3']));
  });

  it('with a flood of offers that are taken back is heard at the pace of a reader', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const scene = await linked(BEFORE);
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    for (let id = 1; id <= 100; id++) {
      scene.lie(2 * id - 1, offer(id, 1));
      scene.lie(2 * id, JSON.stringify({ type: 'cancel', id, isOwn: true, because: 'wish' }));
    }
    await settled();
    expect(scene.bob.read).toHaveLength(30);
    for (let quarter = 0; quarter < 8; quarter++) {
      await vi.advanceTimersByTimeAsync(250);
      await settled();
    }
    expect(scene.bob.read).toHaveLength(34);
  });

  it('with nonsense is told off once for each link', async () => {
    const scene = await linked(BEFORE);
    for (let id = 1; id <= 50; id++) scene.lie(id, 'nonsense');
    scene.lie(51, offer(1, 1));
    await soon(() => expect(scene.bob.read).toHaveLength(1));
    expect(scene.bob.ignored).toHaveLength(1);
  });

  it('with more than waits for a slow disk is not heard any more', async () => {
    const { scene, say } = await lied(64 * MIB);
    const { bob } = scene;
    bob.isStuck = true;
    const chunk = new Uint8Array(128 * 1024);
    const zeros = createHash('sha256').update(new Uint8Array(MIB)).digest('hex');
    // The fourth is not written before one of the others is.
    for (const writingCount of [1, 2, 3, 3]) {
      for (let count = 0; count < 8; count++) await say(chunk);
      await say(JSON.stringify({ type: 'block', id: 1, hash: zeros }));
      await soon(() => expect(bob.writingCount).toBe(writingCount));
    }
    for (let count = 0; count < 24; count++) await say(chunk);
    expect(bob.ignored).toEqual([]);
    for (let count = 0; count < 2; count++) await say(chunk);
    expect(bob.ignored).toHaveLength(1);
    expect(bob.writingCount).toBe(3);
  });

  it('with bytes that nobody asked for is not heard', async () => {
    const scene = await linked(BEFORE);
    for (let id = 1; id <= 7; id++) scene.lie(id, new Uint8Array(65_536));
    scene.lie(8, offer(1, 1));
    await soon(() => expect(scene.bob.read).toEqual(['x: offered, 0 of 1']));
  });
});
