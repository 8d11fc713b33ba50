/**
 * Stands in front of Hosting's emulator, which looks for and compresses each file anew for everybody who asks. What is said to
 * stay as it is (`immutable`) it is asked for once; all else goes through. What it answers is what Hosting answered, word for word.
 */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';

export interface HostingFront {
  readonly origin: string;
  stop(): Promise<void>;
}

interface Kept {
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Of one connection, and not for whoever is behind it. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const OF_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

/** @param origin Hosting's own, under whose name it is reached too, on another port */
export async function startHostingFront(origin: string): Promise<HostingFront> {
  const { hostname, port } = new URL(origin);
  // A connection that is kept may be closed at the other end in the moment in which it is used again, which a browser would hear as a failure.
  const agent = new Agent({ keepAlive: false });
  const kept = new Map<string, Kept>();

  function ask(asked: IncomingMessage, answer: ServerResponse): void {
    const { method = 'GET', url = '/', headers } = asked;
    // It has another form for each way to compress.
    const key = `${url} ${headers['accept-encoding'] ?? ''}`;
    const known = method === 'GET' ? kept.get(key) : undefined;
    if (known !== undefined) {
      answer.writeHead(200, [...known.headers]).end(known.body);
      return;
    }
    const asking = request({ hostname, port, path: url, method, headers, agent }, async (answered) => {
      const { statusCode = 502, rawHeaders } = answered;
      const isLasting = answered.headers['cache-control']?.includes('immutable') === true;
      if (method !== 'GET' || statusCode !== 200 || !isLasting) {
        answer.writeHead(statusCode, rawHeaders);
        pipeline(answered, answer, () => {});
        return;
      }
      const body = await buffer(answered).catch(() => undefined);
      if (body === undefined) return void answer.destroy();
      const said = [...withoutConnection(rawHeaders), 'Content-Length', `${body.length}`];
      kept.set(key, { headers: said, body });
      answer.writeHead(200, said).end(body);
    });
    asking.on('error', () => answer.destroy());
    answer.on('close', () => asking.destroy());
    asked.pipe(asking);
  }

  const server = createServer(ask).listen(0);
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    origin: `http://${hostname}:${(server.address() as AddressInfo).port}`,
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @param headers names and values by turns */
function withoutConnection(headers: readonly string[]): string[] {
  return headers.filter((_, index) => !OF_CONNECTION.has((headers[index & ~1] ?? '').toLowerCase()));
}
