import { join } from 'node:path';
import { build, createServer, preview } from 'vite';
import { avoidBusyPorts } from '../firebase/emulator-ports.ts';
import { localCache, root } from '../lib/paths.ts';

const usualAddress = { host: '127.0.0.1', port: 5174 };

interface GalleryServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** Vite's server with hot reload, of which the gallery is the one page that works: there is no database behind it. */
export async function startGallery(): Promise<GalleryServer> {
  const { gallery } = await avoidBusyPorts({ gallery: usualAddress });
  const server = await createServer({
    root: join(root, 'web'),
    logLevel: 'warn',
    // Beside another of the same checkout, which may be the tests'.
    cacheDir: join(root, 'node_modules/.vite/gallery'),
    server: { ...gallery, strictPort: true },
  });
  await server.listen();
  return { address: addressOn(gallery.port), stop: () => server.close() };
}

/** The gallery as it is now, built: some hundred visits of it take less time than to fetch its parts one by one. */
export async function startBuiltGallery(): Promise<GalleryServer> {
  const outDir = join(localCache, 'gallery');
  const shared = { root: join(root, 'web'), logLevel: 'error' } as const;
  await build({
    ...shared,
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: { gallery: join(root, 'web/gallery.html') } },
    },
  });
  const { gallery } = await avoidBusyPorts({ gallery: usualAddress });
  const server = await preview({ ...shared, build: { outDir }, preview: { ...gallery, strictPort: true } });
  return { address: addressOn(gallery.port), stop: () => server.close() };
}

function addressOn(port: number): string {
  return `http://localhost:${port}/gallery.html`;
}
