/** What is measured beside Parley: from a folder of its own, since nobody else needs it, with the servers that it needs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import { answers, chooseFreePorts } from '../scripts/firebase/emulator-ports.ts';
import { localCache } from '../scripts/lib/paths.ts';
import { waitUntil } from '../scripts/lib/wait-until.ts';
import { installApart } from './install-apart.ts';

const folder = join(import.meta.dirname, 'rivals');
const pagesFolder = join(import.meta.dirname, 'pages');
const builtPages = join(localCache, 'bench-pages');
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const PAGES = ['floor', 'peerjs', 'simple-peer', 'firebase-rtc'] as const;
const START_DEADLINE_MS = 30_000;

/** A WebSocket of the package `ws`, as far as it is used. */
interface RelayedSocket {
  on(event: 'message', listener: (data: Buffer) => void): void;
  on(event: 'close', listener: () => void): void;
  send(text: string): void;
}

export interface RivalServers {
  /** Of the pages in `pages/`, which is near. */
  readonly origin: string;
  /** Undefined: its packages could not be installed. */
  readonly peerServerPort: number | undefined;
  readonly relayPort: number | undefined;
  close(): Promise<void>;
}

export async function startRivals(signal: AbortSignal): Promise<RivalServers> {
  const what = 'PeerJS, PeerServer and simple-peer for the bench';
  const hasPackages = await installApart(
    { folder, package: 'peer', what, logName: 'bench-rivals.log' },
    signal,
  );
  if (!hasPackages) console.log('Measuring without them.');
  await build({
    root: pagesFolder,
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'esnext',
      outDir: builtPages,
      emptyOutDir: true,
      rolldownOptions: { input: PAGES.map((page) => join(pagesFolder, `${page}.html`)) },
    },
  });
  const pages = await listen(createServer(servePage));
  if (!hasPackages)
    return { origin: pages.origin, peerServerPort: undefined, relayPort: undefined, close: pages.close };
  const relay = await startRelay();
  const { peerServer } = await chooseFreePorts({ peerServer: { host: '127.0.0.1', port: 0 } });
  const process = startPeerServer(peerServer.port);
  await waitUntil(() => answers(peerServer), START_DEADLINE_MS, signal);
  return {
    origin: pages.origin,
    peerServerPort: peerServer.port,
    relayPort: relay.port,
    async close() {
      process.kill();
      await Promise.all([pages.close(), relay.close()]);
    },
  };
}

function startPeerServer(port: number): ChildProcess {
  const script = join(folder, 'node_modules/peer/dist/bin/peerjs.js');
  return spawn(process.execPath, [script, '--port', String(port), '--host', '127.0.0.1'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Takes what one says at an address to whoever else is there. */
async function startRelay() {
  const { WebSocketServer } = createRequire(join(folder, 'package.json'))('ws');
  const relay = await listen(createServer());
  const rooms = new Map<string, Set<RelayedSocket>>();
  new WebSocketServer({ server: relay.server }).on(
    'connection',
    (socket: RelayedSocket, { url = '' }: IncomingMessage) => {
      const room = rooms.get(url) ?? new Set();
      rooms.set(url, room.add(socket));
      socket.on('close', () => room.delete(socket));
      socket.on('message', (data) => {
        for (const other of room) if (other !== socket) other.send(data.toString());
      });
    },
  );
  return relay;
}

async function listen(server: Server) {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on a port');
  return {
    server,
    port: address.port,
    origin: `http://localhost:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function servePage({ url = '' }: IncomingMessage, response: import('node:http').ServerResponse): void {
  const path = normalize(new URL(url, 'http://localhost').pathname);
  const file = path.startsWith('/rivals/')
    ? join(folder, 'node_modules', path.slice('/rivals/'.length))
    : join(builtPages, path);
  if (!existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream' });
  response.end(readFileSync(file));
}
