import { defineConfig, loadEnv, type Plugin } from 'vite';
import { pageDocuments } from './page-documents.ts';

/**
 * The heading font. Its name has no hash in it: the reference of the API, which a function serves, is set in it as well, and
 * knows nothing of this build.
 */
const HEADING_FONT = /funnel-display-latin-wght-normal\.woff2$/;
const FONT_FILE = 'fonts/[name][extname]';

export default defineConfig(({ mode }) => {
  process.env.VITE_SITE_ORIGIN ??= siteOrigin(mode);
  return {
    plugins: [preloadHeadingFont(), pageDocuments()],
    // A fifth of all that a call's page fetches, for pipelines, which nothing here asks for.
    resolve: { alias: { re2js: `${import.meta.dirname}/without-re2js.ts` } },
    build: {
      // The first versions with light-dark(): lowered for older ones, a dark part of a light page would turn light.
      target: ['chrome123', 'firefox125', 'safari17.5'],
      // 404.html is what Hosting shows for an address that is nowhere.
      rolldownOptions: {
        input: {
          index: `${import.meta.dirname}/index.html`,
          404: `${import.meta.dirname}/404.html`,
          'ring-worker': `${import.meta.dirname}/src/ring-worker/ring-worker.ts`,
        },
        output: {
          // A worker is known by its address, and of the whole site where it stands at its root.
          entryFileNames: ({ name }) => (name === 'ring-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
          assetFileNames: ({ names }) =>
            names.some((name) => HEADING_FONT.test(name)) ? FONT_FILE : 'assets/[name]-[hash][extname]',
        },
      },
      // All of these browsers preload modules by themselves.
      modulePreload: { polyfill: false },
      // A data: URL would have to be allowed by the Content-Security-Policy.
      assetsInlineLimit: 0,
    },
  };
});

/**
 * Where the preview image of a link is fetched from: many that show one follow no address without an origin. The Firebase
 * CLI says for which project it has the site built. Empty: not known, and the address begins at the site's root.
 */
function siteOrigin(mode: string): string {
  const { VITE_SITE_ORIGIN } = loadEnv(mode, import.meta.dirname);
  const { GCLOUD_PROJECT } = process.env;
  return VITE_SITE_ORIGIN ?? (GCLOUD_PROJECT ? `https://${GCLOUD_PROJECT}.web.app` : '');
}

/** It is asked for with the page, not when the style sheet has come. */
function preloadHeadingFont(): Plugin {
  return {
    name: 'preload-heading-font',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const font = Object.keys(bundle).find((name) => HEADING_FONT.test(name));
        if (font === undefined) return [];
        const attrs = { rel: 'preload', href: `/${font}`, as: 'font', type: 'font/woff2', crossorigin: true };
        return [{ tag: 'link', injectTo: 'head', attrs }];
      },
    },
  };
}
