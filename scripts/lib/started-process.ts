import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { root } from './paths.ts';
import { ScriptError } from './script-error.ts';

const stopDeadlineMs = 10_000;

interface StartOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Where its output goes. undefined: to our own terminal. */
  logFile?: string;
  onOutput?: (text: string) => void;
}

/**
 * A process of ours with everything that it starts in turn. It leads a process group of its own,
 * so a terminal's Ctrl-C reaches only us, and we decide who stops when.
 */
export class StartedProcess {
  /** Its exit code, or null if a signal ended it. What it started in turn may outlive it. */
  readonly exited: Promise<number | null>;
  /** As `exited`, and all of its output has been seen. */
  readonly closed: Promise<number | null>;
  readonly #child: ChildProcess;
  #tree: number[] = [];

  constructor(command: string, args: readonly string[], options: StartOptions = {}) {
    const { cwd = root, env = process.env, logFile, onOutput } = options;
    const output = logFile ? 'pipe' : 'inherit';
    if (logFile) mkdirSync(dirname(logFile), { recursive: true });
    this.#child = spawn(command, args, { cwd, env, stdio: ['ignore', output, output], detached: true });
    if (logFile) {
      const log = createWriteStream(logFile);
      for (const stream of [this.#child.stdout, this.#child.stderr]) {
        stream?.pipe(log, { end: false });
        stream?.setEncoding('utf8').on('data', (text: string) => onOutput?.(text));
      }
    }
    const ended = (event: 'exit' | 'close') =>
      new Promise<number | null>((resolve, reject) => {
        this.#child.on('error', (cause) =>
          reject(new ScriptError(`${command} could not be started.`, { cause })),
        );
        this.#child.on(event, resolve);
      });
    this.exited = ended('exit');
    this.closed = ended('close');
    // Whoever awaits them sees the failure; nobody has to.
    for (const promise of [this.exited, this.closed]) promise.catch(() => {});
  }

  /**
   * Notes what it has started in turn, for `stop`. Firestore's emulator leads a process group of its
   * own, and once its parent has died unexpectedly nothing tells any more that it is ours.
   */
  noteTree(): void {
    if (this.#child.pid !== undefined) this.#tree = findDescendants(this.#child.pid);
  }

  /** Asks it to end as Ctrl-C would, and kills what is left of its whole tree at the deadline. */
  async stop(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined) return;
    if (exitCode === null && signalCode === null) {
      this.noteTree();
      send('SIGINT', -pid);
      const deadline = setTimeout(() => send('SIGKILL', -pid), stopDeadlineMs);
      await this.exited.catch(() => {});
      clearTimeout(deadline);
    }
    for (const member of [-pid, ...this.#tree]) send('SIGKILL', member);
  }
}

/** Runs a command to its end, its output in a log file; whether it succeeded. Stops it on abort. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: StartOptions & { signal: AbortSignal },
): Promise<boolean> {
  options.signal.throwIfAborted();
  const started = new StartedProcess(command, args, options);
  const stop = () => void started.stop();
  options.signal.addEventListener('abort', stop, { once: true });
  const exitCode = await started.closed.catch(() => null);
  options.signal.removeEventListener('abort', stop);
  options.signal.throwIfAborted();
  return exitCode === 0;
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already, which is what we want.
  }
}

function findDescendants(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const processes = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = [pid];
  for (const parent of found) {
    for (const [child, childParent] of processes) {
      if (childParent === parent && child !== undefined) found.push(child);
    }
  }
  return found.slice(1);
}
