import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    // The first versions with light-dark(): lowered for older ones, a dark part of a light page would turn light.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    // 404.html is what Hosting shows for an address that is nowhere.
    rolldownOptions: { input: ['index.html', '404.html'].map((page) => `${import.meta.dirname}/${page}`) },
    // All of these browsers preload modules by themselves.
    modulePreload: { polyfill: false },
    // A data: URL would have to be allowed by the Content-Security-Policy.
    assetsInlineLimit: 0,
  },
});
