/** The cable between a device and the router of its home: `eth0` at one end, `lan` at the other. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { runCommands } from './run-commands.ts';
import { waitForLine } from './wait-for-line.ts';

export interface LinkShape {
  /** Each way. */
  readonly delayMs?: number;
  /** Each way. undefined: as much as the machine can. */
  readonly kbps?: number;
}

export class AccessLink {
  #shaper: ChildProcess | undefined;

  /**
   * @param shape undefined: a cable without delay, which is the kernel's own and costs nothing
   * @param name of the device at the home's end. Browsers take `tun…` for a VPN.
   */
  async begin(home: string, router: string, shape: LinkShape | undefined, name = 'eth0'): Promise<void> {
    if (shape === undefined) {
      await runCommands(undefined, [
        `ip link add lan netns ${router} type veth peer name ${name} netns ${home}`,
      ]);
      return;
    }
    const script = join(import.meta.dirname, 'shaped-link.py');
    const args = ['netns', 'exec', router, 'python3', script, 'lan', 'far'];
    this.#shaper = spawn('ip', args, { stdio: ['pipe', 'pipe', 'inherit'] });
    await waitForLine(this.#shaper, 'ready');
    await runCommands(router, [`ip link set far netns ${home} name ${name}`]);
    await this.shape(shape);
  }

  /** @throws {Error} when it began without a shape */
  async shape({ delayMs = 0, kbps }: LinkShape): Promise<void> {
    if (this.#shaper === undefined) throw new Error('This link was made without a shape');
    const shaped = waitForLine(this.#shaper, 'shaped');
    this.#shaper.stdin?.write(`${JSON.stringify({ delayMs, kbps: kbps ?? null })}\n`);
    await shaped;
  }

  /** The devices go with their namespaces. */
  end(): void {
    this.#shaper?.kill('SIGKILL');
  }
}
