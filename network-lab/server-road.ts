/**
 * How the browser in a home reaches servers that listen on this machine: under the same address, and apart from the network of
 * its media. So that `localhost` stays what it is, and the database can be far, silent or gone while a call goes on.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Server as HttpServer } from 'node:http';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createBufferingProxy } from './buffering-proxy.ts';
import { waitForLine } from './wait-for-line.ts';

/**
 * `silent`: nothing comes through, and what was sent comes when it is open again. `gone`: whoever connects is cut off. `buffered`: whoever
 * connects gets an answer only once all of it is there.
 */
export type RoadState = 'open' | 'silent' | 'gone' | 'buffered';

export class ServerRoad {
  /** Each way. */
  delayMs = 0;
  readonly #states = new Map<number, RoadState>();
  #waiting: (() => void)[] = [];
  readonly #open = new Map<Socket, number>();
  #ports: readonly number[] = [];
  readonly #servers: Server[] = [];
  readonly #proxies: HttpServer[] = [];
  #inside: ChildProcess | undefined;

  /** @param ports of 127.0.0.1, in the namespace as on this machine */
  async begin(namespace: string, ports: readonly number[], folder: string): Promise<void> {
    this.#ports = ports;
    const roads: string[] = [];
    for (const port of ports) {
      const path = join(folder, `${namespace}-${port}.sock`);
      const server = createServer({ allowHalfOpen: true }, (near) => this.#lead(near, port));
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
      this.#servers.push(server);
      roads.push(`${port}=${path}`);
    }
    if (ports.length === 0) return;
    const script = join(import.meta.dirname, 'server-road-inside.ts');
    const args = ['netns', 'exec', namespace, process.execPath, script, ...roads];
    this.#inside = spawn('ip', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await waitForLine(this.#inside, 'ready');
  }

  /** @param port the one that it is about; undefined: all of them */
  setState(state: RoadState, port?: number): void {
    const ports = port === undefined ? this.#ports : [port];
    for (const each of ports) this.#states.set(each, state);
    if (state === 'gone') for (const [socket, of] of this.#open) if (ports.includes(of)) socket.destroy();
    // Whoever still has to wait comes back.
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }

  end(): void {
    this.#inside?.kill('SIGKILL');
    for (const server of this.#servers) server.close();
    for (const proxy of this.#proxies) proxy.closeAllConnections();
    for (const socket of this.#open.keys()) socket.destroy();
  }

  #lead(near: Socket, port: number): void {
    if (this.#states.get(port) === 'gone') {
      near.destroy();
      return;
    }
    if (this.#states.get(port) === 'buffered') {
      const proxy = createBufferingProxy(port);
      this.#proxies.push(proxy);
      proxy.emit('connection', near);
      return;
    }
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.set(from, port);
      from.setNoDelay(true);
      from.on('data', (data) => this.#later(port, () => to.write(data)));
      from.on('end', () => this.#later(port, () => to.end()));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#open.delete(from);
        to.destroy();
      });
    }
  }

  /** In the order in which it is called. */
  #later(port: number, go: () => void): void {
    const pass = () => ((this.#states.get(port) ?? 'open') === 'open' ? go() : void this.#waiting.push(pass));
    if (this.delayMs > 0) setTimeout(pass, this.delayMs);
    else pass();
  }
}
