import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

const startDeadlineMs = 30_000;
const requestDeadlineMs = 20_000;

export interface EmulatorOptions {
  /** A shell command with `{port}`, `{rules}` and `{project}` in it. */
  readonly command: string;
  readonly rulesFile: string;
  readonly project: string;
}

/** One Firestore emulator of our own, on a port that was free. */
export class Emulator {
  readonly host: string;
  readonly #project: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, host: string, project: string) {
    this.#child = child;
    this.host = host;
    this.#project = project;
  }

  static async start({ command, rulesFile, project }: EmulatorOptions): Promise<Emulator> {
    const port = await findFreePort();
    const words: Record<string, string> = { port: String(port), rules: quote(rulesFile), project };
    const line = command.replace(/\{(port|rules|project)\}/g, (_, name: string) => words[name] ?? '');
    let output = '';
    // A process group of its own: the shell and whatever it starts end together.
    const child = spawn(line, { shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const note = (data: Buffer) => {
      output = (output + data).slice(-4_000);
    };
    child.stdout.on('data', note);
    child.stderr.on('data', note);
    const emulator = new Emulator(child, `127.0.0.1:${port}`, project);
    const deadline = Date.now() + startDeadlineMs;
    while (!(await emulator.#answers())) {
      if (child.exitCode !== null) throw new Error(`The emulator ended by itself (\`${line}\`):\n${output}`);
      if (Date.now() > deadline) {
        await emulator.stop();
        throw new Error(`The emulator does not answer on port ${port} (\`${line}\`):\n${output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return emulator;
  }

  /**
   * Puts other rules in place without a restart, as Google's emulator and those like it allow.
   * @returns what the compiler objects to; undefined: the rules hold from now on
   */
  async loadRules(content: string): Promise<string | undefined> {
    const response = await this.#request('PUT', `${this.#project}:securityRules`, {
      rules: { files: [{ name: 'firestore.rules', content }] },
    });
    const text = await response.text();
    return response.ok ? undefined : text;
  }

  /** Empties the database: without it, hundreds of test runs add up to gigabytes. */
  async clear(): Promise<void> {
    await this.#request('DELETE', `${this.#project}/databases/(default)/documents`);
  }

  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const exited = new Promise((resolve) => this.#child.once('exit', resolve));
    process.kill(-pid, 'SIGKILL');
    await exited;
  }

  #request(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`http://${this.host}/emulator/v1/projects/${path}`, {
      method,
      signal: AbortSignal.timeout(requestDeadlineMs),
      ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
  }

  async #answers(): Promise<boolean> {
    return fetch(`http://${this.host}/`, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject()));
    });
  });
}
