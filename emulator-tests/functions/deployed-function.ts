/** A function as it runs deployed: the built bundle in Google's own server, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { PROJECT } from './firestore-under-test.ts';

const START_TIMEOUT_MS = 120_000;
const MAIN = fileURLToPath(import.meta.resolve('@google-cloud/functions-framework'));
const FUNCTIONS = fileURLToPath(new URL('../../functions', import.meta.url));
const REPORT_MEMORY = new URL('report-memory.ts', import.meta.url).href;

export class DeployedFunction {
  readonly url: string;
  /** What it has printed so far. */
  output = '';
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.url = `http://127.0.0.1:${port}`;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
  }

  /** @param target the name of an HTTP function, as functions/src/index.ts exports it */
  static async start(target: string, env: Readonly<Record<string, string>> = {}): Promise<DeployedFunction> {
    const port = await freePort();
    const runtime = new URL('main.js', `file://${MAIN}`);
    const child = spawn(process.execPath, ['--import', REPORT_MEMORY, fileURLToPath(runtime)], {
      cwd: FUNCTIONS,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        GCLOUD_PROJECT: PROJECT,
        FUNCTION_TARGET: target,
        FUNCTION_SIGNATURE_TYPE: 'http',
        PORT: `${port}`,
        ...env,
      },
    });
    const deployed = new DeployedFunction(child, port);
    const giveUp = AbortSignal.timeout(START_TIMEOUT_MS);
    while (!deployed.output.includes('URL:')) {
      if (!child.stdout) throw new Error('Its output is piped');
      const exited = once(child, 'exit', { signal: giveUp }).then(() => {
        throw new Error(`It did not start: ${deployed.output}`);
      });
      await Promise.race([once(child.stdout, 'data', { signal: giveUp }), exited]);
    }
    return deployed;
  }

  /** The most that it ever had in memory. */
  async peakMegabytes(): Promise<number> {
    this.#child.send('How much?');
    const [kilobytes] = await once(this.#child, 'message');
    return kilobytes / 1024;
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('It listens on a port');
  return address.port;
}
