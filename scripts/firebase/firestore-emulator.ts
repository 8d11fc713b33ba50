import { ScriptError } from '../lib/script-error.ts';

/** How firebase-tools is to get its Firestore emulator, and the words that say so on screen. */
export type FirestoreEmulator =
  | { kind: 'java'; words: string }
  | { kind: 'hidane'; path: string; words: string };

/** What the choice asks of the machine. Every method says undefined or false for "not here". */
export interface EmulatorSources {
  /** PARLEY_FIRESTORE_EMULATOR: `java`, or a binary that is used like hidane. */
  readonly named: string | undefined;
  findCommand(name: string): string | undefined;
  /** The binary's own version line; undefined if it does not run. */
  readVersion(path: string): Promise<string | undefined>;
  readJavaMajor(): Promise<number | undefined>;
  /** Makes sure that firebase-tools has Google's jar. */
  fetchGoogleJar(): Promise<boolean>;
  /** The path of a hidane that an earlier start installed. */
  findInstalledHidane(): string | undefined;
  installHidaneFromNpm(): Promise<string | undefined>;
  installHidaneWithCargo(): Promise<string | undefined>;
}

export const hidaneVersion = '0.6.0';

/** firebase-tools refuses to start Google's emulator on an older Java. */
const oldestJavaMajor = 21;

/** Takes the first that works of: named by the user, hidane on PATH, Java, hidane installed by us. */
export async function chooseFirestoreEmulator(sources: EmulatorSources): Promise<FirestoreEmulator> {
  if (sources.named) return chooseNamed(sources.named, sources);

  const onPath = sources.findCommand('hidane');
  const versionOnPath = onPath && (await sources.readVersion(onPath));
  if (onPath && versionOnPath) return hidane(onPath, `${versionOnPath}, found on PATH`);

  const javaMajor = await sources.readJavaMajor();
  // A network that has the package registries but not Google's storage is common enough to go on.
  if (javaMajor !== undefined && javaMajor >= oldestJavaMajor && (await sources.fetchGoogleJar())) {
    return java(javaMajor);
  }

  const installed = sources.findInstalledHidane();
  if (installed && (await sources.readVersion(installed))) {
    return hidane(installed, `hidane ${hidaneVersion}, installed by an earlier start`);
  }
  const fromNpm = await sources.installHidaneFromNpm();
  if (fromNpm) return hidane(fromNpm, `hidane ${hidaneVersion}, installed from npm`);
  const fromCargo = await sources.installHidaneWithCargo();
  if (fromCargo) return hidane(fromCargo, `hidane ${hidaneVersion}, built by cargo`);

  throw new ScriptError(
    `No Firestore emulator could be found or installed: install Java ${oldestJavaMajor} or newer, or hidane ${hidaneVersion} ` +
      '(`cargo install hidane` needs Rust 1.88 or newer), make sure the network works, and run this again.',
  );
}

async function chooseNamed(named: string, sources: EmulatorSources): Promise<FirestoreEmulator> {
  const asked = `PARLEY_FIRESTORE_EMULATOR is \`${named}\``;
  if (named === 'java') {
    const javaMajor = await sources.readJavaMajor();
    if (javaMajor === undefined || javaMajor < oldestJavaMajor) {
      throw new ScriptError(
        `${asked}, but ${describeJava(javaMajor)}: install Java ${oldestJavaMajor} or newer.`,
      );
    }
    if (!(await sources.fetchGoogleJar())) {
      throw new ScriptError(
        `${asked}, but firebase-tools could not download its emulator: check the network.`,
      );
    }
    return java(javaMajor, ', named by PARLEY_FIRESTORE_EMULATOR');
  }
  const path = sources.findCommand(named);
  const version = path && (await sources.readVersion(path));
  if (!path || !version) {
    throw new ScriptError(`${asked}, but that does not run: give \`java\` or the path of a hidane binary.`);
  }
  return hidane(path, `${version}, named by PARLEY_FIRESTORE_EMULATOR`);
}

function describeJava(major: number | undefined): string {
  return major === undefined ? 'there is no Java on PATH' : `the Java on PATH is version ${major}`;
}

function java(major: number, how = ''): FirestoreEmulator {
  return { kind: 'java', words: `Firestore emulator: Google's own, on Java ${major}${how}` };
}

function hidane(path: string, how: string): FirestoreEmulator {
  return { kind: 'hidane', path, words: `Firestore emulator: ${how} (${path})` };
}
