/**
 * Puts servers that listen on this machine at a distance: whoever connects to a far port reaches the near one later, each way. In
 * user space, since a kernel that delays (`tc netem`) is often not there. It counts what passes.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';

/** What has passed in all, to the servers and from them. */
export interface Traffic {
  readonly upBytes: number;
  readonly downBytes: number;
}

export class FarServers {
  /** Each way. A connection costs a round trip more before it carries anything, as TCP does; what TLS would add is left out. */
  delayMs = 0;
  #upBytes = 0;
  #downBytes = 0;
  readonly #ports = new Map<number, number>();
  readonly #servers: Server[] = [];
  readonly #open = new Set<Socket>();

  /** @param nearPort of 127.0.0.1; @param target where it is led to instead */
  async add(nearPort: number, target = nearPort): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (socket) => this.#lead(socket, target));
    await new Promise<void>((resolve, reject) =>
      server.once('error', reject).listen(0, '127.0.0.1', resolve),
    );
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('It listens on a port');
    this.#servers.push(server);
    this.#ports.set(nearPort, address.port);
  }

  /** For a Chromium, which then finds the far servers where pages look for the near ones. */
  get browserFlag(): string {
    const rules = [...this.#ports].map(([near, far]) => `MAP localhost:${near} 127.0.0.1:${far}`);
    return `--host-resolver-rules=${rules.join(',')}`;
  }

  get traffic(): Traffic {
    return { upBytes: this.#upBytes, downBytes: this.#downBytes };
  }

  close(): void {
    for (const server of this.#servers) server.close();
    this.dropConnections();
  }

  /** All that there are, as if nobody had connected before. */
  dropConnections(): void {
    for (const socket of this.#open) socket.destroy();
  }

  #lead(near: Socket, port: number): void {
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const openAt = performance.now() + 2 * this.delayMs;
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      const later = this.#road(openAt);
      this.#open.add(from);
      from.setNoDelay(true);
      from.on('data', (data) => {
        if (from === near) this.#upBytes += data.length;
        else this.#downBytes += data.length;
        later(() => to.write(data));
      });
      from.on('end', () => later(() => to.end()));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#open.delete(from);
        later(() => to.destroy());
      });
    }
  }

  /** What is called on one road happens in that order, each when it has come so far. */
  #road(openAt: number): (go: () => void) => void {
    const waiting: { readonly dueAt: number; readonly go: () => void }[] = [];
    const pass = () => {
      const [next] = waiting;
      if (next === undefined) return;
      const waitMs = next.dueAt - performance.now();
      if (waitMs > 0) {
        setTimeout(pass, waitMs);
        return;
      }
      next.go();
      waiting.shift();
      pass();
    };
    return (go) => {
      const dueAt = Math.max(openAt, performance.now()) + this.delayMs;
      waiting.push({ dueAt, go });
      if (waiting.length === 1) pass();
    };
  }
}
