import { join } from 'node:path';
import { createServer } from 'vite';
import { localCache, root } from './paths.ts';
import { StartedProcess } from './started-process.ts';

export const viteAddress = { host: '127.0.0.1', port: 5173 };

/** Vite's server with hot reload. What Hosting answers itself it fetches from there, by web/vite.config.ts. */
export async function startWebDevServer(): Promise<{ address: string; stop(): Promise<void> }> {
  const server = await createServer({
    root: join(root, 'web'),
    logLevel: 'warn',
    server: { ...viteAddress, strictPort: true },
  });
  await server.listen();
  return { address: `http://localhost:${viteAddress.port}`, stop: () => server.close() };
}

/** Rebuilds the functions on every change; the functions emulator reloads them by itself. */
export function watchFunctions(): StartedProcess {
  return new StartedProcess('npm', ['run', 'build', '-w', 'functions', '--silent', '--', '--watch'], {
    logFile: join(localCache, 'build-functions.log'),
  });
}
