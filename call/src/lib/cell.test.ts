import { expect, test, vi } from 'vitest';
import { Cell } from './cell.ts';

test('A listener hears the value at once, and each that takes its place', () => {
  const cell = new Cell(1);
  const heard: number[] = [];
  cell.subscribe((value) => heard.push(value));
  cell.set(2);
  expect(heard).toEqual([1, 2]);
});

test('The same value is told once', () => {
  const cell = new Cell(1);
  const heard: number[] = [];
  cell.subscribe((value) => heard.push(value));
  cell.set(1);
  expect(heard).toEqual([1]);
});

test('Whoever has unsubscribed hears nothing more, and who did so before nothing at all', () => {
  const cell = new Cell(1);
  const heard: number[] = [];
  const lifetime = new AbortController();
  cell.subscribe((value) => heard.push(value), lifetime.signal);
  lifetime.abort();
  cell.subscribe((value) => heard.push(value), lifetime.signal);
  cell.set(2);
  expect(heard).toEqual([1]);
});

test('Whoever is unsubscribed by another that hears first hears nothing, and the rest does', () => {
  const cell = new Cell(1);
  const heard: string[] = [];
  const second = new AbortController();
  cell.subscribe((value) => value === 2 && second.abort());
  cell.subscribe((value) => heard.push(`second ${value}`), second.signal);
  cell.subscribe((value) => heard.push(`third ${value}`));
  cell.set(2);
  expect(heard).toEqual(['second 1', 'third 1', 'third 2']);
});

test('A value that is set while one is told is the last that everybody hears', () => {
  const cell = new Cell(1);
  const heard: number[] = [];
  cell.subscribe((value) => value === 2 && cell.set(3));
  cell.subscribe((value) => heard.push(value));
  cell.set(2);
  expect(heard.at(-1)).toBe(3);
});

test('What a listener throws is reported, and keeps nobody from hearing', () => {
  const report = vi.fn();
  vi.stubGlobal('queueMicrotask', (run: () => void) => {
    try {
      run();
    } catch (error) {
      report(error);
    }
  });
  const cell = new Cell(1);
  const heard: number[] = [];
  const failure = new Error('of one listener');
  cell.subscribe((value) => {
    if (value === 2) throw failure;
  });
  cell.subscribe((value) => heard.push(value));
  cell.set(2);
  expect(heard).toEqual([1, 2]);
  expect(report).toHaveBeenCalledExactlyOnceWith(failure);
  vi.unstubAllGlobals();
});
