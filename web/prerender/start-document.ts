/** The document of the start page: as that of all pages, but with the page drawn in it, and the application left to be asked for. */
import { runnerImport } from 'vite';
import { type FlatDocument, flatDocument } from './flat-document.ts';

const SCRIPTS = /\s*(<script type="module"[^>]*><\/script>|<link rel="modulepreload"[^>]*>)/g;
const APPLICATION = /<parley-app>[\s\S]*<\/parley-app>/;
const NO_SCRIPT = /<noscript>[\s\S]*?<\/noscript>/;
const LATE = /<p class="boot-late">[\s\S]*?<\/p>/;

/** What is pressed. */
const BUTTON = /(?<=<button [^>]*)id="(start|joining)"/g;

/** The page as it is drawn before any script, and its styles. */
export async function drawStartPage(root: string): Promise<FlatDocument> {
  const { module } = await runnerImport<typeof import('./render-start-page.ts')>(
    `${import.meta.dirname}/render-start-page.ts`,
    { root, configFile: false, logLevel: 'error' },
  );
  return flatDocument(module.renderStartPage());
}

interface StartDocumentParts {
  /** That of the pages that the application draws. */
  readonly document: string;
  /** The start page. */
  readonly html: string;
  /** Its script, and what that cannot begin without. */
  readonly scripts: readonly string[];
  /** Its styles. */
  readonly styles: string;
}

export function startDocument({
  document,
  html,
  scripts: [script, ...others],
  styles,
}: StartDocumentParts): string {
  const links = [
    `<script type="module" crossorigin src="/${script}"></script>`,
    ...others.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`),
    `<link rel="stylesheet" crossorigin href="/${styles}">`,
  ];
  // What a button opens stays open, for the script to find when it comes; nobody sees it.
  const pressable = html.replace(BUTTON, '$& popovertarget="$1-pressed" popovertargetaction="show"');
  const pressed = [...html.matchAll(BUTTON)].map(([, id]) => `<i id="${id}-pressed" popover="manual"></i>`);
  const said = [NO_SCRIPT, LATE].map((part) => part.exec(document)?.[0]);
  return document
    .replace(SCRIPTS, '')
    .replace('</head>', `  ${links.join('\n    ')}\n  </head>`)
    .replace(APPLICATION, () => [said[0], pressable, ...pressed, said[1]].join('\n    '));
}
