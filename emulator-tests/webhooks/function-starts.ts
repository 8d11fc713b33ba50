import { once } from 'node:events';
import firebaseConfig from '../../firebase.json' with { type: 'json' };

const { host, port } = firebaseConfig.emulators.logging;
const LOG = process.env.FIREBASE_LOGGING_EMULATOR_HOST ?? `${host}:${port}`;

/** Counts how often the suite starts each of its functions, from now on: the emulator logs each start. */
export class FunctionStarts {
  readonly counts: Record<string, number> = {};
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    const since = Date.now();
    socket.addEventListener('message', ({ data }) => {
      const { message, timestamp } = JSON.parse(data);
      const [, name] = /^Beginning execution of "[^"]+-(\w+)"$/.exec(message) ?? [];
      // Whoever comes is told of all that was logged before, too.
      if (name !== undefined && timestamp >= since) this.counts[name] = (this.counts[name] ?? 0) + 1;
    });
  }

  static async watch(): Promise<FunctionStarts> {
    const socket = new WebSocket(`ws://${LOG}`);
    const starts = new FunctionStarts(socket);
    await once(socket, 'open');
    return starts;
  }

  close(): void {
    this.#socket.close();
  }
}
