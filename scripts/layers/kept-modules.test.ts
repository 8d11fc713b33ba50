import { createServer } from 'vite';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../lib/paths.ts';
import { keptModules } from './kept-modules.ts';

test('What tests import is kept by the browser, a test itself is not, nor what is not there', async () => {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    appType: 'custom',
    plugins: [keptModules()],
    server: { host: '127.0.0.1', port: 0 },
    optimizeDeps: { noDiscovery: true },
  });
  onTestFinished(() => server.close());
  await server.listen();
  const address = server.httpServer?.address();
  if (address === null || typeof address !== 'object') throw new Error('It listens on a port');
  const cacheControlOf = async (path: string) =>
    (await fetch(`http://127.0.0.1:${address.port}/${path}`)).headers.get('Cache-Control');
  expect(await cacheControlOf('protocol/src/index.ts')).toContain('immutable');
  expect(await cacheControlOf('web/src/ui/global.css?inline')).toContain('immutable');
  expect(await cacheControlOf('protocol/src/nothing.ts')).toBeNull();
  for (const other of ['web/src/ui/confirm-dialog.browser.test.ts?browserv=1', 'vitest.config.ts'])
    expect(await cacheControlOf(other)).toBe('no-cache');
});
