/**
 * Removes what a lab has made, however its owner ends: it waits, in a session of its own and as nobody's child, for the end of a pipe
 * that only the owner holds. So an exit, a crash, Ctrl-C, `kill -9`, and whoever kills a whole tree of processes all come to the same.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^parley-(\d+)-\d+-/;

/** $1: how the names of the namespaces begin. $2: the folder. Devices go with the namespaces that they are in. */
const REMOVE = `
ip netns list | cut -d ' ' -f 1 | grep "^$1" | while read -r name; do
  ip netns pids "$name" | xargs -r kill -9
  ip netns del "$name"
done
rm -rf "$2"`;

let count = 0;

export class Guardian {
  /** What the names of all namespaces of this lab begin with. */
  readonly prefix: string;
  /** For sockets and settings. */
  readonly folder: string;
  readonly #process: ChildProcess;

  constructor() {
    count += 1;
    this.prefix = `parley-${process.pid}-${count}-`;
    this.folder = mkdtempSync(join(tmpdir(), this.prefix));
    const script = `( cat <&3 > /dev/null${REMOVE} ) &`;
    this.#process = spawn('sh', ['-c', script, 'sh', this.prefix, this.folder], {
      detached: true,
      // The fourth is the one that it waits for: Node closes a child's input when the child ends, and the shell does so at once.
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    });
    // Whoever forgets to close a lab can still end.
    this.#process.unref();
    for (const pipe of [this.#process.stdout, this.#process.stdio[3]]) (pipe as Socket).unref();
  }

  async remove(): Promise<void> {
    const { stdout, stdio } = this.#process;
    if (stdout === null) throw new Error('It is a pipe');
    // It prints nothing, and its end of the pipe closes with it.
    const ended = once(stdout.resume(), 'close');
    (stdout as Socket).ref();
    (stdio[3] as Socket).destroy();
    await ended;
  }
}

/** What is left of labs whose owner and guardian are both gone. */
export function removeLeftovers(): void {
  const namespaces = execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' }).split('\n');
  const dead = [...namespaces, ...readdirSync(tmpdir())].flatMap((name) => {
    const [prefix, owner] = NAME.exec(name) ?? [];
    return prefix !== undefined && !isAlive(Number(owner)) ? [prefix] : [];
  });
  for (const prefix of new Set(dead)) {
    execFileSync('sh', ['-c', REMOVE, 'sh', prefix, join(tmpdir(), `${prefix}none`)]);
    for (const folder of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix)))
      rmSync(join(tmpdir(), folder), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
