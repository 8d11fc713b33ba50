import { decodePreview } from '@parley/call';
import { cleanFileName } from '@parley/protocol';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { HOSTILE_TEXTS } from '../../../../protocol/src/testing/hostile-texts.ts';
import { FakeFiles, type FilesScene, transferOf } from '../../testing/fake-files.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount } from '../../testing/mount.ts';
import { fileRefusalSentence } from '../../words/files.ts';
import { isRunnable } from './runnable-file.ts';
import './file-list.ts';

afterEach(() => page.viewport(1280, 800));

async function mountFiles(scene: FilesScene = {}) {
  const asked: string[] = [];
  const files = new FakeFiles(asked, { isOpen: true, ...scene });
  return { files, asked, list: await mount('parley-file-list', { files, name: 'Ada' }) };
}

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

test('What is offered is taken or declined, and says what it is, and what it can do', async () => {
  const { files, asked } = await mountFiles({ transfers: [transferOf()] });
  await expect.element(page.getByText('second reading.pdf')).toBeVisible();
  await expect.element(page.getByText(/^PDF · 4.2 ?MB$/)).toBeVisible();
  await expect.element(page.getByText('Ada wants to send you this file.')).toBeVisible();
  expect(page.getByText(/can run programs/).elements()).toEqual([]);
  await press('Accept');
  await press('Decline');
  expect(asked).toEqual(['accept received 1', 'decline received 1']);
  files.transfers.set([transferOf({ name: 'second reading.pdf.exe' })]);
  await expect.element(page.getByText(/can run programs/)).toBeVisible();
});

test('The second press of a double click on Accept stops nothing', async () => {
  const { files, asked, list } = await mountFiles({ transfers: [transferOf()] });
  const card = () => list.renderRoot.querySelector('parley-file-card')?.renderRoot;
  const pressFor = (detail: number) =>
    card()
      ?.querySelector('button')
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail }));
  await expect.element(page.getByRole('button', { name: 'Accept' })).toBeVisible();
  pressFor(1);
  files.transfers.set([transferOf({ status: { phase: 'queued' } })]);
  await expect.element(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.element(page.getByText('Waiting for their device to send it')).toBeVisible();
  pressFor(2);
  expect(asked).toEqual(['accept received 1']);
  pressFor(1);
  expect(asked).toEqual(['accept received 1', 'pause received 1']);
});

test('What flows says how much, how fast and how long, and is stopped, goes on, or is given up', async () => {
  const times = [0, 1_000, 2_000];
  const now = vi.spyOn(performance, 'now').mockImplementation(() => times[0] ?? 0);
  onTestFinished(() => now.mockRestore());
  const flowing = { status: { phase: 'flowing' }, sizeBytes: 10_000_000 } as const;
  const { files, asked } = await mountFiles({ transfers: [transferOf({ ...flowing, doneBytes: 0 })] });
  times.shift();
  files.transfers.set([transferOf({ ...flowing, doneBytes: 2_000_000 })]);
  await expect.element(page.getByText(/^2 ?MB of 10 ?MB · 2 ?MB\/s · 0:04 left$/)).toBeVisible();
  await expect
    .element(page.getByRole('progressbar', { name: 'Progress' }))
    .toHaveProperty('value', 2_000_000);
  await press('Pause');
  files.transfers.set([transferOf({ ...flowing, status: { phase: 'paused', by: 'self' } })]);
  await press('Go on');
  files.transfers.set([transferOf({ ...flowing, status: { phase: 'paused', by: 'peer' } })]);
  await expect.element(page.getByText('Paused by Ada')).toBeVisible();
  expect(page.getByRole('button', { name: 'Go on' }).elements()).toEqual([]);
  await press('Cancel');
  expect(asked).toEqual(['pause received 1', 'resume received 1', 'cancel received 1']);
});

test('What does not flow says why, and nothing of a speed', async () => {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  onTestFinished(() => clock.mockRestore());
  const about = { direction: 'sent', sizeBytes: 10_000_000, status: { phase: 'flowing' } } as const;
  const { files } = await mountFiles({ transfers: [transferOf({ ...about, doneBytes: 0 })] });
  now = 1_000;
  files.transfers.set([transferOf({ ...about, doneBytes: 2_000_000 })]);
  const flowing = page.getByText(/^2 ?MB of 10 ?MB · 2 ?MB\/s · 0:04 left$/);
  await expect.element(flowing).toBeVisible();
  // No news at all, and the time goes on.
  now = 7_000;
  await expect.element(page.getByText(/^2 ?MB of 10 ?MB$/)).toBeVisible();
  files.isOpen.set(false);
  await expect
    .element(page.getByText(/^2 ?MB of 10 ?MB. They cannot be reached now. It goes on where it was/))
    .toBeVisible();
  files.isOpen.set(true);
  files.isYielding.set(true);
  for (const status of [{ phase: 'flowing' }, { phase: 'queued' }] as const) {
    files.transfers.set([transferOf({ ...about, doneBytes: 2_000_000, status })]);
    await expect
      .element(page.getByText(/^2 ?MB of 10 ?MB. It waits so that you go on hearing each other.$/))
      .toBeVisible();
  }
  // Of what comes they know, and this page does not.
  files.transfers.set([transferOf({ ...about, direction: 'received', doneBytes: 2_000_000 })]);
  await expect.element(page.getByText(/^2 ?MB of 10 ?MB$/)).toBeVisible();
  files.transfers.set([transferOf({ ...about, status: { phase: 'paused', by: 'both' } })]);
  await expect.element(page.getByText('Paused by both of you')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Go on' })).toBeVisible();
});

test('What can run programs says so also where it is saved', async () => {
  const done = { status: { phase: 'done' }, file: new Blob(['x']) } as const;
  const { files } = await mountFiles({ transfers: [transferOf({ ...done, name: 'a.exe' })] });
  await expect.element(page.getByText(/can run programs/)).toBeVisible();
  files.transfers.set([transferOf(done)]);
  await expect.element(page.getByText(/can run programs/)).not.toBeInTheDocument();
});

test('What can run programs by its content says so, whatever its name is', async () => {
  const disguised = { name: 'holiday.jpg', mediaType: 'image/jpeg' } as const;
  const { files } = await mountFiles({ transfers: [transferOf(disguised)] });
  await expect.element(page.getByText(/^Picture · /)).toBeVisible();
  // So it is said to be by whoever sends it, and so it is found to be once it is here.
  const program = 'application/vnd.microsoft.portable-executable';
  for (const change of [
    { mediaType: program },
    { status: { phase: 'done' }, file: new Blob(['MZ']), foundType: program },
  ] as const) {
    files.transfers.set([transferOf({ ...disguised, ...change })]);
    await expect.element(page.getByText(/By its content this can run programs/)).toBeVisible();
    await expect.element(page.getByText(/^Can run programs · /)).toBeVisible();
  }
  files.transfers.set([transferOf({ ...disguised, mediaType: program, direction: 'sent' })]);
  await expect.element(page.getByText(/By its content/)).not.toBeInTheDocument();
});

test('What is not what its sender’s page takes it for is said to be nothing', async () => {
  const { files } = await mountFiles({
    transfers: [transferOf({ name: 'holiday.jpg', mediaType: 'image/jpeg' })],
  });
  await expect.element(page.getByText(/^Picture · /)).toBeVisible();
  const here = { status: { phase: 'done' }, file: new Blob(['hello']), foundType: '' } as const;
  files.transfers.set([transferOf({ name: 'holiday.jpg', mediaType: 'image/jpeg', ...here })]);
  await expect.element(page.getByText(/^4.2 ?MB$/)).toBeVisible();
});

/** As a browser draws it. */
async function pictureOf(width: number, height: number, type: string): Promise<Blob> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas');
  context.fillStyle = '#f00';
  context.fillRect(0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type));
  return blob ?? Promise.reject(new Error('No such picture'));
}

const base64 = async (blob: Blob) => btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));

test('A picture is seen before one accepts it; what is none, or too large to be decoded, is not', async () => {
  const preview = await base64(await pictureOf(120, 60, 'image/jpeg'));
  const { files, list } = await mountFiles({ transfers: [transferOf({ name: 'a.jpg', preview })] });
  const picture = page.getByRole('img', { name: 'What it looks like, as they sent it' });
  await expect.element(picture).toBeVisible();
  const canvas = picture.element() as HTMLCanvasElement;
  expect([canvas.width, canvas.height]).toEqual([120, 60]);
  const [red = 0, green = 255] = canvas.getContext('2d')?.getImageData(60, 30, 1, 1).data ?? [];
  expect(red).toBeGreaterThan(200);
  expect(green).toBeLessThan(50);
  for (const hostile of [
    await base64(await pictureOf(4_000, 4_000, 'image/jpeg')),
    await base64(await pictureOf(10, 10, 'image/png')),
    btoa('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    preview.slice(0, 40),
  ]) {
    files.transfers.set([transferOf({ key: 'hostile', name: 'a.jpg', preview: hostile })]);
    await list.updateComplete;
    await expect(decodePreview(hostile)).resolves.toBeUndefined();
    await expect.element(picture).not.toBeInTheDocument();
  }
});

test('After a reload the browser is asked, or the file chosen again', async () => {
  const lost = { direction: 'sent', key: 'sent 1' } as const;
  const { files, asked } = await mountFiles({
    transfers: [transferOf({ ...lost, status: { phase: 'file-needed', by: 'permission' } })],
  });
  await expect.element(page.getByText(/your browser asks you/)).toBeVisible();
  await press('Go on');
  files.transfers.set([transferOf({ ...lost, status: { phase: 'file-needed', by: 'choice' } })]);
  await expect.element(page.getByRole('button', { name: 'Choose the file again' })).toBeVisible();
  const card = document.querySelector('parley-file-list')?.renderRoot.querySelector('parley-file-card');
  const input = card?.renderRoot.querySelector('input');
  if (!input) throw new Error('There is nothing to choose with');
  const given = new DataTransfer();
  given.items.add(new File(['x'], 'another.bin'));
  input.files = given.files;
  files.refusal = 'another-file';
  input.dispatchEvent(new Event('change'));
  await expect.element(page.getByRole('alert').filter({ hasText: 'That is another file' })).toBeVisible();
  expect(asked).toEqual(['resume sent 1', 'choose sent 1 another.bin']);
});

test('A file is chosen and dropped with what finds it again, where the browser has it', async () => {
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle('picked.txt', { create: true });
  const picking = window as { showOpenFilePicker?: unknown };
  const { showOpenFilePicker } = picking;
  onTestFinished(() => {
    picking.showOpenFilePicker = showOpenFilePicker;
  });
  picking.showOpenFilePicker = async () => [handle];
  const { list, asked } = await mountFiles();
  await press('Send a file');
  await expect.poll(() => asked).toEqual(['offer picked.txt to be found again']);
  const item = {
    kind: 'file',
    webkitGetAsEntry: () => ({ isDirectory: false }),
    getAsFile: () => new File([], 'dropped.txt'),
    getAsFileSystemHandle: async () => handle,
  };
  list.take({ items: [item] as unknown as DataTransferItemList });
  await expect.poll(() => asked[1]).toBe('offer dropped.txt to be found again');
  // Whoever closes the browser's question has chosen nothing.
  picking.showOpenFilePicker = () => Promise.reject(new DOMException('', 'AbortError'));
  await press('Send a file');
  await list.updateComplete;
  expect(asked).toHaveLength(2);
});

test('What has arrived is saved under its name, which is said, and can be saved once more', async () => {
  const saved: string[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function noted(
    this: HTMLAnchorElement,
  ) {
    saved.push(`${new URL(this.href).protocol} ${this.download}`);
  });
  onTestFinished(() => click.mockRestore());
  await mountFiles({ transfers: [transferOf({ status: { phase: 'done' }, file: new Blob(['x']) })] });
  await expect.element(page.getByText(/^Here, all of it, as it was read on their device/)).toBeVisible();
  await press('Save');
  expect(saved).toEqual(['blob: second reading.pdf']);
  await expect.element(page.getByText(/^Given to your browser’s downloads/)).toBeVisible();
  await press('Save');
  expect(saved).toHaveLength(2);
});

test('Files are chosen several at once, while the other can be reached', async () => {
  const { files, list, asked } = await mountFiles();
  await expect.element(page.getByRole('button', { name: 'Send a file' })).toBeVisible();
  list.offer([new File([], 'a'), new File([], 'b')]);
  expect(asked).toEqual(['offer a', 'offer b']);
  files.refusal = 'too-many';
  list.offer([new File([], 'c')]);
  await expect
    .element(page.getByRole('alert').filter({ hasText: fileRefusalSentence('too-many') }))
    .toBeVisible();
  files.isOpen.set(false);
  await expect.element(page.getByRole('button', { name: 'Send a file' })).not.toBeInTheDocument();
});

test('A folder is not offered, and that is said; the files beside it are', async () => {
  const { list, asked } = await mountFiles();
  const item = (name: string, isDirectory: boolean) => ({
    kind: 'file',
    webkitGetAsEntry: () => ({ isDirectory }),
    getAsFile: () => new File([], name),
  });
  const items = [item('a', false), item('folder', true)] as unknown as DataTransferItemList;
  list.take({ items });
  expect(asked).toEqual(['offer a']);
  await expect.element(page.getByText(/A folder cannot be sent/)).toBeVisible();
  list.take({ items: [item('b', false)] as unknown as DataTransferItemList });
  await expect.element(page.getByText(/A folder cannot be sent/)).not.toBeInTheDocument();
});

test('Whoever presses a button that goes has the focus on its file', async () => {
  const { files, list } = await mountFiles({ transfers: [transferOf()] });
  const card = () => list.renderRoot.querySelector('parley-file-card')?.renderRoot.querySelector('.card');
  for (const [name, status] of [
    ['Accept', { phase: 'flowing' }],
    ['Pause', { phase: 'paused', by: 'self' }],
    ['Go on', { phase: 'queued' }],
    ['Cancel', { phase: 'over', because: 'cancelled-by-self' }],
  ] as const) {
    const button = page.getByRole('button', { name, exact: true });
    await expect.element(button).toBeVisible();
    (button.element() as HTMLElement).focus();
    files.transfers.set([transferOf({ status })]);
    await expect.element(button).not.toBeInTheDocument();
    expect(focusedElement(), name).toBe(card());
  }
});

test('A question that comes later moves none that is there', async () => {
  const { files } = await mountFiles({
    transfers: [transferOf({ key: '1', status: { phase: 'flowing' } }), transferOf({ key: '2' })],
  });
  const first = () => page.getByRole('button', { name: 'Accept' }).first().element();
  await expect.element(page.getByRole('button', { name: 'Accept' })).toBeVisible();
  const before = first();
  files.transfers.set([...files.transfers.value, transferOf({ key: '3' })]);
  await expect.poll(() => page.getByRole('button', { name: 'Accept' }).elements().length).toBe(2);
  expect(first()).toBe(before);
});

test('Every hostile name is text, and no wider than the screen', async () => {
  await page.viewport(320, 568);
  const { files, list } = await mountFiles();
  for (const text of HOSTILE_TEXTS) {
    const name = cleanFileName(text);
    files.transfers.set([transferOf({ name })]);
    await list.updateComplete;
    const card = list.renderRoot.querySelector('parley-file-card');
    await card?.updateComplete;
    expect(card?.renderRoot.querySelector('.name bdi')?.textContent).toBe(name);
    expect(document.documentElement.scrollWidth, name.slice(0, 99)).toBeLessThanOrEqual(320);
  }
});

test.each([
  ['setup.EXE', true],
  ['a.pdf.lnk', true],
  ['report.docm', true],
  ['page.mhtml', true],
  ['x.appref-ms', true],
  ['show.ppsm', true],
  ['x.msixbundle', true],
  ['office.rdp', true],
  ['x.xpi', true],
  ['x.', false],
  ['exe', false],
  ['report.pdf', false],
  ['photo.png', false],
])('%s can run programs: %s', (name, is) => {
  expect(isRunnable(name)).toBe(is);
});
