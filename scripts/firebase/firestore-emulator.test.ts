import { describe, expect, test } from 'vitest';
import { chooseFirestoreEmulator, type EmulatorSources } from './firestore-emulator.ts';
import { parseJavaMajor } from './firestore-emulator-sources.ts';

/** A machine that has nothing, and what it was asked to do. */
function createMachine(has: Partial<EmulatorSources> = {}) {
  const asked: string[] = [];
  const ask = async (what: string) => {
    asked.push(what);
    return undefined;
  };
  const machine: EmulatorSources = {
    named: undefined,
    findCommand: () => undefined,
    readVersion: async () => 'hidane 9.9.9',
    readJavaMajor: async () => undefined,
    fetchGoogleJar: async () => true,
    findInstalledHidane: () => undefined,
    installHidaneFromNpm: () => ask('npm'),
    installHidaneWithCargo: () => ask('cargo'),
    ...has,
  };
  return { machine, asked };
}

const hidaneOnPath = { findCommand: (name: string) => (name === 'hidane' ? '/bin/hidane' : undefined) };
const java25 = { readJavaMajor: async () => 25 };
const installedHidane = { findInstalledHidane: () => '/cache/hidane' };

describe('choosing the Firestore emulator', () => {
  test('takes what the user names before anything else', async () => {
    const { machine } = createMachine({
      ...java25,
      named: '/opt/my-hidane',
      findCommand: (name) => (name.endsWith('hidane') ? name : undefined),
    });
    const chosen = await chooseFirestoreEmulator(machine);
    expect(chosen).toMatchObject({ kind: 'hidane', path: '/opt/my-hidane' });
    expect(chosen.words).toBe(
      'Firestore emulator: hidane 9.9.9, named by PARLEY_FIRESTORE_EMULATOR (/opt/my-hidane)',
    );
  });

  test('takes Java when the user names it, even with hidane on PATH', async () => {
    const { machine } = createMachine({ ...hidaneOnPath, ...java25, named: 'java' });
    expect(await chooseFirestoreEmulator(machine)).toMatchObject({ kind: 'java' });
  });

  test('takes hidane on PATH before Java', async () => {
    const { machine } = createMachine({ ...hidaneOnPath, ...java25, ...installedHidane });
    expect(await chooseFirestoreEmulator(machine)).toMatchObject({ kind: 'hidane', path: '/bin/hidane' });
  });

  test('passes over a hidane on PATH that does not run', async () => {
    const { machine } = createMachine({ ...hidaneOnPath, ...java25, readVersion: async () => undefined });
    expect(await chooseFirestoreEmulator(machine)).toMatchObject({ kind: 'java' });
  });

  test('takes Java 21 before an installed hidane', async () => {
    const { machine } = createMachine({ ...installedHidane, readJavaMajor: async () => 21 });
    expect(await chooseFirestoreEmulator(machine)).toMatchObject({ kind: 'java' });
  });

  test('passes over Java 20, which firebase-tools refuses', async () => {
    const { machine } = createMachine({ ...installedHidane, readJavaMajor: async () => 20 });
    expect(await chooseFirestoreEmulator(machine)).toMatchObject({ kind: 'hidane', path: '/cache/hidane' });
  });

  test('passes over Java when the jar cannot be downloaded', async () => {
    const { machine } = createMachine({ ...java25, ...installedHidane, fetchGoogleJar: async () => false });
    expect(await chooseFirestoreEmulator(machine)).toMatchObject({ kind: 'hidane', path: '/cache/hidane' });
  });

  test('installs nothing when an earlier start did', async () => {
    const { machine, asked } = createMachine(installedHidane);
    await chooseFirestoreEmulator(machine);
    expect(asked).toEqual([]);
  });

  test('asks npm, and does not build when npm has it', async () => {
    const { machine, asked } = createMachine({ installHidaneFromNpm: async () => '/npm/hidane' });
    expect(await chooseFirestoreEmulator(machine)).toMatchObject({ kind: 'hidane', path: '/npm/hidane' });
    expect(asked).toEqual([]);
  });

  test('builds with cargo when npm does not have it', async () => {
    const { machine, asked } = createMachine({ installHidaneWithCargo: async () => '/cargo/hidane' });
    expect(await chooseFirestoreEmulator(machine)).toMatchObject({ kind: 'hidane', path: '/cargo/hidane' });
    expect(asked).toEqual(['npm']);
  });

  test('says in one sentence what to install when nothing works', async () => {
    const { machine, asked } = createMachine();
    await expect(chooseFirestoreEmulator(machine)).rejects.toThrow(
      /install Java 21 or newer, or hidane 0\.6\.0/,
    );
    expect(asked).toEqual(['npm', 'cargo']);
  });

  test.each([
    ['java', createMachine().machine, 'there is no Java on PATH'],
    ['java', createMachine({ readJavaMajor: async () => 17 }).machine, 'the Java on PATH is version 17'],
    ['java', createMachine({ ...java25, fetchGoogleJar: async () => false }).machine, 'could not download'],
    ['/nowhere', createMachine(installedHidane).machine, 'that does not run'],
  ])('does not go past a named %s that does not work', async (named, machine, words) => {
    await expect(chooseFirestoreEmulator({ ...machine, named })).rejects.toThrow(words);
  });
});

test.each([
  ['openjdk version "21.0.3" 2024-04-16', 21],
  ['openjdk version "25" 2025-09-16', 25],
  ['java version "1.8.0_402"', 8],
  ['', undefined],
])('reads the major version of Java in %j', (output, major) => {
  expect(parseJavaMajor(output)).toBe(major);
});
