import { expect, test } from 'vitest';
import { CallPreferences } from './preference.ts';
import { emptyMemory } from './scenes.ts';

test('What was chosen is remembered, and what was not is as it is by default', () => {
  const memory = emptyMemory();
  const first = new CallPreferences(memory);
  expect([first.sounds.value, first.singleKeys.value, first.notifications.value]).toEqual([
    true,
    true,
    false,
  ]);
  first.sounds.set(false);
  first.notifications.set(true);
  const heard: boolean[] = [];
  first.sounds.subscribe((value) => heard.push(value));
  first.sounds.set(true);
  expect(heard).toEqual([false, true]);
  first.sounds.set(false);
  const second = new CallPreferences(memory);
  expect([second.sounds.value, second.singleKeys.value, second.notifications.value]).toEqual([
    false,
    true,
    true,
  ]);
});

test('What makes no sense in the memory is as if it were not there', () => {
  const memory = emptyMemory();
  memory.setItem('parley:sounds', 'perhaps');
  expect(new CallPreferences(memory).sounds.value).toBe(true);
});
