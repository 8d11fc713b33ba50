import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEmulatorConfig } from '../firebase/emulator-config.ts';
import { type Address, type EmulatorAddresses, urlOf } from '../firebase/emulator-ports.ts';
import { firebaseTools } from '../firebase/firebase-tools.ts';
import type { FirestoreEmulator } from '../firebase/firestore-emulator.ts';
import { findFirestoreEmulator } from '../firebase/firestore-emulator-sources.ts';
import { localCache, root } from '../lib/paths.ts';
import { showProgress } from '../lib/progress.ts';
import { ScriptError } from '../lib/script-error.ts';
import { StartedProcess } from '../lib/started-process.ts';
import { waitUntil } from '../lib/wait-until.ts';
import { readBackends } from './scheduled-functions.ts';
import { ensureServerSecrets } from './server-secrets.ts';

/** A project whose name begins with `demo-` never touches the network. */
export const projectId = 'demo-parley';

export function hostingOrigin({ hosting }: EmulatorAddresses): string {
  return `http://localhost:${hosting.port}`;
}

/** A suite that runs, for whoever has it to stop. */
export interface EmulatorSuite {
  readonly addresses: EmulatorAddresses;
  readonly exited: Promise<unknown>;
  stop(): Promise<void>;
}

/** What firebase-tools, the emulators and the functions print. */
export const emulatorLogFile = join(localCache, 'emulators.log');
const hasFailedFunctions = /Failed to load function definition from source: (.*)/;

const startDeadlineMs = 120_000;
const answerDeadlineMs = 60_000;

/**
 * Starts auth, firestore, functions and hosting on ports that the caller found free, and waits until
 * each of them answers.
 * @throws {ScriptError} if no Firestore emulator is to be had or the start fails.
 */
export async function startEmulatorSuite(
  addresses: EmulatorAddresses,
  signal: AbortSignal,
  env: Readonly<Record<string, string>> = {},
): Promise<EmulatorSuite> {
  const firestore = await findFirestoreEmulator(signal);
  signal.throwIfAborted();

  ensureServerSecrets(join(root, 'functions'));
  const progress = showProgress('Starting the Firebase emulators');
  let output = '';
  const configFile = writeConfig(addresses);
  const [command, ...args] = suiteCommand(firestore, configFile);
  const suite = new StartedProcess(command, args, {
    // firebase-tools drops its debug logs where it stands.
    cwd: localCache,
    env: {
      ...process.env,
      ...env,
      PARLEY_ORIGIN: hostingOrigin(addresses),
      // Keeps firebase-tools from asking the network for news, which delays a start without one.
      CI: 'true',
      // Seconds to find the functions in their source, ten if nothing is said: a busy machine takes longer, and
      // triggers that are switched on again would stay off without a word.
      FUNCTIONS_DISCOVERY_TIMEOUT: '60',
    },
    logFile: emulatorLogFile,
    onOutput: (text) => {
      output += text;
    },
  });
  const stop = async () => {
    await suite.stop();
    rmSync(configFile, { force: true });
  };
  try {
    await Promise.race([
      waitUntil(() => output.includes('All emulators ready'), startDeadlineMs, signal),
      suite.exited.then(() => Promise.reject(new Error('it ended by itself'))),
    ]);
    suite.noteTree();
    if (hasFailedFunctions.test(output)) throw new Error('the functions do not load');
    await waitUntil(() => everyEmulatorAnswers(addresses), answerDeadlineMs, signal);
    await checkRules(addresses);
  } catch (cause) {
    await stop();
    progress.end(
      signal.aborted ? 'Stopped starting the Firebase emulators' : 'The Firebase emulators did not start',
    );
    signal.throwIfAborted();
    throw cause instanceof ScriptError ? cause : new ScriptError(explainFailedStart(output), { cause });
  }
  progress.end('Firebase emulators are running');
  return { addresses, exited: suite.exited, stop };
}

/** What a program needs in its environment to reach the suite. */
export function suiteEnvironment(addresses: EmulatorAddresses): Readonly<Record<string, string>> {
  const hostOf = ({ host, port }: Address) => `${host}:${port}`;
  return {
    GCLOUD_PROJECT: projectId,
    FIRESTORE_EMULATOR_HOST: hostOf(addresses.firestore),
    FIREBASE_AUTH_EMULATOR_HOST: hostOf(addresses.auth),
    // firebase-tools has no name for this one.
    FUNCTIONS_EMULATOR_HOST: hostOf(addresses.functions),
    FIREBASE_LOGGING_EMULATOR_HOST: hostOf(addresses.logging),
    PARLEY_ORIGIN: hostingOrigin(addresses),
  };
}

function suiteCommand(firestore: FirestoreEmulator, configFile: string): [string, ...string[]] {
  const start = [
    'emulators:start',
    '--config',
    configFile,
    '--project',
    projectId,
    '--only',
    'auth,firestore,functions,hosting',
  ];
  // `hidane exec` puts itself in the place of Java and the jar for this one command.
  return firestore.kind === 'hidane'
    ? [firestore.path, 'exec', '--', ...firebaseTools, ...start]
    : [...firebaseTools, ...start];
}

/**
 * Beside firebase.json, because firebase-tools takes every path in it from where it lies; one for each suite.
 * @returns its path
 */
function writeConfig(addresses: EmulatorAddresses): string {
  const deployed = JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8'));
  const file = join(root, `firebase.emulators.${addresses.hosting.port}.json`);
  writeFileSync(file, JSON.stringify(createEmulatorConfig(deployed, addresses), undefined, 2));
  return file;
}

export async function everyEmulatorAnswers(addresses: EmulatorAddresses): Promise<boolean> {
  const [auth, firestore, hosting, backends] = await Promise.all([
    answers(urlOf(addresses.auth)),
    answers(urlOf(addresses.firestore)),
    answers(hostingOrigin(addresses)),
    // Functions that failed to load leave a backend without any function.
    readBackends(addresses).catch(() => []),
  ]);
  return auth && firestore && hosting && backends.some((backend) => backend.functionTriggers.length > 0);
}

/** Gives the emulator the rules again, because it starts without a word when they do not compile. */
async function checkRules({ firestore }: EmulatorAddresses): Promise<void> {
  const content = readFileSync(join(root, 'firestore.rules'), 'utf8');
  const response = await fetch(`${urlOf(firestore)}/emulator/v1/projects/${projectId}:securityRules`, {
    method: 'PUT',
    body: JSON.stringify({ rules: { files: [{ name: 'firestore.rules', content }] } }),
  });
  if (response.ok) return;
  const { error } = await response.json();
  throw new ScriptError(`firestore.rules is refused: ${error.message}`);
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );
}

/** One sentence about a start that failed, from what firebase-tools printed. */
export function explainFailedStart(output: string): string {
  const details = `the details are in ${emulatorLogFile}`;
  const busyPort = /port (\d+) is not open|Port (\d+) is not open/i.exec(output);
  if (busyPort)
    return `Port ${busyPort[1] ?? busyPort[2]} was taken while the emulators started: stop what uses it; ${details}.`;
  const failedFunctions = hasFailedFunctions.exec(output);
  if (failedFunctions) return `The functions do not load (${failedFunctions[1]}): ${details}.`;
  return `The Firebase emulators did not start: ${details}.`;
}
