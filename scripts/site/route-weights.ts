/** What a visitor of each page fetches until it can be used: the document and all that it names, compressed. */
import { brotliCompressSync } from 'node:zlib';

/** The documents that Hosting serves, and whose page each is. */
const DOCUMENTS = { home: 'index.html', call: 'call.html', schedule: 'schedule.html' } as const;

/** What the start page asks for when somebody has been here, or does something: the application, with that page. */
const ASKED_FOR = /^assets\/(application|home-page)-/;

/** What the page of a call asks for while its lobby is looked at. */
const AFTER_LOBBY = /^assets\/call-views-/;

export type RouteWeights = Record<keyof typeof DOCUMENTS | 'homeAgain' | 'callInAll', number>;

/**
 * @param files of the built site, by their path in it
 * @returns bytes, as Brotli has them at its best. Pictures are not counted, and neither is the font, for which no text waits. `homeAgain`: the start page of somebody who has been here, which the application draws. `callInAll`: with what
 * comes after the lobby.
 */
export function routeWeights(files: ReadonlyMap<string, string | Uint8Array>): RouteWeights {
  const contentOf = (path: string): string | Uint8Array => {
    const content = files.get(path);
    if (content === undefined) throw new Error(`The site has no ${path}`);
    return content;
  };
  const namedIn = (document: string) => filesNamedIn(contentOf(document).toString());
  const weigh = (document: string, further: readonly string[] = []) => {
    const paths = new Set([document, ...namedIn(document), ...further]);
    return [...paths].reduce((sum, path) => sum + compressed(contentOf(path)), 0);
  };
  const found = (pattern: RegExp) => {
    const paths = [...files.keys()].filter((path) => pattern.test(path));
    if (paths.length === 0) throw new Error(`The site has nothing that is named like ${pattern}`);
    return withImports(paths, contentOf);
  };
  return {
    home: weigh(DOCUMENTS.home),
    homeAgain: weigh(DOCUMENTS.home, found(ASKED_FOR)),
    call: weigh(DOCUMENTS.call),
    callInAll: weigh(DOCUMENTS.call, found(AFTER_LOBBY)),
    schedule: weigh(DOCUMENTS.schedule),
  };
}

/** The scripts and styles that a document names. */
export function filesNamedIn(html: string): readonly string[] {
  return [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, path = '']) => path);
}

/** These scripts, and those that they cannot begin without. */
function withImports(
  paths: readonly string[],
  contentOf: (path: string) => string | Uint8Array,
): readonly string[] {
  const found = new Set<string>();
  const add = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    const script = contentOf(path).toString();
    for (const [, name] of script.matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)) add(`assets/${name}`);
  };
  paths.forEach(add);
  return [...found];
}

export function compressed(content: string | Uint8Array): number {
  return brotliCompressSync(content).length;
}
