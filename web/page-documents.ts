/**
 * For each page that Hosting serves, its own document: the same, with what that page needs named in it. That of the start
 * page has the page in it as well.
 */
import type { Plugin, ResolvedConfig, Rolldown } from 'vite';
import { drawStartPage, startDocument } from './prerender/start-document.ts';

const APPLICATION = 'app/parley-app.ts';

/** By the document, the modules that its page asks for; what they import statically comes with them. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  'call.html': [APPLICATION, 'app/call-visit-element.ts', 'call/src/firebase/connect-firebase.ts'],
  'schedule.html': [APPLICATION, 'features/schedule/schedule-page.ts'],
};

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
          const text = withPreloads(
            source,
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
  const links = missing.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`);
  return html.replace('</head>', `  ${links.join('\n    ')}\n  </head>`);
}
