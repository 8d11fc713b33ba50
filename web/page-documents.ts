/**
 * For each page that Hosting serves, its own document: the same, with what that page needs named in it. That of the start
 * page has the page in it as well.
 */
import type { Plugin, ResolvedConfig, Rolldown } from 'vite';
import { drawStartPage, startDocument } from './prerender/start-document.ts';

const APPLICATION = 'app/parley-app.ts';

/** By the document, the modules that its page asks for; what they import statically comes with them. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  // What asks the servers is first: they answer while the rest comes.
  'call.html': [
    ...['app/site-services.ts', APPLICATION, 'app/call-visit-element.ts'],
    'call/src/firebase/connect-firebase.ts',
  ],
  'schedule.html': [APPLICATION, 'features/schedule/schedule-page.ts'],
};

/** Whose page connects at once: it is told of what it will ask before its script is there. */
const CONNECTING = 'call.html';
const SETTINGS = '/__/firebase/init.json';

const BEGIN = 'app/begin.ts';
/** The script of the start page, which is a document before it is the application. */
const START_PAGE = 'app/start-page.ts';

/** Without it the browser learns of them one after the other, each from the one before. */
export function pageDocuments(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'page-documents',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved;
    },
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const document = bundle['index.html'];
        if (document?.type !== 'asset') throw new Error('There is no index.html to name modules in');
        const source = document.source.toString();
        for (const [fileName, modules] of Object.entries(PAGES)) {
          const links = fileName === CONNECTING ? connectingLinks(config.env.VITE_FIREBASE_CONFIG) : [];
          const text = withPreloads(
            withLinks(source, links),
            modules.flatMap((module) => filesOf(module, bundle)),
          );
          this.emitFile({ type: 'asset', fileName, source: text });
        }
        const { html, css } = await drawStartPage(config.root);
        const styles = this.emitFile({ type: 'asset', name: 'start-page.css', source: css });
        document.source = startDocument({
          document: source,
          html,
          scripts: [...new Set([BEGIN, START_PAGE].flatMap((module) => filesOf(module, bundle)))],
          styles: this.getFileName(styles),
        });
      },
    },
  };
}

/** The file that has a module, and those that it cannot begin without. */
function filesOf(module: string, bundle: Rolldown.OutputBundle): readonly string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const own = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(`/${module}`)));
  if (own === undefined) throw new Error(`No file of the bundle has ${module}`);
  const found = new Set<string>();
  const add = (fileName: string): void => {
    if (found.has(fileName)) return;
    found.add(fileName);
    for (const chunk of chunks) if (chunk.fileName === fileName) chunk.imports.forEach(add);
  };
  add(own.fileName);
  return [...found];
}

function withPreloads(html: string, files: readonly string[]): string {
  const missing = [...new Set(files)].filter((file) => !html.includes(`/${file}"`));
  return withLinks(
    html,
    missing.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`),
  );
}

function withLinks(html: string, links: readonly string[]): string {
  if (links.length === 0) return html;
  return html.replace('</head>', `  ${links.join('\n    ')}\n  </head>`);
}

/**
 * Google's servers only where the Firebase CLI says that it builds for a project of theirs: what runs on a machine of one's own leaves it
 * alone. The page itself connects to the right ones as soon as it knows them.
 * @param settingsInBuild undefined: the page asks for them
 */
function connectingLinks(settingsInBuild: string | undefined): readonly string[] {
  const { GCLOUD_PROJECT = 'demo-' } = process.env;
  const settings = settingsInBuild === undefined ? [preload(SETTINGS)] : [];
  if (GCLOUD_PROJECT.startsWith('demo-')) return settings;
  const [signIn, database] = ['https://identitytoolkit.googleapis.com', 'https://firestore.googleapis.com'];
  return [
    ...settings,
    `<link rel="preconnect" crossorigin href="${signIn}">`,
    // Its listeners are asked with credentials, and reads and writes without: two connections.
    `<link rel="preconnect" crossorigin href="${database}">`,
    `<link rel="preconnect" crossorigin="use-credentials" href="${database}">`,
  ];
}

function preload(path: string): string {
  return `<link rel="preload" as="fetch" crossorigin href="${path}">`;
}
