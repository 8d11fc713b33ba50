import { defineConfig } from 'vite';

/**
 * Few files for the deployment, which uploads this folder alone and compiles nothing. So the workspace's TypeScript has
 * to be inside them, while npm packages stay imports: Cloud Build installs them from package.json. (Not zod: what is used
 * of it is in one file, instead of read from a hundred at each cold start.) The empty `gcp-build`
 * script there keeps Cloud Build from running `build` itself, for which it has neither Vite nor the sources.
 */
export default defineConfig({
  ssr: { noExternal: ['@parley/protocol', '@parley/invitation', 'zod'] },
  build: {
    ssr: 'src/index.ts',
    outDir: 'dist',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'index.js', chunkFileNames: '[name].js' } },
  },
});
