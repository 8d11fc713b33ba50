import { expect, it } from 'vitest';
import { WatchedCell } from './watched-cell.ts';

function createCell() {
  const followings: { readonly set: (value: number) => void; readonly signal: AbortSignal }[] = [];
  const cell = new WatchedCell(0, (set, signal) => followings.push({ set, signal }));
  return { cell, followings };
}

it('follows nothing until somebody watches, and once however many do', () => {
  const { cell, followings } = createCell();
  expect([cell.value, followings.length]).toEqual([0, 0]);
  const heard: number[] = [];
  for (const _ of [1, 2]) cell.subscribe((value) => heard.push(value));
  expect(followings).toHaveLength(1);
  followings[0]?.set(7);
  expect([cell.value, heard]).toEqual([7, [0, 0, 7, 7]]);
});

it('rests when the last watcher has gone, and begins anew with the next', () => {
  const { cell, followings } = createCell();
  const [one, other] = [new AbortController(), new AbortController()];
  cell.subscribe(() => {}, one.signal);
  cell.subscribe(() => {}, other.signal);
  followings[0]?.set(7);
  one.abort();
  expect([cell.value, followings[0]?.signal.aborted]).toEqual([7, false]);
  other.abort();
  expect([cell.value, followings[0]?.signal.aborted]).toEqual([0, true]);
  followings[0]?.set(8);
  expect(cell.value).toBe(0);
  cell.subscribe(() => {}, new AbortController().signal);
  expect(followings).toHaveLength(2);
});

it('is not watched by whoever has gone before they came', () => {
  const { cell, followings } = createCell();
  cell.subscribe(() => expect.unreachable(), AbortSignal.abort());
  expect(followings).toEqual([]);
});
