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
  await expect.element(page.getByText(/^4.2 ?MB$/)).toBeVisible();
  await expect.element(page.getByText('Ada wants to send you this file.')).toBeVisible();
  expect(page.getByText(/can run programs/).elements()).toEqual([]);
  await press('Accept');
  await press('Decline');
  expect(asked).toEqual(['accept received 1', 'decline received 1']);
  files.transfers.set([transferOf({ name: 'second reading.pdf.exe' })]);
  await expect.element(page.getByText(/can run programs/)).toBeVisible();
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

test('What can run programs says so also where it is saved', async () => {
  const done = { status: { phase: 'done' }, file: new Blob(['x']) } as const;
  const { files } = await mountFiles({ transfers: [transferOf({ ...done, name: 'a.exe' })] });
  await expect.element(page.getByText(/can run programs/)).toBeVisible();
  files.transfers.set([transferOf(done)]);
  await expect.element(page.getByText(/can run programs/)).not.toBeInTheDocument();
});

test('What has arrived is saved under its name', async () => {
  const saved: string[] = [];
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function noted(
    this: HTMLAnchorElement,
  ) {
    saved.push(`${new URL(this.href).protocol} ${this.download}`);
  });
  onTestFinished(() => click.mockRestore());
  await mountFiles({ transfers: [transferOf({ status: { phase: 'done' }, file: new Blob(['x']) })] });
  await press('Save');
  expect(saved).toEqual(['blob: second reading.pdf']);
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
  ['x.', false],
  ['exe', false],
  ['report.pdf', false],
  ['photo.png', false],
])('%s can run programs: %s', (name, is) => {
  expect(isRunnable(name)).toBe(is);
});
