import { type ChildProcess, spawn } from 'node:child_process';
import type { RulesTests, TestHint, TestVerdict } from './rules-tests.ts';

/** Runs a shell command for each mutant: it fails, or the mutant survives. Works with any tests, and starts them anew. */
export class CommandTests implements RulesTests {
  readonly #command: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;

  constructor(command: string, env: NodeJS.ProcessEnv) {
    this.#command = command;
    this.#env = env;
  }

  run(_hint: TestHint, deadlineMs: number): Promise<TestVerdict> {
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    const child = spawn(this.#command, { shell: true, detached: true, env: this.#env, stdio: [...stdio] });
    this.#child = child;
    let output = '';
    const note = (data: Buffer) => {
      output = (output + data).slice(-2_000);
    };
    child.stdout?.on('data', note);
    child.stderr?.on('data', note);
    return new Promise((resolve) => {
      let isLate = false;
      const deadline = setTimeout(() => {
        isLate = true;
        void this.stop();
      }, deadlineMs);
      child.on('close', (code) => {
        clearTimeout(deadline);
        if (isLate) resolve({ outcome: 'timeout' });
        else resolve(code === 0 ? { outcome: 'passed' } : { outcome: 'failed', failed: output.trim() });
      });
    });
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, 'SIGKILL');
  }
}
