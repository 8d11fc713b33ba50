/** Files that go on after the page of either was loaded anew. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { BEFORE, type ExchangingPage, ExchangingPages, failFrom } from '../testing/exchanging-pages.ts';
import { FakeChannel } from '../testing/fake-channel.ts';

const MIB = 1024 * 1024;

const soon = (condition: () => void | Promise<void>) =>
  vi.waitFor(condition, { timeout: 20_000, interval: 1 });

/** Bytes that a seed gives, the same each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function fileOf(sizeBytes: number, name = 'a.bin', seed = 1): File {
  const random = randomFrom(seed);
  const words = Uint32Array.from({ length: Math.ceil(sizeBytes / 4) }, () => random() * 2 ** 32);
  return new File([new Uint8Array(words.buffer, 0, sizeBytes)], name, { lastModified: 1 });
}

/** Slow enough that something can come between two blocks of a file. */
const PACE = 40 * MIB;

async function linked(): Promise<ExchangingPages> {
  const scene = new ExchangingPages();
  for (const page of [scene.ada, scene.bob]) page.pace = PACE;
  await scene.link();
  await soon(() => expect(scene.ada.files.isOpen.value).toBe(true));
  return scene;
}

async function accepted(scene: ExchangingPages, file: File, handle?: FileSystemFileHandle): Promise<void> {
  const count = scene.bob.files.transfers.value.length;
  scene.ada.files.offer(file, handle);
  await soon(() => expect(scene.bob.files.transfers.value).toHaveLength(count + 1));
  scene.bob.files.accept(scene.bob.files.transfers.value.at(-1)?.key ?? '');
}

const keyOf = (page: ExchangingPage) => page.files.transfers.value[0]?.key ?? '';
const doneBytes = (page: ExchangingPage) => page.files.transfers.value[0]?.doneBytes ?? 0;

/** Half of it is there, and the link is not any more. */
async function halfDone(file: File, handle?: FileSystemFileHandle): Promise<ExchangingPages> {
  const scene = await linked();
  scene.ada.keepsFiles = handle === undefined;
  await accepted(scene, file, handle);
  await soon(() => expect(doneBytes(scene.bob)).toBeGreaterThan(MIB));
  scene.unlink();
  return scene;
}

async function arrives({ bob }: ExchangingPages, file: File): Promise<void> {
  await soon(() => expect(bob.read[0]).toBe(`${file.name}: done, ${file.size} of ${file.size}`));
  const received = new Uint8Array((await bob.files.transfers.value[0]?.file?.arrayBuffer()) ?? []);
  expect(Buffer.compare(received, new Uint8Array(await file.arrayBuffer()))).toBe(0);
}

/** As Chromium's are: what the person answers is in `answers`. */
function handleOf(file: File, ...answers: PermissionState[]): FileSystemFileHandle {
  const answer = async () => answers.shift() ?? 'granted';
  const handle = { getFile: async () => file, queryPermission: answer, requestPermission: answer };
  return handle as unknown as FileSystemFileHandle;
}

it.each([[['ada']], [['bob']], [['ada', 'bob']]] as const)(
  'A file goes on from the last verified block when the pages of %j are loaded anew, and nothing of it is asked again',
  async (who) => {
    const file = fileOf(5 * MIB + 3);
    const scene = await halfDone(file);
    const before = doneBytes(scene.bob);
    for (const name of who) scene[name].reload();
    const taken: number[] = [];
    scene.bob.files.transfers.subscribe(([first]) => first && taken.push(first.doneBytes));
    await scene.link();
    await arrives(scene, file);
    expect(Math.min(...taken.filter((bytes) => bytes > 0))).toBeGreaterThanOrEqual(before);
    await soon(() => expect(scene.ada.read[0]).toMatch(/done/));
    expect(scene.ada.read).toHaveLength(1);
    expect(scene.bob.read).toHaveLength(1);
    // Nobody needs to find it again.
    expect(scene.ada.keptCount).toBe(0);
    scene.bob.files.close();
    expect(scene.bob.keptCount).toBe(0);
    expect([scene.ada.ignored, scene.bob.ignored]).toEqual([[], []]);
  },
);

it('What has arrived can be saved after a reload too; what was asked and not answered is asked again', async () => {
  const scene = await linked();
  const { ada, bob } = scene;
  const file = fileOf(MIB + 1);
  await accepted(scene, file);
  await arrives(scene, file);
  ada.files.offer(fileOf(1, 'asked'));
  await soon(() => expect(bob.read[1]).toBe('asked: offered, 0 of 1'));
  scene.unlink();
  bob.reload();
  await scene.link();
  await soon(() => expect(bob.read[1]).toBe('asked: offered, 0 of 1'));
  await arrives(scene, file);
  bob.files.accept(bob.files.transfers.value[1]?.key ?? '');
  await soon(() => expect(bob.read[1]).toBe('asked: done, 1 of 1'));
});

it('What was accepted and not heard to be is asked once more after a reload, and shown once', async () => {
  const scene = await linked();
  const { ada, bob } = scene;
  const file = fileOf(MIB + 1);
  ada.files.offer(file);
  await soon(() => expect(bob.read).toEqual(['a.bin: offered, 0 of 1048577']));
  scene.unlink();
  bob.files.accept(keyOf(bob));
  await soon(() => expect(bob.keptCount).toBe(1));
  bob.reload();
  await scene.link();
  await soon(() => expect(bob.read.at(-1)).toBe('a.bin: offered, 0 of 1048577'));
  expect(bob.read).toHaveLength(1);
  bob.files.accept(keyOf(bob));
  await arrives(scene, file);
});

it('What a call that is no more has left is removed, however late it is found', async () => {
  const scene = await halfDone(fileOf(5 * MIB));
  const disk = Promise.withResolvers<void>();
  for (const page of [scene.ada, scene.bob]) {
    page.disk = disk.promise;
    page.reload();
    expect(page.keptCount).toBe(1);
    page.files.close();
  }
  disk.resolve();
  await soon(() => expect([scene.ada.keptCount, scene.bob.keptCount]).toEqual([0, 0]));
});

it('Whoever has stopped it still has after a reload of the other', async () => {
  const scene = await linked();
  const { ada, bob } = scene;
  const file = fileOf(5 * MIB);
  await accepted(scene, file);
  await soon(() => expect(doneBytes(bob)).toBeGreaterThan(MIB));
  bob.files.pause(keyOf(bob));
  scene.unlink();
  ada.reload();
  await scene.link();
  await soon(() => expect(ada.read[0]).toMatch(/paused by peer/));
  bob.files.resume(keyOf(bob));
  await arrives(scene, file);
});

it('Where the browser wants to be asked again, a press has it asked', async () => {
  const file = fileOf(5 * MIB);
  const scene = await halfDone(file, handleOf(file, 'prompt', 'prompt', 'granted'));
  scene.ada.reload();
  await scene.link();
  await soon(() =>
    expect(scene.ada.files.transfers.value[0]?.status).toEqual({ phase: 'file-needed', by: 'permission' }),
  );
  await soon(() => expect(scene.bob.read[0]).toMatch(/interrupted/));
  // Closed without an answer.
  scene.ada.files.resume(keyOf(scene.ada));
  await soon(() => expect(scene.ada.read[0]).toMatch(/file-needed/));
  scene.ada.files.resume(keyOf(scene.ada));
  await arrives(scene, file);
});

it.each([[['ada']], [['ada', 'bob']]] as const)(
  'A file that has arrived is known to have, also to a page of its sender that was loaded anew before it heard of it (anew: %j)',
  async (who) => {
    const scene = await linked();
    const { ada, bob } = scene;
    ada.isGoneTooSoon = true;
    await accepted(scene, fileOf(2 * MIB));
    const isDone = `a.bin: done, ${2 * MIB} of ${2 * MIB}`;
    await soon(() => expect([ada.read[0], bob.read[0]]).toEqual([isDone, isDone]));
    scene.unlink();
    for (const name of who) scene[name].reload();
    ada.isGoneTooSoon = false;
    expect(ada.keptCount).toBe(1);
    await scene.link();
    await soon(() => expect([ada.read, bob.read]).toEqual([[isDone], [isDone]]));
    expect(ada.keptCount).toBe(0);
  },
);

it('What the browser may not read any more, or is another now, ends, and both are told why', async () => {
  const file = fileOf(5 * MIB);
  const gone = { ...handleOf(file), getFile: () => Promise.reject(new DOMException('', 'NotFoundError')) };
  for (const [handle, why] of [
    [handleOf(file, 'denied'), 'not-allowed'],
    [handleOf(fileOf(4 * MIB)), 'changed'],
    [gone as FileSystemFileHandle, 'changed'],
    // Of the same name, size and time: only its content tells.
    [handleOf(fileOf(5 * MIB, 'a.bin', 2)), 'changed'],
  ] as const) {
    const scene = await halfDone(file, handle);
    scene.ada.reload();
    await scene.link();
    await soon(() => expect(scene.ada.read[0]).toContain(`over ${why}`));
    // It has no number for the other's page yet where it was found out before they met.
    await soon(() =>
      expect(scene.bob.read[0]).toMatch(why === 'changed' ? /over (changed|page-gone)/ : /over/),
    );
    expect([scene.ada.keptCount, scene.bob.keptCount]).toEqual([0, 0]);
  }
});

it('A permission that is withdrawn while it flows has its own words', async () => {
  const scene = await linked();
  const file = fileOf(3 * MIB);
  failFrom(file, MIB, 'NotAllowedError');
  await accepted(scene, file);
  await soon(() => expect([scene.ada.read[0], scene.bob.read[0]].join()).toMatch(/not-allowed.*not-allowed/));
});

it('Without a handle it is chosen again, and no other in its place', async () => {
  const file = fileOf(5 * MIB);
  const scene = await linked();
  scene.ada.keepsFiles = false;
  await accepted(scene, file);
  await soon(() => expect(doneBytes(scene.bob)).toBeGreaterThan(MIB));
  scene.unlink();
  scene.ada.reload();
  await scene.link();
  await soon(() =>
    expect(scene.ada.files.transfers.value[0]?.status).toEqual({ phase: 'file-needed', by: 'choice' }),
  );
  const key = keyOf(scene.ada);
  expect(scene.ada.files.chooseAgain(key, fileOf(5 * MIB, 'b.bin'))).toBe('another-file');
  expect(scene.ada.files.chooseAgain(key, new File([file], 'a.bin', { lastModified: 2 }))).toBe(
    'another-file',
  );
  expect(scene.ada.files.chooseAgain(key, fileOf(5 * MIB))).toBeUndefined();
  await arrives(scene, file);
});

it('What the other has stopped waits for them also once it was chosen again', async () => {
  const file = fileOf(5 * MIB);
  const scene = await linked();
  const { ada, bob } = scene;
  ada.keepsFiles = false;
  await accepted(scene, file);
  await soon(() => expect(doneBytes(bob)).toBeGreaterThan(MIB));
  bob.files.pause(keyOf(bob));
  scene.unlink();
  ada.reload();
  await scene.link();
  await soon(() => expect(ada.read[0]).toMatch(/file-needed/));
  // Both have said all that there is to say.
  ada.files.offer(fileOf(1, 'next'));
  await soon(() => expect(bob.read[1]).toMatch(/next: offered/));
  bob.files.decline(bob.files.transfers.value[1]?.key ?? '');
  await soon(() => expect(ada.read[1]).toMatch(/declined/));
  ada.files.chooseAgain(keyOf(ada), fileOf(5 * MIB));
  expect(ada.read[0]).toMatch(/paused by peer/);
  bob.files.resume(keyOf(bob));
  await arrives(scene, file);
});

it('What is given up while the other is away is over for them too', async () => {
  for (const who of ['ada', 'bob'] as const) {
    const scene = await halfDone(fileOf(5 * MIB));
    const other = who === 'ada' ? scene.bob : scene.ada;
    other.reload();
    scene[who].files.cancel(keyOf(scene[who]));
    await scene.link();
    await soon(() => expect(other.read[0]).toMatch(/over/));
    expect([scene.ada.keptCount, scene.bob.keptCount]).toEqual([0, 0]);
  }
});

it('Nobody else gets what was half done: neither the person after the other, nor a page of before', async () => {
  const scene = await halfDone(fileOf(5 * MIB));
  scene.ada.reload();
  scene.bob.replace();
  await scene.link();
  await soon(() => expect(scene.ada.read[0]).toMatch(/over other-peer/));
  expect([scene.ada.keptCount, scene.bob.read]).toEqual([0, []]);

  const older = await halfDone(fileOf(5 * MIB));
  older.bob.can = BEFORE;
  older.bob.reload();
  await older.link();
  await soon(() => expect(older.ada.read[0]).toMatch(/over page-gone/));
});

it.each(['ada', 'bob'] as const)(
  'What a page has said that is gone holds no more once the disk of %s has answered: somebody else has come',
  async (who) => {
    const scene = await halfDone(fileOf(5 * MIB));
    const [own, other] = [scene[who], scene[who === 'ada' ? 'bob' : 'ada']];
    const disk = Promise.withResolvers<void>();
    own.disk = disk.promise;
    own.reload();
    const heard = vi.spyOn(FakeChannel.prototype, 'hear');
    onTestFinished(() => heard.mockRestore());
    const hearsOfFiles = () =>
      soon(() => {
        const said = heard.mock.calls.map(([data]) => Buffer.from(data as ArrayBuffer).toString());
        expect(said.filter((data) => data.includes('"type":"known"'))).toHaveLength(1);
      });
    await scene.link();
    await hearsOfFiles();
    scene.unlink();
    other.replace();
    heard.mockClear();
    await scene.link();
    await hearsOfFiles();
    disk.resolve();
    await soon(() => expect(own.read).toEqual([expect.stringMatching(/over other-peer/)]));
    expect([own.keptCount, own.ignored]).toEqual([0, []]);
  },
);

it('What a failed call leaves the next one of this tab goes on with', async () => {
  const file = fileOf(5 * MIB);
  const scene = await halfDone(file);
  for (const page of [scene.ada, scene.bob]) {
    page.files.close(false);
    page.reload();
  }
  await scene.link();
  await arrives(scene, file);
});

it.each([1, 2, 3])(
  'Twenty cuts at random moments, reloads among them, both ways at once: byte-equal at the end (seed %i)',
  async (seed) => {
    const random = randomFrom(seed);
    const scene = await linked();
    const { ada, bob } = scene;
    const files = { ada: fileOf(14 * MIB + 1, 'there', seed), bob: fileOf(11 * MIB, 'back', seed + 100) };
    await accepted(scene, files.ada);
    bob.files.offer(files.bob);
    await soon(() => expect(ada.files.transfers.value).toHaveLength(2));
    ada.files.accept(ada.files.transfers.value[1]?.key ?? '');
    const comes = (page: ExchangingPage) =>
      page.files.transfers.value.find(({ direction }) => direction === 'received');
    // A yes that is on its way may be lost with the page that said it.
    await soon(() => expect([ada, bob].every((page) => (comes(page)?.doneBytes ?? 0) > 0)).toBe(true));
    for (let cut = 0; cut < 20; cut++) {
      // After so many steps of the two, whatever they are in the middle of.
      for (let step = Math.floor(random() * 40); step > 0; step--)
        await new Promise((resolve) => setImmediate(resolve));
      scene.unlink();
      const how = random();
      if (how < 0.3 || how > 0.9) ada.reload();
      if (how > 0.6) bob.reload();
      await scene.link();
    }
    for (const [page, file] of [
      [bob, files.ada],
      [ada, files.bob],
    ] as const) {
      await soon(() => expect(comes(page)?.status.phase).toBe('done'));
      const received = new Uint8Array((await comes(page)?.file?.arrayBuffer()) ?? []);
      expect(Buffer.compare(received, new Uint8Array(await file.arrayBuffer()))).toBe(0);
    }
    expect([ada.ignored, bob.ignored]).toEqual([[], []]);
  },
);
