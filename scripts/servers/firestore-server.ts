import { join } from 'node:path';
import { chooseFreePorts } from '../firebase/emulator-ports.ts';
import { findFirestoreEmulator, googleJarPath } from '../firebase/firestore-emulator-sources.ts';
import { localCache, root } from '../lib/paths.ts';
import { ScriptError } from '../lib/script-error.ts';
import { StartedProcess } from '../lib/started-process.ts';
import { waitUntil } from '../lib/wait-until.ts';
import { projectId } from '../suite/emulator-suite.ts';

const startDeadlineMs = 60_000;

/** A Firestore emulator alone, with firestore.rules and nothing else in it. */
export interface FirestoreServer {
  /** Host and port. */
  readonly address: string;
  /** What tests need to find it. */
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** The emulator that `npm start` would take, without the rest of the suite. */
export async function startFirestoreServer(signal: AbortSignal): Promise<FirestoreServer> {
  const chosen = await findFirestoreEmulator(signal);
  return startServer(chosen.kind === 'java' ? ['java', '-jar', googleJarPath()] : [chosen.path], signal);
}

/** Any emulator with Google's command line, on a port that was free. The caller stops it. */
export async function startServer(
  [command, ...args]: readonly [string, ...string[]],
  signal: AbortSignal,
): Promise<FirestoreServer> {
  const { firestore } = await chooseFreePorts({ firestore: { host: '127.0.0.1', port: 0 } });
  const address = `127.0.0.1:${firestore.port}`;
  const place = ['--host=127.0.0.1', `--port=${firestore.port}`, `--rules=${join(root, 'firestore.rules')}`];
  const logFile = join(localCache, 'firestore-server.log');
  const server = new StartedProcess(command, [...args, ...place, `--project_id=${projectId}`], { logFile });
  let isRunning = true;
  server.exited.then(
    () => {
      isRunning = false;
    },
    () => {
      isRunning = false;
    },
  );
  try {
    await waitUntil(async () => !isRunning || (await answers(address)), startDeadlineMs, signal);
    if (!isRunning) throw new ScriptError(`The Firestore emulator ended by itself: see ${logFile}.`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const env = { ...process.env, FIRESTORE_EMULATOR_HOST: address, GCLOUD_PROJECT: projectId };
  return { address, env, stop: () => server.stop() };
}

async function answers(address: string): Promise<boolean> {
  return fetch(`http://${address}/`).then(
    ({ ok }) => ok,
    () => false,
  );
}
