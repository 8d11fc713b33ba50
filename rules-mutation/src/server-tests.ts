import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { RulesTests, TestHint, TestVerdict } from './rules-tests.ts';

/**
 * Tests in a process that stays: starting a test runner costs more than most mutants take to be killed. For each line
 * on its standard input, a `TestHint` as JSON, the process runs its tests once and answers with one line,
 * `rules-mutation ` and a `TestVerdict` as JSON. All its other output is ignored.
 */
export class ServerTests implements RulesTests {
  readonly #command: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;

  constructor(command: string, env: NodeJS.ProcessEnv) {
    this.#command = command;
    this.#env = env;
  }

  async run(hint: TestHint, deadlineMs: number): Promise<TestVerdict> {
    const child = this.#running();
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    let deadline: NodeJS.Timeout | undefined;
    const onExit = (settle: (verdict: TestVerdict) => void) => () =>
      settle({ outcome: 'failed', failed: 'the test server ended by itself' });
    let exited: (() => void) | undefined;
    const verdict = await new Promise<TestVerdict>((resolve) => {
      deadline = setTimeout(() => resolve({ outcome: 'timeout' }), deadlineMs);
      exited = onExit(resolve);
      child.once('exit', exited);
      lines.on('line', (line) => {
        if (line.startsWith('rules-mutation ')) resolve(JSON.parse(line.slice('rules-mutation '.length)));
      });
      child.stdin?.write(`${JSON.stringify(hint)}\n`);
    });
    clearTimeout(deadline);
    if (exited) child.off('exit', exited);
    lines.close();
    // Nobody knows what it is still doing: the next mutant gets a new one.
    if (verdict.outcome === 'timeout') await this.stop();
    return verdict;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-child.pid, 'SIGKILL');
    await exited;
  }

  #running(): ChildProcess {
    const running = this.#child;
    if (running && running.exitCode === null && running.signalCode === null) return running;
    const child = spawn(this.#command, {
      shell: true,
      detached: true,
      env: this.#env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    // A process that ended is seen by its exit; what was written to it is lost.
    child.stdin.on('error', () => {});
    this.#child = child;
    return child;
  }
}
