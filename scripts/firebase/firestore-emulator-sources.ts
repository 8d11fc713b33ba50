import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findCommand, isExecutableFile, readOutput } from '../lib/commands.ts';
import { localCache, root, userCache } from '../lib/paths.ts';
import { showProgress } from '../lib/progress.ts';
import { runToEnd } from '../lib/started-process.ts';
import { firebaseTools } from './firebase-tools.ts';
import {
  chooseFirestoreEmulator,
  type EmulatorSources,
  type FirestoreEmulator,
  hidaneVersion,
} from './firestore-emulator.ts';

let chosen: Promise<FirestoreEmulator> | undefined;

/** This machine's emulator. However many ask for it at the same time, it is installed once. */
export function findFirestoreEmulator(signal: AbortSignal): Promise<FirestoreEmulator> {
  chosen ??= chooseFirestoreEmulator(createEmulatorSources(signal)).then((emulator) => {
    console.log(emulator.words);
    return emulator;
  });
  return chosen;
}

/** The real machine, for `chooseFirestoreEmulator`. */
export function createEmulatorSources(signal: AbortSignal): EmulatorSources {
  const folder = join(userCache, `hidane-${hidaneVersion}`);
  const builtByCargo = join(folder, 'bin', 'hidane');
  const installedByNpm = join(folder, 'node_modules', '.bin', 'hidane');
  return {
    named: process.env.PARLEY_FIRESTORE_EMULATOR,
    findCommand,
    readVersion: async (path) => (await readOutput(path, ['--version']))?.trim() || undefined,
    readJavaMajor: async () => parseJavaMajor((await readOutput('java', ['-version'])) ?? ''),
    fetchGoogleJar: async () => {
      if (existsSync(googleJarPath())) return true;
      const progress = showProgress("Downloading Google's Firestore emulator");
      const [command, ...args] = [...firebaseTools, 'setup:emulators:firestore'];
      const options = { signal, cwd: localCache, logFile: join(localCache, 'firestore-jar.log') };
      // firebase-tools reports success for a download that failed, so the file is what counts.
      const fetched = (await runToEnd(command, args, options)) && existsSync(googleJarPath());
      progress.end(
        fetched
          ? "Downloaded Google's Firestore emulator"
          : "Google's Firestore emulator cannot be downloaded",
      );
      return fetched;
    },
    findInstalledHidane: () => [builtByCargo, installedByNpm].find(isExecutableFile),
    installHidaneFromNpm: async () => {
      // The registry may lack it, so this is a quiet attempt, without npm's long retries.
      const args = [
        'install',
        '--prefix',
        folder,
        '--no-save',
        '--no-audit',
        '--no-fund',
        '--fetch-retries=0',
      ];
      const options = { signal, env: withoutNpmSettings(), logFile: join(localCache, 'hidane-npm.log') };
      const installed = await runToEnd('npm', [...args, `hidane@${hidaneVersion}`], options);
      return installed && (await readOutput(installedByNpm, ['--version'])) ? installedByNpm : undefined;
    },
    installHidaneWithCargo: async () => {
      if (!findCommand('cargo')) return undefined;
      const logFile = join(localCache, 'hidane-cargo.log');
      const progress = showProgress(
        'Building the Firestore emulator hidane with cargo (about two minutes, once)',
      );
      const args = ['install', 'hidane', '--version', hidaneVersion, '--locked', '--root', folder];
      const built = await runToEnd('cargo', args, { signal, logFile });
      progress.end(built ? 'Built hidane' : `cargo could not build hidane, see ${logFile}`);
      return built ? builtByCargo : undefined;
    },
  };
}

/** The major version in what `java -version` prints: `"21.0.3"`, but `"1.8.0_402"` for Java 8. */
export function parseJavaMajor(output: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  if (first === undefined) return undefined;
  return Number(first === '1' ? second : first);
}

export function googleJarPath(): string {
  const folder = process.env.FIREBASE_EMULATORS_PATH ?? join(homedir(), '.cache', 'firebase', 'emulators');
  const readFrom = createRequire(join(root, 'package.json'));
  const emulators = readFrom('firebase-tools/lib/emulator/downloadableEmulatorInfo.json');
  return join(folder, emulators.firestore.downloadPathRelativeToCacheDir);
}

/** Without what `npm start` tells its children, which an npm inside it would take for its own settings. */
function withoutNpmSettings(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^npm_(config_(local_)?prefix|package|lifecycle)/.test(name),
  );
  return Object.fromEntries(entries);
}
