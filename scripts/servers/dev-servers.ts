import { join } from 'node:path';
import { createServer } from 'vite';
import { avoidBusyPorts } from '../firebase/emulator-ports.ts';
import { localCache, root } from '../lib/paths.ts';
import { StartedProcess } from '../lib/started-process.ts';

const usualAddress = { host: '127.0.0.1', port: 5173 };

/** Vite's server with hot reload: the pages come from here, the site's configuration and functions from Hosting's emulator. */
export async function startWebDevServer(
  hostingOrigin: string,
): Promise<{ address: string; stop(): Promise<void> }> {
  const { vite } = await avoidBusyPorts({ vite: usualAddress });
  const proxy = { '/__': hostingOrigin, '/api': hostingOrigin };
  const server = await createServer({
    root: join(root, 'web'),
    logLevel: 'warn',
    server: { ...vite, strictPort: true, proxy },
  });
  await server.listen();
  return { address: `http://localhost:${vite.port}`, stop: () => server.close() };
}

/** Rebuilds the functions on every change; the functions emulator reloads them by itself. */
export function watchFunctions(): StartedProcess {
  return new StartedProcess('npm', ['run', 'build', '-w', 'functions', '--silent', '--', '--watch'], {
    logFile: join(localCache, 'build-functions.log'),
  });
}
