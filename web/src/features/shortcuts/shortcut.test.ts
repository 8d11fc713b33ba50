import { expect, test } from 'vitest';
import { type FocusKind, type Pressed, SHORTCUTS, type ShortcutAction, shortcutOf } from './shortcut.ts';

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  ...{ key, code: '', ctrlKey: false, metaKey: false, altKey: false, repeat: false, isComposing: false },
  ...more,
});

test.each<[string, Pressed, FocusKind, ShortcutAction | undefined]>([
  ['m', press('m'), 'nothing', 'microphone'],
  ['M, with Shift or Caps Lock', press('M'), 'nothing', 'microphone'],
  ['m on a button', press('m'), 'control', 'microphone'],
  ['m in a field', press('m'), 'text', undefined],
  ['m in a dialog', press('m'), 'dialog', undefined],
  ['m that is held', press('m', { repeat: true }), 'nothing', undefined],
  ['m of a word that is being composed', press('m', { isComposing: true }), 'nothing', undefined],
  ['Control and C, which copies', press('c', { ctrlKey: true }), 'nothing', undefined],
  ['Command and F, which finds', press('f', { metaKey: true }), 'nothing', undefined],
  ['Alt and F, which opens a menu', press('f', { altKey: true }), 'nothing', undefined],
  ['Space', press(' '), 'nothing', 'push-to-talk'],
  ['Space that is held', press(' ', { repeat: true }), 'nothing', 'push-to-talk'],
  ['Space on a button, which presses it', press(' '), 'control', undefined],
  ['Space in a field', press(' '), 'text', undefined],
  ['?', press('?'), 'nothing', 'show-shortcuts'],
  ['s', press('s'), 'nothing', 'share-screen'],
  ['the key of M in Cyrillic', press('ь', { code: 'KeyM' }), 'nothing', 'microphone'],
  ['M where another key has it', press('m', { code: 'Semicolon' }), 'nothing', 'microphone'],
  ['another letter on the key of M', press('a', { code: 'KeyM' }), 'nothing', undefined],
  ['a key without a letter', press('Escape'), 'nothing', undefined],
])('%s', (_, pressed, focus, action) => {
  expect(shortcutOf(pressed, focus)).toBe(action);
});

test('No key stands for two things', () => {
  expect(new Set(SHORTCUTS.map(({ key }) => key)).size).toBe(SHORTCUTS.length);
});
