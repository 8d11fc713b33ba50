import { expect, test } from 'vitest';
import { readArguments } from './read-arguments.ts';
import { HelpWanted, ScriptError } from './script-error.ts';

const read = (...args: string[]) => {
  const { values, positionals } = readArguments({ project: { type: 'string' } }, 'USAGE', args);
  return { ...values, positionals };
};

test('An ID may begin like an option, wherever it stands', () => {
  for (const id of ['ZW8HUjIoddk8mDbKjub6wA', '-ZW8HUjIoddk8mDbKjub6w', '--W8HUjIoddk8mDbKjub6w']) {
    expect(read('replay', id)).toEqual({ positionals: ['replay', id] });
    expect(read('replay', id, '--project', 'parley')).toEqual({
      project: 'parley',
      positionals: ['replay', id],
    });
  }
});

test('A project may have as many characters as an ID', () => {
  expect(read('list', '--project', 'parley-of-a-team-12345')).toEqual({
    project: 'parley-of-a-team-12345',
    positionals: ['list'],
  });
});

test('An option that is not known is answered with the usage', () => {
  for (const wrong of ['--all', '-Z', '--a-long-option-with-22-x']) {
    expect(() => read(wrong)).toThrow(ScriptError);
    expect(() => read(wrong)).toThrow('USAGE');
  }
});

test('Whoever asks for help gets the usage, and it is no failure', () => {
  expect(() => read('create', '--help')).toThrow(HelpWanted);
  expect(() => read('create', '--help')).toThrow(/^USAGE$/);
});
